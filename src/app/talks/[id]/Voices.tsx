'use client';
/** How each one speaks in this conversation: modifiers with the rule that gave them and the memories that earned them. */
import type { AgentNow } from '../../../read/stage.ts';
import type { TalkView } from '../../../read/talk.ts';
import { agentColor } from '../../browser/Face.tsx';
import controls from '../../controls.module.css';
import { MemoryLink } from '../MemoryLink.tsx';
import styles from './talk.module.css';

export function Voices({ talk, agents }: { talk: TalkView; agents: Map<string, AgentNow> }) {
  const changed = talk.voices.filter((voice) => voice.modifiers.length > 0);
  const plain = talk.voices
    .filter((voice) => voice.modifiers.length === 0)
    .map((voice) => agents.get(voice.agent_id)?.name ?? voice.agent_id);
  return (
    <>
      <h2 className={controls.heading}>Voices in effect</h2>
      {changed.map((voice) => (
        <div key={voice.agent_id} className={styles.voice} style={agentColor(agents.get(voice.agent_id))}>
          <h3 className={styles.voiceName}>
            <a href={`/agents/${voice.agent_id}?tab=voice`}>{agents.get(voice.agent_id)?.name ?? voice.agent_id}</a>
          </h3>
          {voice.modifiers.map(({ rule, modifier, because, memories }) => (
            <details key={rule} className={styles.modifier}>
              <summary>“{modifier}”</summary>
              <p className={styles.aside}>
                Rule {rule}: {because}. Earned by:
              </p>
              <ul className={styles.list}>
                {memories.map((memory) => (
                  <li key={memory.id}>
                    <MemoryLink memory={memory} />
                  </li>
                ))}
              </ul>
            </details>
          ))}
        </div>
      ))}
      {plain.length > 0 && (
        <p className={styles.nothing}>
          {talk.status === 'pending'
            ? 'Voices are derived when it begins.'
            : `${plain.join(', ')}: ${plain.length === 1 ? 'speaks' : 'speak'} as written; no rule holds yet.`}
        </p>
      )}
    </>
  );
}
