'use client';
/** Why this one spoke: the weights of the draw with their formula, and the memories that stood in the prompt. */
import type { AgentNow } from '../../read/stage.ts';
import type { TurnView } from '../../read/talk.ts';
import { agentColor } from '../browser/Face.tsx';
import { MemoryLink } from './MemoryLink.tsx';
import { counted, percent, signed } from './talk-words.ts';
import styles from './why-speaker.module.css';

type Props = { turn: TurnView; before: TurnView | undefined; name: string; agents: Map<string, AgentNow> };

/** The weight's upper end: 1.0 + 0.6 × 0.95 + 0.2. */
const HEAVIEST = 1.77;

export function WhySpeaker({ turn, before, name, agents }: Props) {
  const { weights, memories } = turn;
  return (
    <details className={styles.why}>
      <summary>
        Why {name}?{memories.length > 0 && ` · ${counted(memories.length, 'memory', 'memories')} in mind`}
      </summary>
      <p className={styles.words}>{wordsOf(turn, before, name)}</p>
      {weights.length > 0 && (
        <table className={styles.table}>
          <thead>
            <tr>
              <th scope="col">Who</th>
              <th scope="col">Weight</th>
              <th scope="col">Affinity</th>
              <th scope="col">Recency</th>
              <th scope="col">Luck</th>
              <th scope="col">Chance</th>
            </tr>
          </thead>
          <tbody>
            {weights.map((one) => (
              <tr key={one.agent_id} style={agentColor(agents.get(one.agent_id))} data-chosen={one.agent_id === turn.speaker}>
                <th scope="row">
                  {agents.get(one.agent_id)?.name ?? one.agent_id}
                  {one.agent_id === turn.speaker && <span className="visually-hidden"> (drawn)</span>}
                </th>
                <td>
                  <span className={styles.bar} aria-hidden="true">
                    <i style={{ width: `${Math.min(100, (one.weight / HEAVIEST) * 100)}%` }} />
                  </span>
                  {one.weight.toFixed(2)}
                </td>
                <td>{one.affinity.toFixed(2)}</td>
                <td>{one.recency.toFixed(2)}</td>
                <td>{signed(one.jitter)}</td>
                <td>{percent(one.share)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {memories.length > 0 && (
        <>
          <p className={styles.words}>What {name} remembered while speaking:</p>
          <ul className={styles.memories}>
            {memories.map((memory) => (
              <li key={memory.id}>
                <MemoryLink memory={memory} />
              </li>
            ))}
          </ul>
        </>
      )}
      {turn.prompt_tokens > 0 && <p className={styles.words}>The prompt had about {turn.prompt_tokens} tokens.</p>}
    </details>
  );
}

function wordsOf({ weights }: TurnView, before: TurnView | undefined, name: string): string {
  if (weights.length === 0) return before ? `${name} was the only one who could speak.` : `${name} opened: the format or the lot said so.`;
  const formula =
    'Weight = 1.0 + 0.6 × affinity with whoever spoke last − 0.4 × recency (the share of the turns so far) ± 0.2 of luck. A draw in proportion to the weights decides; whoever spoke last is left out.';
  return before?.by_person ? `A person spoke, and those who were asked answer first. ${formula}` : formula;
}
