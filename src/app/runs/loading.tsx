/** Runs while it is being read. */
import { Loading } from '../records/Loading.tsx';

export default function LoadRuns() {
  return <Loading title="Runs" />;
}
