/** Shown while a mission is being read. */
import { Waiting } from '../playback/Waiting.tsx';

export default function Loading() {
  return <Waiting />;
}
