/** Costs while it is being read. */
import { Loading } from '../records/Loading.tsx';

export default function LoadCosts() {
  return <Loading title="Costs" />;
}
