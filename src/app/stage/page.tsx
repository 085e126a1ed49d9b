/** The stage: the company at this moment, drawn by the server once and kept live by the browser. */
import type { Metadata } from 'next';
import { cookies } from 'next/headers';
import { firstMinute } from '../../read/first-minute.ts';
import { newestFeed, stageView } from '../../read/stage.ts';
import { HINTS_COOKIE } from '../preferences.ts';
import { openPage } from '../shell/open-page.ts';
import { FEED_FIRST } from './limits.ts';
import { Stage } from './Stage.tsx';

export const dynamic = 'force-dynamic';
export const metadata: Metadata = { title: 'Stage · Deskmates' };

export default async function StagePage() {
  const world = await openPage();
  const hints = (await cookies()).get(HINTS_COOKIE)?.value;
  const [view, feed, first] = await Promise.all([
    stageView(world),
    newestFeed(world.db.sql, FEED_FIRST),
    hints === 'gone' ? null : firstMinute(world),
  ]);
  return <Stage view={view} feed={feed} first={first} watched={hints === 'watched'} />;
}
