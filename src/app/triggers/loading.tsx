/** Triggers while they are being read. */
import { Loading } from '../records/Loading.tsx';

export default function LoadTriggers() {
  return <Loading title="Triggers & reactions" />;
}
