'use client';
/** The team: who does what right now, from real rows. Pressing one shows only its missions and signals. */
import type { AgentNow } from '../../read/stage.ts';
import { Age } from '../browser/Clock.tsx';
import { agentColor, Face } from '../browser/Face.tsx';
import styles from './agent-strip.module.css';
import { AGENT_WORDS } from './words.ts';

type Props = { agents: AgentNow[]; selected: string | null; onSelect(id: string): void };

export function AgentStrip({ agents, selected, onSelect }: Props) {
  return (
    <ul className={styles.strip}>
      {agents.map((agent) => (
        <li
          key={agent.id}
          className={styles.agent}
          style={agentColor(agent)}
          data-state={agent.state}
          data-selected={agent.id === selected}
        >
          <button
            type="button"
            className={styles.pick}
            data-agent={agent.id}
            aria-pressed={agent.id === selected}
            onClick={() => onSelect(agent.id)}
          >
            <Face agent={agent} large />
            <span className={styles.name}>{agent.name}</span>
            <span className={styles.role}>{agent.role}</span>
            <span className={styles.state}>
              <Doing agent={agent} />
            </span>
          </button>
          <span className={styles.links}>
            <a href={`/missions?status=succeeded&agent=${agent.id}`}>{agent.done_today} done today</a>
            <a href={agent.mission_id ? `/missions/${agent.mission_id}` : `/agents/${agent.id}`} aria-label={linkName(agent)}>
              {agent.mission_id ? 'Mission' : 'Profile'}
            </a>
          </span>
        </li>
      ))}
    </ul>
  );
}

function linkName({ name, mission_id }: AgentNow): string {
  return mission_id ? `Mission of ${name}` : `Profile of ${name}`;
}

function Doing({ agent }: { agent: AgentNow }) {
  return (
    <>
      <i className={styles.dot} aria-hidden="true" />
      <span className={styles.doing}>{agent.state === 'working' ? agent.doing : AGENT_WORDS[agent.state]}</span>
      {agent.since && (
        <span className={styles.since}>
          <Age at={agent.since} />
        </span>
      )}
    </>
  );
}
