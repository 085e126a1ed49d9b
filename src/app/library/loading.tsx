/** Library while it is being read. */
import { Loading } from '../records/Loading.tsx';

export default function LoadLibrary() {
  return <Loading title="Library" />;
}
