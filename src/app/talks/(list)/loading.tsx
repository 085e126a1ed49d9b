/** Conversations while they are being read. */
import { Loading } from '../../records/Loading.tsx';

export default function LoadTalks() {
  return <Loading title="Conversations" />;
}
