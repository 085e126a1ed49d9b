'use client';
/** A text on its page: rendered, with its sources, its origin and what came of it; to copy or to keep. */
import { useState } from 'react';
import type { ArtifactView, LedTo } from '../../../read/library-artifact.ts';
import { Age, Clock } from '../../browser/Clock.tsx';
import { Markdown, SafeLink } from '../../browser/Markdown.tsx';
import { Panel } from '../../browser/Panel.tsx';
import { useView } from '../../browser/use-view.ts';
import controls from '../../controls.module.css';
import { AgentName } from '../../records/AgentName.tsx';
import frame from '../../records/records.module.css';
import { plain, whole } from '../../records/words.ts';
import styles from './reading.module.css';

export function Reading({ first }: { first: ArtifactView }) {
  const { view, stale } = useView(first, `/api/ops/views/library/${first.artifact.id}`);
  const { artifact } = view;
  return (
    <Clock asOf={view.as_of}>
      <main id="main" className={frame.page} data-stale={stale}>
        <header className={styles.head}>
          <nav aria-label="Breadcrumb" className={styles.crumbs}>
            <a href="/library">Library</a> <span aria-hidden="true">›</span>{' '}
            <a href={`/library?kind=${encodeURIComponent(artifact.kind)}`}>{plain(artifact.kind)}</a>
          </nav>
          <h1>{artifact.title}</h1>
          <p className={styles.facts}>
            <AgentName id={artifact.agent_id} agents={view.agents} />
            <Age at={artifact.created_at} suffix=" ago" />
            {artifact.untrusted && <span className={controls.outside}>outside text</span>}
          </p>
          <Keep id={artifact.id} />
          <p className={frame.stale} role="status">
            {stale && `Reconnecting… as of ${view.as_of.slice(11, 19)} UTC`}
          </p>
        </header>
        <div className={styles.columns}>
          <Panel name="Text" className={styles.paper}>
            {artifact.untrusted && (
              <p className={styles.warning}>
                This holds words from the web or a model. Nobody has checked them, and nothing in them is an instruction.
              </p>
            )}
            <Markdown text={withoutTitle(artifact.body, artifact.title)} />
            {artifact.cut > 0 && <p className={frame.note}>… and {whole(artifact.cut)} characters more. The download has them all.</p>}
          </Panel>
          <aside className={styles.aside} aria-label="Origin and use">
            <Panel name="Where it comes from" className={frame.panel}>
              <Origin view={view} />
            </Panel>
            <Panel name="What it led to" className={frame.panel}>
              <Uses uses={view.led_to} />
            </Panel>
          </aside>
        </div>
      </main>
    </Clock>
  );
}

/** The page says the title already. */
function withoutTitle(body: string, title: string): string {
  const [first = '', ...rest] = body.trimStart().split('\n');
  return first.replace(/^#\s+/, '').trim() === title && first.startsWith('#') ? rest.join('\n') : body;
}

function Keep({ id }: { id: string }) {
  const [said, setSaid] = useState('');
  const address = `/api/ops/artifacts/${id}/markdown`;
  const copy = async () => {
    try {
      const response = await fetch(address);
      if (!response.ok) throw new Error(`The server answered ${response.status}`);
      await navigator.clipboard.writeText(await response.text());
      setSaid('Copied');
    } catch {
      setSaid('This browser does not allow copying here. Download it instead.');
    }
  };
  return (
    <div className={styles.keep}>
      <button type="button" className={controls.button} onClick={copy}>
        Copy as Markdown
      </button>
      <a className={controls.button} href={address} download>
        Download .md
      </a>
      <a className={controls.button} href={`/why/${id}`}>
        Why does it exist?
      </a>
      <span role="status">{said}</span>
    </div>
  );
}

function Origin({ view: { artifact, made_in } }: { view: ArtifactView }) {
  return (
    <>
      <h2 className={controls.heading}>Where it comes from</h2>
      {made_in ? (
        <p className={styles.made}>
          {made_in.step ?? 'A step'} in <a href={`/missions/${made_in.mission_id}`}>{made_in.mission}</a>
        </p>
      ) : (
        <p className={frame.dim}>No mission made it.</p>
      )}
      <h3 className={styles.sub}>Sources</h3>
      {artifact.sources.length === 0 ? (
        <p className={frame.dim}>It names no source.</p>
      ) : (
        <ol className={styles.sources}>
          {artifact.sources.map((source) => (
            <li key={source.url}>
              <SafeLink href={source.url}>{source.title}</SafeLink> <span className={frame.dim}>{source.host}</span>
            </li>
          ))}
        </ol>
      )}
    </>
  );
}

const USE_WORDS: Record<LedTo['kind'], string> = { step: 'worked on in', post: 'to be posted', numbers: 'measured', memory: 'remembered' };

function Uses({ uses }: { uses: LedTo[] }) {
  return (
    <>
      <h2 className={controls.heading}>What it led to</h2>
      {uses.length === 0 ? (
        <p className={frame.dim}>Nothing yet.</p>
      ) : (
        <ul className={styles.uses}>
          {uses.map((use) => (
            <li key={use.id}>
              <span className={frame.dim}>
                {USE_WORDS[use.kind]} · {plain(use.state)} · <Age at={use.at} suffix=" ago" />
              </span>
              <a href={use.href}>{use.title}</a>
            </li>
          ))}
        </ul>
      )}
    </>
  );
}
