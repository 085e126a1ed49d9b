/** Outbox while it is being read. */
import { Loading } from '../records/Loading.tsx';

export default function LoadOutbox() {
  return <Loading title="Outbox" />;
}
