/** The film of today. */
import { redirect } from 'next/navigation';
import { dayText } from '../../../read/day-film.ts';
import { openPage } from '../../shell/open-page.ts';

export const dynamic = 'force-dynamic';

export default async function FilmOfToday() {
  const world = await openPage();
  redirect(`/film/${dayText(world.clock.now())}`);
}
