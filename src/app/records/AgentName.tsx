/** An agent beside a row: its colour and its name, which leads to its page. */
import type { CSSProperties } from 'react';
import type { AgentTag } from '../../read/agent-tags.ts';
import styles from './records.module.css';

export function AgentName({ id, agents }: { id: string; agents: readonly AgentTag[] }) {
  const agent = agents.find((one) => one.id === id);
  if (!agent) return <span>{id}</span>;
  const color = { '--agent': `light-dark(${agent.color.light}, ${agent.color.dark})` } as CSSProperties;
  return (
    <a className={styles.agent} style={color} href={`/agents/${id}`}>
      {agent.name}
    </a>
  );
}
