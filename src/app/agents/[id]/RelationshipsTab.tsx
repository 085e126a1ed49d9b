'use client';
/** Everybody this agent works with, the closest first, each with its history. */
import type { AgentView } from '../../../read/agent.ts';
import controls from '../../controls.module.css';
import { PairStory } from '../PairLog.tsx';
import styles from './agent.module.css';

export function RelationshipsTab({ view }: { view: AgentView }) {
  const team = new Map(view.team.map((agent) => [agent.id, agent]));
  const pairs = [...view.pairs].sort((x, y) => y.affinity - x.affinity);
  if (pairs.length === 0) return <p className={controls.empty}>Nobody to get along with yet.</p>;
  return (
    <ul className={styles.pairs}>
      {pairs.map((pair) => (
        <li key={`${pair.a} ${pair.b}`} className={styles.box}>
          <PairStory pair={pair} agents={team} />
        </li>
      ))}
    </ul>
  );
}
