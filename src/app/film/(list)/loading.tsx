/** Film while they are being read. */
import { Loading } from '../../records/Loading.tsx';

export default function LoadFilm() {
  return <Loading title="Film" />;
}
