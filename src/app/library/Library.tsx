'use client';
/** Everything the agents wrote, newest first: by kind, by agent, by words. */
import type { LibraryFilter, LibraryLine, LibraryView } from '../../read/library.ts';
import { Age, Clock } from '../browser/Clock.tsx';
import { Panel } from '../browser/Panel.tsx';
import { useView } from '../browser/use-view.ts';
import controls from '../controls.module.css';
import { AgentName } from '../records/AgentName.tsx';
import { Head } from '../records/Head.tsx';
import frame from '../records/records.module.css';
import { counted, plain, whole } from '../records/words.ts';
import { libraryQuery } from './filter.ts';
import styles from './library.module.css';

export function Library({ first }: { first: LibraryView }) {
  const { view, stale } = useView(first, `/api/ops/views/library${libraryQuery(first.filter)}`);
  const { filter } = view;
  return (
    <Clock asOf={view.as_of}>
      <main id="main" className={frame.page} data-stale={stale}>
        <Head title="Library" asOf={view.as_of} stale={stale}>
          Everything the agents wrote: what they read, found, drafted, reviewed and posted.
        </Head>
        <Panel name="Find" className={frame.panel}>
          <Find view={view} />
        </Panel>
        <Panel name="Texts" className={frame.panel}>
          {view.artifacts.length === 0 ? (
            <Nothing filter={filter} />
          ) : (
            <ul className={styles.list}>
              {view.artifacts.map((line) => (
                <Line key={line.id} line={line} view={view} />
              ))}
            </ul>
          )}
          <nav className={styles.pages} aria-label="Older and newer texts">
            {filter.before && (
              <a className={controls.button} href={`/library${libraryQuery({ ...filter, before: '' })}`}>
                Newest
              </a>
            )}
            {view.next && (
              <a className={controls.button} href={`/library${libraryQuery({ ...filter, before: view.next })}`}>
                Older
              </a>
            )}
          </nav>
        </Panel>
      </main>
    </Clock>
  );
}

function Find({ view: { filter, kinds, many, agents } }: { view: LibraryView }) {
  const all = kinds.reduce((sum, { count }) => sum + count, 0);
  const to = (kind: string) => `/library${libraryQuery({ ...filter, kind, before: '' })}`;
  return (
    <>
      <search>
        <form className={styles.find} action="/library">
          {filter.kind && <input type="hidden" name="kind" value={filter.kind} />}
          <input
            className={controls.field}
            type="search"
            name="q"
            defaultValue={filter.q}
            maxLength={200}
            aria-label="Words in title or text"
            placeholder="Words in title or text"
          />
          <select className={controls.field} name="agent" defaultValue={filter.agent} aria-label="Written by">
            <option value="">Everyone</option>
            {agents.map((agent) => (
              <option key={agent.id} value={agent.id}>
                {agent.name}
              </option>
            ))}
          </select>
          <button type="submit" className={controls.primary}>
            Find
          </button>
        </form>
      </search>
      <nav className={frame.tabs} aria-label="Kind of text">
        <a href={to('')} aria-current={filter.kind ? undefined : 'true'}>
          All{' '}
          <small>
            {whole(all)}
            {many && '+'}
          </small>
        </a>
        {kinds.map(({ kind, count }) => (
          <a key={kind} href={to(kind)} aria-current={kind === filter.kind ? 'true' : undefined}>
            {plain(kind)} <small>{whole(count)}</small>
          </a>
        ))}
      </nav>
    </>
  );
}

function Nothing({ filter }: { filter: LibraryFilter }) {
  if (!filter.q && !filter.kind && !filter.agent && !filter.before)
    return (
      <p className={controls.empty}>
        <strong>No texts yet</strong>
        The first mission that reads, finds or drafts something puts it here.
      </p>
    );
  return (
    <p className={controls.empty}>
      <strong>Nothing matches</strong>
      <a href="/library">Show everything</a>
    </p>
  );
}

function Line({ line, view }: { line: LibraryLine; view: LibraryView }) {
  return (
    <li className={styles.line}>
      <h2 className={styles.title}>
        <a href={`/library/${line.id}`}>{line.title}</a>
      </h2>
      <p className={styles.facts}>
        <span className={controls.chip}>{plain(line.kind)}</span>
        {line.untrusted && <span className={controls.outside}>outside text</span>}
        <AgentName id={line.agent_id} agents={view.agents} />
        <span>
          <Age at={line.created_at} suffix=" ago" /> · {counted(line.words, 'word')}
          {line.sources > 0 && ` · ${counted(line.sources, 'source')}`}
        </span>
      </p>
      {line.excerpt && <p className={styles.excerpt}>{line.excerpt}</p>}
    </li>
  );
}
