'use client';
/** Who is in the film and what each was last seen doing: the office as a list. */
import type { Beat } from '../../../read/beats.ts';
import type { AgentNow } from '../../../read/stage.ts';
import { agentColor, Face } from '../../browser/Face.tsx';
import styles from './cast.module.css';
import { peopleAt } from './people.ts';

type Props = { beats: Beat[]; moment: number; agents: Map<string, AgentNow>; everyone: readonly string[] };

export function Cast({ beats, moment, agents, everyone }: Props) {
  return (
    <ul className={styles.cast} aria-label="Who is in it">
      {peopleAt(beats, moment, everyone).map(({ agent_id, state, words }) => {
        const agent = agents.get(agent_id);
        return (
          <li key={agent_id} className={styles.person} style={agentColor(agent)} data-state={state}>
            <Face agent={agent} large />
            <span className={styles.who}>
              <span className={styles.name}>{agent?.name ?? agent_id}</span> <span className={styles.state}>{state}</span>
              <span className={styles.words}>{words}</span>
            </span>
          </li>
        );
      })}
    </ul>
  );
}
