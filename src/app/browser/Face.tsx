'use client';
/** An agent's head, or its initial where none is drawn. Decoration; the name always stands beside it. */
import type { CSSProperties } from 'react';
import type { AgentNow } from '../../read/stage.ts';
import styles from './face.module.css';
import { FACE_SIZE, FACES, facePaths } from './faces.ts';

const drawn = new Map(Object.entries(FACES).map(([id, face]) => [id, facePaths(face)]));

export function Face({ agent, large = false }: { agent: AgentNow | undefined; large?: boolean }) {
  const paths = agent && drawn.get(agent.id);
  return (
    <span className={large ? styles.large : styles.face} style={agentColor(agent)} data-state={agent?.state} aria-hidden="true">
      {paths ? (
        <svg viewBox={`0 0 ${FACE_SIZE} ${FACE_SIZE}`} shapeRendering="crispEdges" aria-hidden="true">
          {paths.map(({ color, d }) => (
            <path key={color} fill={color} d={d} />
          ))}
        </svg>
      ) : (
        (agent?.name ?? '?').slice(0, 1)
      )}
    </span>
  );
}

/** Sets --agent for what is inside. */
export function agentColor(agent: AgentNow | undefined): CSSProperties {
  const color = agent ? `light-dark(${agent.color.light}, ${agent.color.dark})` : 'var(--muted)';
  return { '--agent': color } as CSSProperties;
}
