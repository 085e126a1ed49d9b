/** A day of the company, played back. */
import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { dayChunk, dayView, parseDay, timeOfEvent } from '../../../read/day-film.ts';
import { openPage } from '../../shell/open-page.ts';
import { DayPlayback } from '../DayPlayback.tsx';
import { parseTime } from '../day-time.ts';

export const dynamic = 'force-dynamic';
export const metadata: Metadata = { title: 'The day as a film · Deskmates' };

type Asked = { params: Promise<{ day: string }>; searchParams: Promise<{ t?: string | string[] }> };

export default async function DayPage({ params, searchParams }: Asked) {
  const world = await openPage();
  const day = parseDay((await params).day);
  if (!day) notFound();
  const { t } = await searchParams;
  const asked = typeof t === 'string' ? t : '';
  const [view, chunk, event] = await Promise.all([dayView(world, day), dayChunk(world, day, null), timeOfEvent(world.db.sql, asked)]);
  return (
    <DayPlayback
      key={view.day}
      first={view}
      chunk={chunk}
      start={{ event: event && asked, ms: event ? event.getTime() - day.getTime() : parseTime(asked) }}
    />
  );
}
