'use client';
/** The team's page: six cards, the relationships as a table and as a picture, and the history of a chosen pair. */
import { useState } from 'react';
import type { AgentsView } from '../../read/agents.ts';
import { Clock } from '../browser/Clock.tsx';
import { Panel } from '../browser/Panel.tsx';
import { useView } from '../browser/use-view.ts';
import controls from '../controls.module.css';
import { AffinityGraph } from './AffinityGraph.tsx';
import { AffinityMatrix } from './AffinityMatrix.tsx';
import { AgentCards } from './AgentCards.tsx';
import { pairKey } from './affinity.ts';
import styles from './agents.module.css';
import { PairLog } from './PairLog.tsx';

/** The pair of an address, in the order of its key. */
function namedPair(pair: string | null): string | null {
  const [a, b] = pair?.split('.') ?? [];
  return a && b ? pairKey(a, b) : null;
}

/** @param pair of the address: 'brain.opus' */
export function Agents({ first, pair }: { first: AgentsView; pair: string | null }) {
  const { view, stale } = useView(first, '/api/ops/views/agents');
  const [chosen, setChosen] = useState(() => namedPair(pair));
  const [drawing, setDrawing] = useState<'matrix' | 'graph'>('matrix');
  const agents = new Map(view.agents.map((agent) => [agent.id, agent]));
  const shown = view.pairs.find((one) => pairKey(one.a, one.b) === chosen) ?? null;
  const choose = (key: string) => {
    setChosen(key);
    window.history.replaceState(null, '', `?pair=${key}`);
  };
  return (
    <Clock asOf={view.as_of}>
      <main id="main" className={styles.page} data-stale={stale}>
        <header>
          <h1>Agents</h1>
          <p className={styles.lede}>Who they are, what they do, and how they get along.</p>
        </header>
        <Panel name="Team">
          <AgentCards agents={view.agents} byId={agents} />
        </Panel>
        <div className={styles.columns}>
          <Panel name="Relationships" className={styles.panel}>
            <div className={styles.head}>
              <h2 className={controls.heading}>Relationships</h2>
              <div className={styles.switch}>
                {(['matrix', 'graph'] as const).map((name) => (
                  <button
                    key={name}
                    type="button"
                    className={controls.button}
                    aria-pressed={drawing === name}
                    onClick={() => setDrawing(name)}
                  >
                    {name === 'matrix' ? 'Matrix' : 'Graph'}
                  </button>
                ))}
              </div>
            </div>
            {view.pairs.length === 0 && (
              <p className={controls.empty}>
                <strong>No relationships yet</strong>
                They are written down when the company is seeded.
              </p>
            )}
            {view.pairs.length > 0 &&
              (drawing === 'matrix' ? (
                <AffinityMatrix view={view} chosen={chosen} onChoose={choose} />
              ) : (
                <AffinityGraph view={view} chosen={chosen} />
              ))}
          </Panel>
          <Panel name="History of a pair" className={styles.panel}>
            <PairLog pair={shown} pairs={view.pairs} agents={agents} onChoose={choose} />
          </Panel>
        </div>
      </main>
    </Clock>
  );
}
