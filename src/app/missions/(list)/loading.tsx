/** Missions while it is being read. */
import { Loading } from '../../records/Loading.tsx';

export default function LoadMissions() {
  return <Loading title="Missions" />;
}
