/** Does it pay? while it is being read. */
import { Loading } from '../records/Loading.tsx';

export default function LoadPays() {
  return <Loading title="Does it pay?" />;
}
