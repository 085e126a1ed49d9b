'use client';
/** An agent's mark: its initial on its own colour. Decoration; the name always stands beside it. */
import type { CSSProperties } from 'react';
import type { AgentNow } from '../../read/stage.ts';
import styles from './face.module.css';

export function Face({ agent, large = false }: { agent: AgentNow | undefined; large?: boolean }) {
  return (
    <span className={large ? styles.large : styles.face} style={agentColor(agent)} data-state={agent?.state} aria-hidden="true">
      {(agent?.name ?? '?').slice(0, 1)}
    </span>
  );
}

/** Sets --agent for what is inside. */
export function agentColor(agent: AgentNow | undefined): CSSProperties {
  const color = agent ? `light-dark(${agent.color.light}, ${agent.color.dark})` : 'var(--muted)';
  return { '--agent': color } as CSSProperties;
}
