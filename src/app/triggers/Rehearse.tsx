'use client';
/** Test fire: what the rule would propose now and what the door would say, without proposing it. */
import { useState } from 'react';
import type { Rehearsal } from '../../core/triggers/rehearse.ts';
import type { AgentTag } from '../../read/agent-tags.ts';
import controls from '../controls.module.css';
import { type Posted, post } from '../policies/post.ts';
import { AgentName } from '../records/AgentName.tsx';
import { plain } from '../records/words.ts';
import styles from './triggers.module.css';

type Props = { name: string; agents: readonly AgentTag[] };

export function Rehearse({ name, agents }: Props) {
  const [answer, setAnswer] = useState<Posted<Rehearsal> | null>(null);
  const [busy, setBusy] = useState(false);
  const ask = async () => {
    setBusy(true);
    setAnswer(await post<Rehearsal>(`/api/ops/triggers/${encodeURIComponent(name)}/rehearse`, {}));
    setBusy(false);
  };
  return (
    <>
      <p className={styles.test}>
        <button type="button" className={controls.button} onClick={ask} disabled={busy} aria-label={`Test fire ${plain(name)}`}>
          {busy ? 'Looking…' : 'Test fire'}
        </button>
        {answer && (
          <button type="button" className={controls.quiet} onClick={() => setAnswer(null)}>
            Close
          </button>
        )}
      </p>
      <div role="status">
        {answer?.ok && <Outcome told={answer.value} agents={agents} />}
        {answer && !answer.ok && <p className={controls.error}>{answer.message}</p>}
      </div>
    </>
  );
}

const DOOR = { accepted: 'accepted at the door', pending: 'held for a person', rejected: 'rejected at the door' } as const;

function Outcome({ told, agents }: { told: Rehearsal; agents: readonly AgentTag[] }) {
  if (told.outcome === 'quiet') return <p className={styles.dry}>It would propose nothing now: {told.note}.</p>;
  if (told.outcome === 'error') return <p className={styles.dry}>It would fail: {told.note}.</p>;
  const { proposal, decision } = told;
  return (
    <div className={styles.dry}>
      <p>
        <AgentName id={proposal.agent_id} agents={agents} /> would propose <strong>{proposal.title}</strong>
        {told.untrusted && (
          <>
            {' '}
            <span className={controls.outside}>outside text</span>
          </>
        )}
      </p>
      <p data-door={decision.status} className={styles.door}>
        It would be {DOOR[decision.status]}
        {decision.reason && `: ${decision.reason}`}.
      </p>
      {told.memory && (
        <p className={styles.checked}>
          A <a href={`/why/${told.memory.id}`}>memory</a> chose the topic: {told.memory.content}
        </p>
      )}
      <pre>{proposal.proposed_steps.map((step) => `${step.kind} ${JSON.stringify(step.payload, null, 2)}`).join('\n')}</pre>
      <p className={styles.checked}>Nothing was proposed. Its real turn draws anew, and may be skipped.</p>
    </div>
  );
}
