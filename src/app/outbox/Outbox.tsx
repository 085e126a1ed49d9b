'use client';
/** Posts by state, and what may still leave today. */
import type { OutboxView, PostStatus } from '../../read/outbox.ts';
import { Clock } from '../browser/Clock.tsx';
import { Panel } from '../browser/Panel.tsx';
import { useView } from '../browser/use-view.ts';
import controls from '../controls.module.css';
import { Head } from '../records/Head.tsx';
import frame from '../records/records.module.css';
import { usd } from '../records/words.ts';
import styles from './outbox.module.css';
import { outboxQuery, POST_WORDS } from './outbox-words.ts';
import { Post } from './Post.tsx';

export function Outbox({ first, before }: { first: OutboxView; before: string }) {
  const { view, stale, refresh } = useView(first, `/api/ops/views/outbox${outboxQuery(first.status, before)}`);
  return (
    <Clock asOf={view.as_of}>
      <main id="main" className={frame.page} data-stale={stale}>
        <Head title="Outbox" asOf={view.as_of} stale={stale}>
          Every post that leaves the company, or would. Each leaves at most once.
        </Head>
        <Panel name="Today" className={frame.panel}>
          <Today today={view.today} />
        </Panel>
        <Panel name="Posts" className={frame.panel}>
          <States view={view} />
          {view.posts.length === 0 ? (
            <Nothing status={view.status} />
          ) : (
            <ul className={styles.posts}>
              {view.posts.map((post) => (
                <Post key={post.id} post={post} agents={view.agents} onSettled={refresh} />
              ))}
            </ul>
          )}
          {view.next && (
            <p className={frame.more}>
              <a className={styles.older} href={`/outbox${outboxQuery(view.status, view.next)}`}>
                Older posts
              </a>
            </p>
          )}
        </Panel>
      </main>
    </Clock>
  );
}

function States({ view }: { view: OutboxView }) {
  const states = Object.entries(view.counts) as [PostStatus, number][];
  const all = states.reduce((sum, [, count]) => sum + count, 0);
  return (
    <nav className={frame.tabs} aria-label="State of posts">
      <a href="/outbox" aria-current={view.status ? undefined : 'true'}>
        All <small>{all}</small>
      </a>
      {states.map(([status, count]) => (
        <a key={status} href={`/outbox${outboxQuery(status)}`} aria-current={status === view.status ? 'true' : undefined}>
          {POST_WORDS[status].label} <small>{count}</small>
        </a>
      ))}
    </nav>
  );
}

function Today({ today }: { today: OutboxView['today'] }) {
  return (
    <>
      <h2 className={controls.heading}>Today</h2>
      <dl className={frame.figures}>
        <div>
          <dt>Posts</dt>
          <dd>
            {today.sent} of {today.quota}
            <small>
              limit: <a href="/policies/x_daily_quota">x_daily_quota</a>
            </small>
          </dd>
        </div>
        <div>
          <dt>Paid to X</dt>
          <dd>
            {usd(today.spent_usd)} of {usd(today.cap_usd)}
            <small>
              promised ones included; cap: <a href="/policies/x_policy">x_policy</a>
            </small>
          </dd>
        </div>
        <div>
          <dt>Posting</dt>
          <dd>
            {today.posting && today.keys ? 'on' : 'off'}
            <small>{whyOff(today)}</small>
          </dd>
        </div>
      </dl>
    </>
  );
}

function whyOff({ posting, keys }: OutboxView['today']) {
  if (posting && keys) return 'what is approved is really sent';
  return (
    <>
      {posting ? 'no X keys are set, see the README' : <a href="/policies/x_policy">switched off by x_policy</a>}; what would be posted is
      kept here
    </>
  );
}

function Nothing({ status }: { status: PostStatus | null }) {
  return (
    <p className={controls.empty}>
      <strong>{status ? `No post is “${POST_WORDS[status].label}”` : 'Nothing was to be posted yet'}</strong>
      {status ? POST_WORDS[status].meaning : 'A tweet draft that passes its review, its gates and you arrives here.'}
    </p>
  );
}
