/** Approvals while they are being read. */
import { Loading } from '../records/Loading.tsx';

export default function LoadApprovals() {
  return <Loading title="Approvals" />;
}
