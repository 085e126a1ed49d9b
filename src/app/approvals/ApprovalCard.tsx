'use client';
/** One held proposal with all that a decision needs; once decided, one line with the way back. */
import { type FormEvent, type KeyboardEvent, useState } from 'react';
import type { AgentTag } from '../../read/agent-tags.ts';
import type { Approval } from '../../read/approvals.ts';
import { Age, useNow } from '../browser/Clock.tsx';
import controls from '../controls.module.css';
import { AgentName } from '../records/AgentName.tsx';
import { usd } from '../records/words.ts';
import styles from './approvals.module.css';
import type { Decided } from './decisions.ts';
import { Material } from './Material.tsx';

type Props = {
  approval: Approval;
  agents: readonly AgentTag[];
  decided: Decided | null;
  chosen: boolean;
  onChoose(): void;
  onDecide(decision: 'accept' | 'reject', reason: string): void;
  onUndo(): void;
};

export function ApprovalCard(props: Props) {
  const { approval, decided, chosen, onChoose, onDecide, onUndo } = props;
  const [rejecting, setRejecting] = useState(false);
  const open = !decided || decided.standing.state === 'failed';
  const onKey = (event: KeyboardEvent) => {
    if (event.metaKey || event.ctrlKey || event.altKey) return;
    if (event.target instanceof HTMLElement && event.target.matches('input:not([type="checkbox"])')) {
      if (event.key === 'Escape') setRejecting(false);
      return;
    }
    if (event.key === 'u' && !open) onUndo();
    else if (!open) return;
    else if (event.key === 'a') onDecide('accept', '');
    else if (event.key === 'r') setRejecting(true);
    else if (event.key === 'x') onChoose();
    else return;
    event.preventDefault();
  };
  return (
    <article
      className={open ? styles.card : styles.decided}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: the card takes the keys while it has the focus
      tabIndex={0}
      onKeyDown={onKey}
      aria-label={`${open ? 'Held' : 'Decided'}: ${approval.title}`}
      data-row
      data-id={approval.id}
      data-open={open}
    >
      {open ? (
        <>
          <Waiting {...props} />
          {rejecting ? (
            <Rejecting onBack={() => setRejecting(false)} onReject={(reason) => onDecide('reject', reason)} />
          ) : (
            <div className={styles.actions}>
              <button type="button" className={controls.primary} onClick={() => onDecide('accept', '')} aria-keyshortcuts="a">
                Approve <kbd className={controls.kbd}>A</kbd>
              </button>
              <button type="button" className={controls.button} onClick={() => setRejecting(true)} aria-keyshortcuts="r">
                Reject <kbd className={controls.kbd}>R</kbd>
              </button>
              <label className={styles.mark}>
                <input type="checkbox" checked={chosen} onChange={onChoose} aria-label={`Mark ${approval.title}`} /> Mark
              </label>
              <a className={styles.why} href={`/why/${approval.id}`}>
                Why?
              </a>
            </div>
          )}
          {decided?.standing.state === 'failed' && (
            <p className={controls.error} role="alert">
              Not decided: {decided.standing.message}
            </p>
          )}
        </>
      ) : (
        <Standing decided={decided} onUndo={onUndo} />
      )}
    </article>
  );
}

/** Where each gate is set. */
const GATE_POLICIES: Record<string, string> = { auto_approve: 'auto_approve', untrusted: 'x_policy' };

function Waiting({ approval, agents }: Props) {
  const policy = GATE_POLICIES[approval.gate ?? ''];
  return (
    <>
      <h2 className={styles.title}>{approval.title}</h2>
      <p className={styles.by}>
        <AgentName id={approval.agent_id} agents={agents} />
        <span>{approval.origin}</span>
        <span>
          waiting for <Age at={approval.created_at} />
        </span>
        {approval.untrusted && <span className={controls.outside}>outside text</span>}
      </p>
      <dl className={styles.facts}>
        <dt>Held by</dt>
        <dd>
          {policy ? <a href={`/policies/${policy}`}>{approval.gate}</a> : (approval.gate ?? 'policy')}:{' '}
          {approval.reason ?? 'held by policy'}
        </dd>
        <dt>Cost</dt>
        <dd>
          {approval.cost.usd === null ? 'unknown' : `about ${usd(approval.cost.usd)}`} <small>({approval.cost.words})</small>
        </dd>
        <dt>Checked</dt>
        <dd>
          <ul>
            {approval.facts.map((fact) => (
              <li key={fact.text} data-tone={fact.tone}>
                {fact.tone === 'warn' && <span aria-hidden="true">! </span>}
                {fact.text}
              </li>
            ))}
            <li>
              rejected by itself in <Left until={approval.expires_at} />
            </li>
          </ul>
        </dd>
      </dl>
      <Material approval={approval} />
    </>
  );
}

function Left({ until }: { until: string }) {
  const hours = Math.max(0, Math.floor((Date.parse(until) - useNow()) / 3_600_000));
  return (
    <time dateTime={until} title={until}>
      {hours === 0 ? 'less than an hour' : hours === 1 ? '1 hour' : `${hours} hours`}
    </time>
  );
}

function Rejecting({ onBack, onReject }: { onBack(): void; onReject(reason: string): void }) {
  const reject = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const reason = String(new FormData(event.currentTarget).get('reason') ?? '').trim();
    if (reason) onReject(reason);
  };
  return (
    <form className={styles.reject} onSubmit={reject}>
      <input
        className={controls.field}
        name="reason"
        aria-label="Why is it rejected?"
        placeholder="Why? It is stored with the proposal"
        required
        maxLength={500}
        // biome-ignore lint/a11y/noAutofocus: the person has just asked for this form
        autoFocus
      />
      <button type="submit" className={controls.danger}>
        Reject
      </button>
      <button type="button" className={controls.quiet} onClick={onBack}>
        Back
      </button>
    </form>
  );
}

function Standing({ decided, onUndo }: { decided: Decided; onUndo(): void }) {
  const { standing, title, decision } = decided;
  const verb = decision === 'accept' ? 'Approved' : 'Rejected';
  return (
    <>
      <p className={styles.outcome} data-state={standing.state === 'done' ? standing.outcome : 'waiting'}>
        <strong>{standing.state === 'done' ? standing.said : verb}</strong> <span>{title}</span>
      </p>
      {standing.state === 'waiting' && (
        <button type="button" className={controls.button} onClick={onUndo} aria-keyshortcuts="u">
          Undo <Seconds until={standing.leavesAt} /> <kbd className={controls.kbd}>U</kbd>
        </button>
      )}
      {standing.state === 'retrying' && <p className={controls.error}>The server cannot be reached; it is sent again by itself.</p>}
      {standing.state === 'done' && <a href={`/why/${decided.id}`}>What came of it</a>}
    </>
  );
}

/** The page's clock ticks each second; the browser's own time says how much is left. */
function Seconds({ until }: { until: number }) {
  useNow();
  return <span aria-hidden="true">{Math.max(0, Math.ceil((until - Date.now()) / 1000))} s</span>;
}
