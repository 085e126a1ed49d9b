/** The sample newsroom's feed, for a first minute without internet. Public, like any site. */
import { renderFeed } from '../../../../company/sample-newsroom/render.ts';
import { route } from '../../routing.ts';

export const dynamic = 'force-dynamic';

export const GET = route('public', async (request) => {
  const { protocol } = new URL(request.url);
  const host = request.headers.get('host') ?? 'localhost';
  return new Response(renderFeed(`${protocol}//${host}`), {
    headers: { 'content-type': 'application/rss+xml; charset=utf-8', 'cache-control': 'no-store' },
  });
});
