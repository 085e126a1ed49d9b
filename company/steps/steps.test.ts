/** The door of every step kind, and the kinds that read: crawl and scan_signals. */
import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../../src/core/company.ts';
import { BadInputError, TransientError } from '../../src/core/errors.ts';
import type { Page } from '../../src/world/web.ts';
import { newsroomFeed, newsroomPages } from '../../tests/newsroom-pages.ts';
import { type Office, office } from '../../tests/step-double.ts';
import { stepKinds } from './index.ts';

const ID = '0190a0b0-0000-7000-8000-000000000001';
const accepts = (kind: string, payload: unknown) => stepKinds.find((known) => known.kind === kind)?.payload.safeParse(payload).success;

const SMALLEST: Record<string, JsonObject> = {
  crawl: { url: 'https://example.org/a' },
  scan_signals: {},
  analyze: { topic: 'cost' },
  research: { topic: 'cost' },
  write_content: { topic: 'cost' },
  draft_tweet: { topic: 'cost' },
  post_tweet: {},
  review: {},
  diagnose: { mission_id: ID },
  deploy: { target: 'production' },
  remember: { artifact_id: ID, agent_id: 'brain' },
};

describe('payloads', () => {
  it.each(Object.entries(SMALLEST))('%s takes the least it needs and nothing it does not know', (kind, payload) => {
    expect(accepts(kind, payload)).toBe(true);
    expect(accepts(kind, { ...payload, kind: 'post_tweet' })).toBe(false);
    expect(accepts(kind, { ...payload, steps: [] })).toBe(false);
    for (const other of [null, [], 'post_tweet', 7]) expect(accepts(kind, other)).toBe(false);
  });

  it.each([
    ['analyze', { topic: 'x'.repeat(201) }],
    ['analyze', { topic: '   ' }],
    ['analyze', { topic: 'cost', scope: 'everything' }],
    ['analyze', { topic: 'cost', artifact_ids: Array.from({ length: 21 }, () => ID) }],
    ['analyze', { topic: 'cost', artifact_ids: ["1' or '1'='1"] }],
    ['crawl', { url: `https://example.org/${'a'.repeat(2000)}` }],
    ['crawl', { url: 'file:///etc/passwd' }],
    ['crawl', { url: 'javascript:alert(1)' }],
    ['crawl', { url: 'https://user:secret@example.org/' }],
    ['crawl', { url: '/api/ops/policy' }],
    ['crawl', { url: '/sample-newsroom/../api/ops/policy' }],
    ['research', { topic: 'cost', urls: [] }],
    ['deploy', { target: 'production; rm -rf /' }],
    ['remember', { artifact_id: ID, agent_id: '../brain' }],
  ])('%s refuses %o', (kind, payload) => expect(accepts(kind, payload)).toBe(false));

  it('take the sample newsroom’s own paths', () => {
    expect(accepts('crawl', { url: '/sample-newsroom/feed.xml' })).toBe(true);
  });
});

const page = (change: Partial<Page> = {}): Page => ({ ...(newsroomPages[0] as Page), ...change });
const ok = (value: unknown) => ({ status: 'ok', value }) as const;
const failed = (kind: string, retryAfterMs: number | null = null) =>
  ({ status: 'failed', failure: { kind, detail: `${kind}: too large, at most 5 MB`, retryAfterMs } }) as never;

describe('crawl', () => {
  const url = 'https://example.org/a';

  it('stores a page as an article of outside text, under its canonical address', async () => {
    const home = office();
    home.pages.set(url, ok({ kind: 'page', page: page({ url: 'https://example.org/canonical' }) }));
    const done = await home.run('crawl', { url });
    const [article] = home.artifacts;
    expect(done).toMatchObject({ result: { artifact_ids: [article?.id], what: 'article', unchanged: false }, untrusted: true });
    expect(article).toMatchObject({ kind: 'article', url: 'https://example.org/canonical', untrusted: true });
    expect(article?.sources).toEqual([{ url: 'https://example.org/canonical', title: page().title }]);
  });

  it('asks conditionally the second time and names the article it has', async () => {
    const home = office();
    home.pages.set(url, (conditional) =>
      conditional?.etag === page().etag ? { status: 'not_modified' } : ok({ kind: 'page', page: page() }),
    );
    await home.run('crawl', { url });
    const again = await home.run('crawl', { url });
    expect(home.requests.map(({ conditional }) => conditional?.etag ?? null)).toEqual([null, page().etag]);
    expect(again.result).toMatchObject({ unchanged: true, artifact_ids: [home.artifacts[0]?.id] });
    expect(home.artifacts).toHaveLength(1);
  });

  it('reads the whole when nothing changed and nothing is stored', async () => {
    const home = office();
    home.seenPages.set(url, { etag: page().etag, lastModified: null, artifactId: null });
    home.pages.set(url, (conditional) => (conditional ? { status: 'not_modified' } : ok({ kind: 'page', page: page() })));
    expect((await home.run('crawl', { url })).result).toMatchObject({ unchanged: false, what: 'article' });
  });

  it('lists a feed’s new items', async () => {
    const home = office();
    home.pages.set('/sample-newsroom/feed.xml', ok({ kind: 'feed', feed: newsroomFeed }));
    const done = await home.run('crawl', { url: '/sample-newsroom/feed.xml' });
    expect(done.result).toMatchObject({ what: 'feed', new_items: 10 });
    expect(home.artifacts[0]).toMatchObject({ kind: 'signals', untrusted: true });
    expect(home.artifacts[0]?.sources).toHaveLength(10);
  });

  it('tells what may pass from what will not', async () => {
    const home = office();
    home.pages.set(url, failed('transient', 7000));
    await expect(home.run('crawl', { url })).rejects.toSatisfy((error) => error instanceof TransientError && error.retryAfterMs === 7000);
    for (const kind of ['gone', 'blocked', 'bad']) {
      home.pages.set(url, failed(kind));
      await expect(home.run('crawl', { url })).rejects.toSatisfy(
        (error) => error instanceof BadInputError && error.message.includes('at most 5 MB'),
      );
    }
  });

  it('refuses a page without text', async () => {
    const home = office();
    home.pages.set(url, ok({ kind: 'page', page: page({ markdown: '  \n' }) }));
    await expect(home.run('crawl', { url })).rejects.toThrow('holds no text');
  });
});

/** The sample newsroom online, one feed configured. */
function newsroomOnline(home: Office): void {
  const feed = newsroomFeed.url;
  home.policies = { ...home.policies, web_policy: { ...home.policies.web_policy, feeds: [{ url: feed, title: 'Sample' }] } };
  home.pages.set(feed, (conditional) =>
    conditional?.etag === newsroomFeed.etag ? { status: 'not_modified' } : ok({ kind: 'feed', feed: newsroomFeed }),
  );
  for (const each of newsroomPages) home.pages.set(each.url, ok({ kind: 'page', page: each }));
}

describe('scan_signals', () => {
  it('lists what is new and reads the best three', async () => {
    const home = office();
    newsroomOnline(home);
    const done = await home.run('scan_signals', { topic: 'human approval and review' });
    expect(done).toMatchObject({ tags: ['signals', 'found'], untrusted: true, result: { new_items: 10, articles_read: 3, feeds_read: 1 } });
    expect((done.result.artifact_ids as string[]).length).toBe(4);
    const titles = home.artifacts.filter(({ kind }) => kind === 'article').map(({ title }) => title);
    expect(titles).toContain('The approval queue is the product');
  });

  it('catches up on what it did not read, and says when there is nothing more', async () => {
    const home = office();
    newsroomOnline(home);
    const counts: unknown[] = [];
    const tags: string[][] = [];
    for (let i = 0; i < 5; i++) {
      const done = await home.run('scan_signals', {});
      counts.push([done.result.new_items, done.result.articles_read]);
      tags.push(done.tags);
    }
    expect(counts).toEqual([
      [10, 3],
      [0, 3],
      [0, 3],
      [0, 1],
      [0, 0],
    ]);
    expect(tags.map((each) => each[1])).toEqual(['found', 'found', 'found', 'found', 'quiet']);
    expect(home.artifacts.find(({ kind }) => kind === 'signals')?.title).toMatch(/^Nothing new/);
    expect(new Set(home.artifacts.filter(({ kind }) => kind === 'article').map(({ url }) => url)).size).toBe(10);
  });

  it('takes no more items than policy allows and says what it passed over', async () => {
    const home = office();
    newsroomOnline(home);
    home.policies = { ...home.policies, web_policy: { ...home.policies.web_policy, max_items_per_scan: 4 } };
    const done = await home.run('scan_signals', {});
    expect(done.result.new_items).toBe(4);
    const list = home.artifacts.find(({ kind }) => kind === 'signals');
    expect(list?.body).toContain('6 older new items were passed over (limit web_policy.max_items_per_scan)');
    expect(list?.sources[0]?.title).toContain('invoice agent');
  });

  it('survives a feed that fails, and names it', async () => {
    const home = office();
    newsroomOnline(home);
    home.pages.set('https://down.example/feed', failed('transient'));
    const done = await home.run('scan_signals', { feeds: [newsroomFeed.url, 'https://down.example/feed'] });
    expect(done.result).toMatchObject({ feeds_read: 1, feeds_failed: [{ feed: 'https://down.example/feed' }] });
    expect(done.summary).toContain('1 could not be read');
  });

  it('fails when no feed could be read: for now if one may come back, for good if none will', async () => {
    const home = office();
    home.pages.set('https://down.example/feed', failed('transient', 9000));
    const feeds = ['https://gone.example/feed', 'https://down.example/feed'];
    await expect(home.run('scan_signals', { feeds })).rejects.toSatisfy(
      (error) => error instanceof TransientError && error.retryAfterMs === 9000,
    );
    await expect(home.run('scan_signals', { feeds: feeds.slice(0, 1) })).rejects.toBeInstanceOf(BadInputError);
    home.policies = { ...home.policies, web_policy: { ...home.policies.web_policy, feeds: [] } };
    await expect(home.run('scan_signals', {})).rejects.toThrow('web_policy.feeds: the list is empty');
  });

  it('finds the same again when its first attempt was cut off after reading', async () => {
    const home = office();
    newsroomOnline(home);
    const step = home.step('scan_signals');
    const first = await home.run('scan_signals', {}, { step });
    const second = await home.run('scan_signals', {}, { step: { ...step, attempt: 2 } });
    expect(second.result).toMatchObject({ new_items: 10, articles_read: 3 });
    expect((second.result.artifact_ids as string[]).slice(1).toSorted()).toEqual(
      (first.result.artifact_ids as string[]).slice(1).toSorted(),
    );
  });

  it('leaves out items whose address is no address', async () => {
    const home = office();
    newsroomOnline(home);
    const items = [{ ...(newsroomFeed.items[0] as (typeof newsroomFeed.items)[number]), url: 'javascript:alert(1)' }];
    home.pages.set(newsroomFeed.url, ok({ kind: 'feed', feed: { ...newsroomFeed, items } }));
    expect((await home.run('scan_signals', {})).result).toMatchObject({ new_items: 0 });
  });
});
