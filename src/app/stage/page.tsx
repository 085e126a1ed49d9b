/** The stage: the company at this moment, drawn by the server once and kept live by the browser. */
import type { Metadata } from 'next';
import { cookies, headers } from 'next/headers';
import { redirect } from 'next/navigation';
import { newestFeed, stageView } from '../../read/stage.ts';
import { checkExposure } from '../../world/exposure.ts';
import { checkAccess } from '../access.ts';
import { appClock } from '../clock.ts';
import { isTheme, THEME_COOKIE } from '../theme.ts';
import { appEnv, appWorld } from '../world.ts';
import { FEED_FIRST } from './limits.ts';
import { Stage } from './Stage.tsx';

export const dynamic = 'force-dynamic';
export const metadata: Metadata = { title: 'Stage · Deskmates' };

export default async function StagePage() {
  // The proxy asked already; a page that shows the company does not rely on it.
  const verdict = checkAccess({ method: 'GET', headers: await headers() }, 'read', appEnv(), appClock.now());
  if (!verdict.ok) redirect('/login');
  const world = await appWorld();
  const [view, feed] = await Promise.all([stageView(world), newestFeed(world.db.sql, FEED_FIRST)]);
  const theme = (await cookies()).get(THEME_COOKIE)?.value;
  const exposure = checkExposure(appEnv());
  const guarded = exposure.ok && exposure.mode === 'token';
  return <Stage view={view} feed={feed} theme={isTheme(theme) ? theme : null} guarded={guarded} />;
}
