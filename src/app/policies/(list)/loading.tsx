/** Policies while they are being read. */
import { Loading } from '../../records/Loading.tsx';

export default function LoadPolicies() {
  return <Loading title="Policies" />;
}
