'use client';
/** The company's pulse in one line: heartbeat, team, money, model, connection; and the switch that stops it all. */
import { useState } from 'react';
import type { StageView } from '../../read/stage.ts';
import { absoluteTime } from '../../read/time-words.ts';
import { getJson, sendJson } from '../browser/api.ts';
import { Age, useNow } from '../browser/Clock.tsx';
import controls from '../controls.module.css';
import type { Theme } from '../theme.ts';
import styles from './header.module.css';
import { ThemeToggle } from './ThemeToggle.tsx';
import type { Connection } from './use-live-events.ts';

type Props = { view: StageView; connection: Connection; theme: Theme | null; guarded: boolean; onChanged(): void };

export function StageHeader({ view, connection, theme, guarded, onChanged }: Props) {
  const working = view.agents.filter((agent) => agent.state === 'working').length;
  const { spend, model } = view;
  return (
    <header className={styles.header}>
      <div className={styles.name}>
        <Logo />
        <strong>{view.company.name}</strong>
      </div>
      <ul className={styles.facts} aria-label="Company at a glance">
        <li className={styles.fact} data-tone={useBeatTone(view.heartbeat)}>
          <i className={styles.dot} aria-hidden="true" />
          <Heartbeat heartbeat={view.heartbeat} />
        </li>
        <li className={styles.fact}>
          {view.agents.length} agents · {working} working
          {view.workers_alive === 0 && <span className={controls.error}> · no worker</span>}
        </li>
        <li className={styles.fact} data-tone={spend.today_usd >= spend.cap_usd ? 'bad' : 'plain'}>
          ${spend.today_usd.toFixed(2)} today / ${spend.cap_usd.toFixed(2)} cap
        </li>
        <li className={styles.fact} data-tone={model.state === 'live' ? 'plain' : model.state === 'offline' ? 'held' : 'bad'}>
          {model.label}
        </li>
      </ul>
      <div className={styles.actions}>
        <ConnectionState connection={connection} asOf={view.as_of} />
        <ThemeToggle theme={theme} />
        {guarded && <SignOut />}
        <PauseButton paused={view.company.paused} onChanged={onChanged} />
      </div>
      {view.company.paused && (
        <p className={styles.paused} role="status">
          The company is paused: nothing new starts. What is running is finished.
        </p>
      )}
    </header>
  );
}

/** Fresh within 1.2 intervals, late up to 3, then dead. */
function useBeatTone({ at, interval_seconds }: StageView['heartbeat']): string {
  const now = useNow();
  if (!at) return 'held';
  const intervals = (now - Date.parse(at)) / (interval_seconds * 1000);
  return intervals < 1.2 ? 'good' : intervals < 3 ? 'held' : 'bad';
}

function Heartbeat({ heartbeat }: { heartbeat: StageView['heartbeat'] }) {
  if (!heartbeat.at) return <>Waiting for the first heartbeat</>;
  return (
    <span>
      Heartbeat <Age at={heartbeat.at} suffix=" ago" />
      {heartbeat.status === 'failed' || heartbeat.status === 'partial' ? ` (${heartbeat.status})` : ''}
    </span>
  );
}

function ConnectionState({ connection, asOf }: { connection: Connection; asOf: string }) {
  const lost = connection.state === 'lost';
  const heard = connection.heardAt ? new Date(connection.heardAt).toISOString() : asOf;
  const label = lost ? `Reconnecting… as of ${heard.slice(11, 19)} UTC` : connection.state === 'live' ? 'Live' : 'Connecting…';
  return (
    <span
      className={styles.fact}
      data-tone={lost ? 'held' : connection.state === 'live' ? 'good' : 'plain'}
      role="status"
      title={absoluteTime(heard)}
    >
      <i className={styles.dot} aria-hidden="true" />
      {label}
    </span>
  );
}

function PauseButton({ paused, onChanged }: { paused: boolean; onChanged(): void }) {
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const toggle = async () => {
    setBusy(true);
    // Read first: the policy may hold more than this page knows of.
    const now = await getJson<{ policies: { company: object } }>('/api/ops/policy');
    const answer = now.ok
      ? await sendJson('POST', '/api/ops/policy', {
          key: 'company',
          value: { ...now.value.policies.company, paused: !paused },
          reason: paused ? 'resumed on the stage' : 'paused on the stage',
        })
      : now;
    setProblem(answer.ok ? null : answer.message);
    setBusy(false);
    onChanged();
  };
  return (
    <>
      <button type="button" className={paused ? controls.primary : controls.button} onClick={toggle} disabled={busy}>
        <span>
          {paused ? 'Resume' : 'Pause'}
          <span className={styles.wide}> company</span>
        </span>
      </button>
      {problem && (
        <span className={controls.error} role="alert">
          {problem}
        </span>
      )}
    </>
  );
}

function SignOut() {
  const leave = async () => {
    await sendJson('DELETE', '/api/session', {});
    window.location.assign('/login');
  };
  return (
    <button type="button" className={controls.quiet} onClick={leave}>
      Sign out
    </button>
  );
}

function Logo() {
  return (
    <svg className={styles.logo} viewBox="0 0 12 12" aria-hidden="true" shapeRendering="crispEdges">
      <path fill="var(--cyan)" d="M2 2h8v1H2zM2 3h1v4H2zM9 3h1v4H9zM2 7h8v1H2z" />
      <path fill="var(--magenta)" d="M4 4h1v2H4zM7 4h1v2H7z" />
      <path fill="#b97757" d="M0 9h12v2H0z" />
    </svg>
  );
}
