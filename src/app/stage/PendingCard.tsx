'use client';
/** One held proposal: what, who, why it is held, what exactly would be done; approve (a) or reject (r). */
import { type KeyboardEvent, useRef, useState } from 'react';
import type { PendingProposal } from '../../read/pending.ts';
import type { AgentNow } from '../../read/stage.ts';
import { sendJson } from '../browser/api.ts';
import { Age } from '../browser/Clock.tsx';
import { agentColor } from '../browser/Face.tsx';
import { Markdown } from '../browser/Markdown.tsx';
import controls from '../controls.module.css';
import styles from './needs-you.module.css';

type Props = { proposal: PendingProposal; agent: AgentNow | undefined; onDecided(sentence: string): void };
type Outcome = { status: 'accepted' | 'rejected'; reason: string | null };

export function PendingCard({ proposal, agent, onDecided }: Props) {
  const [rejecting, setRejecting] = useState(false);
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const reason = useRef<HTMLInputElement>(null);

  const decide = async (decision: 'accept' | 'reject') => {
    if (busy) return;
    setBusy(true);
    const answer = await sendJson<Outcome>('POST', `/api/ops/proposals/${proposal.id}/decide`, {
      decision,
      reason: reason.current?.value ?? '',
    });
    setBusy(false);
    if (!answer.ok) return setProblem(answer.message);
    const refused = decision === 'accept' && answer.value.status === 'rejected';
    onDecided(
      refused
        ? `A gate refused “${proposal.title}”: ${answer.value.reason}`
        : `${decision === 'accept' ? 'Approved' : 'Rejected'}: ${proposal.title}`,
    );
  };
  const askReason = () => {
    setRejecting(true);
    // The field exists after the next draw.
    requestAnimationFrame(() => reason.current?.focus());
  };
  const onKey = (event: KeyboardEvent) => {
    if (event.metaKey || event.ctrlKey || event.altKey || event.target instanceof HTMLInputElement) return;
    if (event.key === 'a') decide('accept');
    else if (event.key === 'r') askReason();
    else return;
    event.preventDefault();
  };

  return (
    <article
      className={styles.card}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: the card takes the keys a and r while it has the focus
      tabIndex={0}
      data-row
      onKeyDown={onKey}
      aria-label={`Held: ${proposal.title}`}
      style={agentColor(agent)}
    >
      <h3 className={styles.title}>{proposal.title}</h3>
      <p className={styles.by}>
        <span className={styles.agent}>{agent?.name ?? proposal.agent_id}</span> · {proposal.origin} · <Age at={proposal.created_at} />
        {proposal.untrusted && <span className={controls.outside}>outside text</span>}
      </p>
      <p className={styles.why}>{proposal.reason ?? 'Held by policy.'}</p>
      {proposal.material.map((text) => (
        <blockquote key={text.id} className={styles.material}>
          <Markdown text={text.body} />
        </blockquote>
      ))}
      <details className={styles.payload}>
        <summary>
          {proposal.steps.length === 1 ? '1 step' : `${proposal.steps.length} steps`}:{' '}
          {proposal.steps.map((step) => step.label).join(' → ')}
        </summary>
        {proposal.steps.map((step, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a proposal's steps never change their order
          <pre key={index} className={styles.json}>{`${step.kind} ${step.payload}`}</pre>
        ))}
      </details>
      {rejecting ? (
        <form
          className={styles.reject}
          onSubmit={(event) => {
            event.preventDefault();
            decide('reject');
          }}
        >
          <input
            ref={reason}
            className={controls.field}
            aria-label="Why is it rejected?"
            placeholder="Why? It is stored with the proposal"
            required
            maxLength={500}
          />
          <button type="submit" className={controls.danger} disabled={busy}>
            Reject
          </button>
          <button type="button" className={controls.quiet} onClick={() => setRejecting(false)}>
            Back
          </button>
        </form>
      ) : (
        <div className={styles.actions}>
          <button type="button" className={controls.primary} onClick={() => decide('accept')} disabled={busy} aria-keyshortcuts="a">
            Approve <kbd className={controls.kbd}>A</kbd>
          </button>
          <button type="button" className={controls.button} onClick={askReason} disabled={busy} aria-keyshortcuts="r">
            Reject <kbd className={controls.kbd}>R</kbd>
          </button>
        </div>
      )}
      {problem && (
        <p className={controls.error} role="alert">
          {problem}
        </p>
      )}
    </article>
  );
}
