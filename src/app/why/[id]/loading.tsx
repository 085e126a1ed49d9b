/** Shown while causes are being followed. */
import { Waiting } from '../../missions/playback/Waiting.tsx';

export default function Loading() {
  return <Waiting />;
}
