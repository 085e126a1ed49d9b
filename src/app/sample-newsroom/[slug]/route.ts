/** An article of the sample newsroom: plain HTML without scripts, crawled like any other page. */
import { renderArticle } from '../../../../company/sample-newsroom/render.ts';
import { HttpError, route } from '../../routing.ts';

export const dynamic = 'force-dynamic';

const POLICY = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

export const GET = route('public', async (_request, call) => {
  const page = renderArticle(call.params.slug ?? '');
  if (!page) throw new HttpError(404, 'The sample newsroom has no such article');
  return new Response(page, {
    headers: { 'content-type': 'text/html; charset=utf-8', 'content-security-policy': POLICY, 'cache-control': 'no-store' },
  });
});
