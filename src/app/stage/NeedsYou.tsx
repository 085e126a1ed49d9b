'use client';
/** What only a person may decide, the oldest first. */
import { useState } from 'react';
import type { PendingProposal } from '../../read/pending.ts';
import type { AgentNow } from '../../read/stage.ts';
import controls from '../controls.module.css';
import styles from './needs-you.module.css';
import { PendingCard } from './PendingCard.tsx';

type Props = {
  /** The oldest of those that wait. */
  pending: PendingProposal[];
  /** How many there are in all. */
  waiting: number;
  agents: Map<string, AgentNow>;
  onDecided(): void;
};

export function NeedsYou({ pending, waiting, agents, onDecided }: Props) {
  const [said, setSaid] = useState('');
  // A decided card leaves at once; the server's next view confirms it.
  const [decided, setDecided] = useState<ReadonlySet<string>>(new Set());
  const open = pending.filter((proposal) => !decided.has(proposal.id));
  return (
    <>
      <h2 className={controls.heading} tabIndex={-1}>
        Needs you
        {open.length > 0 && <span className={styles.count}>{Math.max(open.length, waiting - decided.size)}</span>}
      </h2>
      <p className={styles.said} role="status">
        {said}
      </p>
      {open.length === 0 ? (
        <p className={styles.nothing}>Nothing waits for you. What policy holds back appears here.</p>
      ) : (
        <ul className={styles.cards} data-rows>
          {open.map((proposal) => (
            <li key={proposal.id}>
              <PendingCard
                proposal={proposal}
                agent={agents.get(proposal.agent_id)}
                onDecided={(sentence) => {
                  setSaid(sentence);
                  setDecided((before) => new Set([...before, proposal.id]));
                  onDecided();
                }}
              />
            </li>
          ))}
        </ul>
      )}
    </>
  );
}
