/** The stage as it stands, and with `feed=1` the newest events: what the page reads anew after it has missed something. */
import { newestFeed, stageView } from '../../../../read/stage.ts';
import { json, route } from '../../../routing.ts';
import { FEED_FIRST } from '../../../stage/limits.ts';

export const dynamic = 'force-dynamic';

export const GET = route('read', async (request, call) => {
  const world = await call.world();
  const wantsFeed = new URL(request.url).searchParams.get('feed') === '1';
  const [view, feed] = await Promise.all([stageView(world), wantsFeed ? newestFeed(world.db.sql, FEED_FIRST) : null]);
  return json({ view, feed });
});
