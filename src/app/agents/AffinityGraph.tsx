'use client';
/** The relationships as a picture: close pairs stand close, and the line says the rest. The table beside it holds the same facts. */
import { useMemo } from 'react';
import type { AgentsView } from '../../read/agents.ts';
import { agentColor, Face } from '../browser/Face.tsx';
import { affinityText } from '../talks/talk-words.ts';
import { band, pairKey } from './affinity.ts';
import styles from './graph.module.css';
import { layOut } from './graph-layout.ts';

const WIDTH = 600;
const HEIGHT = 400;
const MARGIN = 56;

export function AffinityGraph({ view, chosen }: { view: AgentsView; chosen: string | null }) {
  const { agents, pairs, bands } = view;
  const places = useMemo(
    () =>
      layOut(
        agents.map((agent) => agent.id),
        pairs,
      ),
    [agents, pairs],
  );
  const at = new Map(
    places.map(({ id, x, y }) => [id, { x: MARGIN + x * (WIDTH - 2 * MARGIN), y: MARGIN / 1.6 + y * (HEIGHT - MARGIN * 1.5) }]),
  );
  return (
    <>
      {/* biome-ignore lint/a11y/useSemanticElements: a picture with links in it is no fieldset */}
      <svg viewBox={`0 0 ${WIDTH} ${HEIGHT}`} className={styles.graph} role="group" aria-label="Relationships as a graph">
        {pairs.map((pair) => {
          const [from, to] = [at.get(pair.a), at.get(pair.b)];
          if (!from || !to) return null;
          const isChosen = pairKey(pair.a, pair.b) === chosen;
          return (
            <g key={pairKey(pair.a, pair.b)} data-band={band(pair.affinity, bands)} data-chosen={isChosen} className={styles.tie}>
              <line x1={from.x} y1={from.y} x2={to.x} y2={to.y} strokeWidth={0.8 + pair.affinity * 4.5} />
              {(isChosen || band(pair.affinity, bands) !== 'middle') && (
                <text x={from.x * 0.6 + to.x * 0.4} y={from.y * 0.6 + to.y * 0.4 + 4}>
                  {affinityText(pair.affinity)}
                </text>
              )}
            </g>
          );
        })}
        {agents.map((agent) => {
          const place = at.get(agent.id);
          if (!place) return null;
          return (
            <a key={agent.id} href={`/agents/${agent.id}`} className={styles.node} style={agentColor(agent)} aria-label={agent.name}>
              <foreignObject x={place.x - 19} y={place.y - 19} width={38} height={38}>
                <Face agent={agent} large />
              </foreignObject>
              <text className={styles.label} x={place.x} y={place.y + 35}>
                {agent.name}
              </text>
            </a>
          );
        })}
      </svg>
      <p className={styles.legend}>
        Thick green lines are close pairs, thin dashed red ones tense; numbers stand on both. Who stands near each other gets along. A pair
        is chosen in the matrix or in the list beside it.
      </p>
    </>
  );
}
