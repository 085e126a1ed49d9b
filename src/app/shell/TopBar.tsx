'use client';
/** The company's pulse in one line: heartbeat, team, money, model, connection; and the switch that stops it all. */
import type { Pulse } from '../../read/stage.ts';
import { absoluteTime } from '../../read/time-words.ts';
import { sendJson } from '../browser/api.ts';
import { Age, useNow } from '../browser/Clock.tsx';
import type { Connection } from '../browser/live.ts';
import controls from '../controls.module.css';
import { Icon } from './Icon.tsx';
import styles from './top-bar.module.css';
import { useCompanySwitch } from './use-company-switch.ts';
import { useShell } from './use-shell.ts';

type Props = { pulse: Pulse | null; connection: Connection; guarded: boolean };

export function TopBar({ pulse, connection, guarded }: Props) {
  const verbs = useShell();
  return (
    <header className={styles.bar}>
      <p className={styles.name}>
        <Logo />
        <a href="/policies/company">{pulse?.company.name ?? 'Deskmates'}</a>
      </p>
      {pulse && <Facts pulse={pulse} />}
      <div className={styles.actions}>
        <ConnectionState connection={connection} asOf={pulse?.as_of ?? null} />
        <button type="button" className={styles.find} onClick={verbs.openPalette} aria-keyshortcuts="Meta+K Control+K">
          <Icon name="search" size={14} />
          <span className="visually-hidden">Go to anything </span>
          <kbd>⌘K</kbd>
        </button>
        <button type="button" className={styles.icon} onClick={verbs.switchTheme} aria-label="Switch between light and dark">
          <svg viewBox="0 0 16 16" width="16" height="16" aria-hidden="true">
            <circle cx="8" cy="8" r="6" fill="none" stroke="currentColor" strokeWidth="1.5" />
            <path d="M8 2a6 6 0 0 1 0 12z" fill="currentColor" />
          </svg>
        </button>
        {guarded && <SignOut />}
        {pulse && <PauseButton paused={pulse.company.paused} />}
        <button type="button" className={`${controls.primary} ${styles.propose}`} onClick={verbs.openProposal} aria-keyshortcuts="n">
          <Icon name="plus" size={14} />
          <span className={styles.wide}>New proposal</span>
        </button>
      </div>
      {pulse?.company.paused && (
        <p className={styles.paused} role="status">
          The company is paused: nothing new starts. What is running is finished.
        </p>
      )}
    </header>
  );
}

function Facts({ pulse }: { pulse: Pulse }) {
  const { spend, model, agents } = pulse;
  const working = agents.filter((agent) => agent.state === 'working').length;
  return (
    <ul className={styles.facts} aria-label="Company at a glance">
      <li>
        <a className={styles.fact} href="/runs" data-tone={useBeatTone(pulse.heartbeat)}>
          <i className={styles.dot} aria-hidden="true" />
          <Heartbeat heartbeat={pulse.heartbeat} />
        </a>
      </li>
      <li>
        <a className={styles.fact} href="/agents" data-tone={pulse.workers_alive === 0 ? 'bad' : 'plain'}>
          {agents.length} agents · {working} working{pulse.workers_alive === 0 && ' · no worker'}
        </a>
      </li>
      <li>
        <a className={styles.fact} href="/costs" data-tone={spend.today_usd >= spend.cap_usd ? 'bad' : 'plain'}>
          ${spend.today_usd.toFixed(2)} today / ${spend.cap_usd.toFixed(2)} cap
        </a>
      </li>
      <li>
        <a
          className={styles.fact}
          href="/policies/model_policy"
          data-tone={model.state === 'live' ? 'plain' : model.state === 'offline' ? 'held' : 'bad'}
        >
          {model.label}
        </a>
      </li>
    </ul>
  );
}

/** Fresh within 1.2 intervals, late up to 3, then dead: with the shipped five minutes, 6 and 15. */
function useBeatTone({ at, interval_seconds }: Pulse['heartbeat']): string {
  const now = useNow();
  if (!at) return 'held';
  const intervals = (now - Date.parse(at)) / (interval_seconds * 1000);
  return intervals < 1.2 ? 'good' : intervals < 3 ? 'held' : 'bad';
}

function Heartbeat({ heartbeat }: { heartbeat: Pulse['heartbeat'] }) {
  if (!heartbeat.at) return <>Waiting for the first heartbeat</>;
  return (
    <span>
      Heartbeat <Age at={heartbeat.at} suffix=" ago" />
      {heartbeat.status === 'failed' || heartbeat.status === 'partial' ? ` (${heartbeat.status})` : ''}
    </span>
  );
}

function ConnectionState({ connection, asOf }: { connection: Connection; asOf: string | null }) {
  const lost = connection.state === 'lost';
  const heard = connection.heardAt ? new Date(connection.heardAt).toISOString() : asOf;
  const label = lost
    ? `Reconnecting…${heard ? ` as of ${heard.slice(11, 19)} UTC` : ''}`
    : connection.state === 'live'
      ? 'Live'
      : 'Connecting…';
  return (
    <span
      className={styles.connection}
      data-tone={lost ? 'held' : connection.state === 'live' ? 'good' : 'plain'}
      role="status"
      title={heard ? absoluteTime(heard) : undefined}
    >
      <i className={styles.dot} aria-hidden="true" />
      {label}
    </span>
  );
}

function PauseButton({ paused }: { paused: boolean }) {
  const verbs = useShell();
  const { pause, busy } = useCompanySwitch();
  return (
    <button
      type="button"
      className={`${paused ? controls.primary : controls.button} ${styles.pause}`}
      onClick={() => (paused ? pause(false, 'resumed on the dashboard') : verbs.openPause())}
      disabled={busy}
    >
      <Icon name={paused ? 'play' : 'pause'} size={14} />
      <span className={styles.wide}>{paused ? 'Resume' : 'Pause'} company</span>
    </button>
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
