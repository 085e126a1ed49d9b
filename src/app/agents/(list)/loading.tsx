/** Agents while they are being read. */
import { Loading } from '../../records/Loading.tsx';

export default function LoadAgents() {
  return <Loading title="Agents" />;
}
