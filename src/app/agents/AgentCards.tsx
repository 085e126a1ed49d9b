'use client';
/** Six cards: face, role, what it does now, what came of the day, and whom it is close to. */
import type { AgentCard } from '../../read/agents.ts';
import { Age } from '../browser/Clock.tsx';
import { agentColor, Face } from '../browser/Face.tsx';
import { AGENT_WORDS } from '../stage/words.ts';
import { affinityText, usdText } from '../talks/talk-words.ts';
import styles from './cards.module.css';

type Props = { agents: AgentCard[]; byId: Map<string, AgentCard> };

export function AgentCards({ agents, byId }: Props) {
  return (
    <ul className={styles.cards}>
      {agents.map((agent) => (
        <li key={agent.id} className={styles.card} style={agentColor(agent)}>
          <div className={styles.top}>
            <Face agent={agent} large />
            <div>
              <h2 className={styles.name}>
                <a href={`/agents/${agent.id}`}>{agent.name}</a>
              </h2>
              <p className={styles.role}>{agent.role}</p>
            </div>
          </div>
          <p className={styles.now} data-state={agent.talking ? 'working' : agent.state}>
            <i aria-hidden="true" />
            <Doing agent={agent} />
          </p>
          <Today agent={agent} />
          {agent.affinity && (
            <p className={styles.ties}>
              <Meter value={agent.affinity.mean} />
              <span>
                affinity {affinityText(agent.affinity.mean)} on average; closest to {nameOf(byId, agent.affinity.closest.id)}{' '}
                {affinityText(agent.affinity.closest.affinity)}, farthest from {nameOf(byId, agent.affinity.farthest.id)}{' '}
                {affinityText(agent.affinity.farthest.affinity)}
              </span>
            </p>
          )}
        </li>
      ))}
    </ul>
  );
}

function nameOf(byId: Map<string, AgentCard>, id: string): string {
  return byId.get(id)?.name ?? id;
}

/** At the table, at work, or what it waits for. */
export function Doing({ agent }: { agent: AgentCard }) {
  if (agent.talking) {
    return (
      <span>
        talking: <a href={`/talks/${agent.talking.id}`}>{agent.talking.topic}</a>
      </span>
    );
  }
  const words = agent.doing && agent.state !== 'off' ? `${AGENT_WORDS[agent.state]}: ${agent.doing}` : AGENT_WORDS[agent.state];
  return (
    <span>
      {agent.mission_id ? <a href={`/missions/${agent.mission_id}`}>{words}</a> : words}
      {agent.since && (
        <>
          {' '}
          · <Age at={agent.since} />
        </>
      )}
    </span>
  );
}

export function Today({ agent }: { agent: AgentCard }) {
  const { today, id } = agent;
  const numbers = [
    { value: agent.done_today, words: agent.done_today === 1 ? 'step' : 'steps', href: `/agents/${id}?tab=work` },
    { value: today.artifacts, words: today.artifacts === 1 ? 'piece' : 'pieces', href: `/agents/${id}?tab=work` },
    { value: today.turns, words: today.turns === 1 ? 'turn' : 'turns', href: '/talks' },
    { value: today.memories, words: 'learnt', href: `/agents/${id}?tab=memory` },
  ];
  return (
    <ul className={styles.numbers} aria-label="Today">
      {numbers.map(({ value, words, href }) => (
        <li key={words}>
          <a href={href}>
            <strong>{value}</strong> {words}
          </a>
        </li>
      ))}
      <li>
        <a href={`/agents/${id}?tab=cost`}>
          <strong>{usdText(today.usd)}</strong> spent
        </a>
      </li>
    </ul>
  );
}

function Meter({ value }: { value: number }) {
  return (
    <span className={styles.meter} aria-hidden="true">
      <i style={{ width: `${value * 100}%` }} />
    </span>
  );
}
