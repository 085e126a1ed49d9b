/** Shown while a day is being read. */
import { Waiting } from '../../missions/playback/Waiting.tsx';

export default function Loading() {
  return <Waiting />;
}
