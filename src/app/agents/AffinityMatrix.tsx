'use client';
/** Everybody with everybody, as a table: the number is the fact, the colour says it again. */
import type { AgentsView } from '../../read/agents.ts';
import { Face } from '../browser/Face.tsx';
import { affinityText } from '../talks/talk-words.ts';
import { BAND_WORDS, band, pairKey, tint } from './affinity.ts';
import styles from './matrix.module.css';

type Props = { view: AgentsView; chosen: string | null; onChoose(key: string): void };

export function AffinityMatrix({ view, chosen, onChoose }: Props) {
  const { agents, bands } = view;
  const pairs = new Map(view.pairs.map((pair) => [pairKey(pair.a, pair.b), pair]));
  return (
    <>
      <div className={styles.scroll}>
        <table className={styles.matrix} style={{ minWidth: `${agents.length * 42 + 46}px` }}>
          <caption className="visually-hidden">Affinity of every pair, from 0.10 to 0.95. A cell opens the pair’s history.</caption>
          <colgroup>
            <col className={styles.names} />
          </colgroup>
          <thead>
            <tr>
              <td />
              {agents.map((agent) => (
                <th key={agent.id} scope="col">
                  <Face agent={agent} />
                  <span>{agent.name}</span>
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {agents.map((row) => (
              <tr key={row.id}>
                <th scope="row">
                  <Face agent={row} />
                  <span>{row.name}</span>
                </th>
                {agents.map((column) => {
                  const key = pairKey(row.id, column.id);
                  const pair = pairs.get(key);
                  if (!pair) return <td key={column.id}>{row.id === column.id ? <i aria-hidden="true">·</i> : '—'}</td>;
                  return (
                    <td key={column.id}>
                      <button
                        type="button"
                        className={styles.cell}
                        style={{ background: tint(pair.affinity) }}
                        data-band={band(pair.affinity, bands)}
                        aria-pressed={key === chosen}
                        aria-label={`${row.name} and ${column.name}: ${affinityText(pair.affinity)}, ${BAND_WORDS[band(pair.affinity, bands)]}`}
                        onClick={() => onChoose(key)}
                      >
                        {affinityText(pair.affinity)}
                      </button>
                    </td>
                  );
                })}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <p className={styles.legend}>
        <span>
          <b data-band="low">tense</b> below {bands.low.toFixed(2)}: they are sent to clear the air
        </span>
        <span>
          <b data-band="close">close</b> from {bands.high.toFixed(2)}: one may mentor the other
        </span>
        <a href="/policies/relationship_drift_policy">Who says so?</a>
      </p>
    </>
  );
}
