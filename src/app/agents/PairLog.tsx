'use client';
/** The history of one pair: where it started and why, and every drift with its reason and the conversation it came from. */
import type { AgentCard } from '../../read/agents.ts';
import type { PairView } from '../../read/pairs.ts';
import { Age } from '../browser/Clock.tsx';
import { Face } from '../browser/Face.tsx';
import controls from '../controls.module.css';
import { affinityText, counted, signed } from '../talks/talk-words.ts';
import { pairKey } from './affinity.ts';
import styles from './pair.module.css';
import { Sparkline } from './Sparkline.tsx';

type Props = { pair: PairView | null; pairs: PairView[]; agents: Map<string, AgentCard>; onChoose(key: string): void };

export function PairLog({ pair, pairs, agents, onChoose }: Props) {
  const nameOf = (id: string) => agents.get(id)?.name ?? id;
  return (
    <>
      <div className={styles.head}>
        <h2 className={controls.heading}>History of a pair</h2>
        <label>
          <span className="visually-hidden">Pair</span>
          <select className={controls.field} value={pair ? pairKey(pair.a, pair.b) : ''} onChange={({ target }) => onChoose(target.value)}>
            {!pair && <option value="">choose a pair</option>}
            {pairs.map(({ a, b }) => (
              <option key={pairKey(a, b)} value={pairKey(a, b)}>
                {nameOf(a)} and {nameOf(b)}
              </option>
            ))}
          </select>
        </label>
      </div>
      {pair ? (
        <PairStory pair={pair} agents={agents} />
      ) : (
        <p className={controls.empty}>
          <strong>No pair is chosen</strong>
          Press a number in the matrix: here you read how two people came to where they stand.
        </p>
      )}
    </>
  );
}

export function PairStory({ pair, agents }: { pair: PairView; agents: Map<string, AgentCard> }) {
  const [a, b] = [agents.get(pair.a), agents.get(pair.b)];
  return (
    <div aria-live="polite">
      <p className={styles.title}>
        <Face agent={a} /> <a href={`/agents/${pair.a}?tab=relationships`}>{a?.name ?? pair.a}</a> and <Face agent={b} />{' '}
        <a href={`/agents/${pair.b}?tab=relationships`}>{b?.name ?? pair.b}</a> <strong>{affinityText(pair.affinity)}</strong>
      </p>
      <p className={styles.backstory}>{pair.backstory}</p>
      <div className={styles.facts}>
        <Sparkline pair={pair} />
        <p>
          Started at {affinityText(pair.seeded)}. {counted(pair.total, 'conversation')}: {pair.positive} brought them closer,{' '}
          {pair.negative} drove them apart.
        </p>
      </div>
      {pair.log.length === 0 ? (
        <p className={styles.nothing}>Nothing has moved them yet. A conversation moves a pair by 0.03 at most.</p>
      ) : (
        <ol className={styles.log}>
          {pair.log.map((entry) => (
            <li key={`${entry.at} ${entry.drift} ${entry.reason}`} data-way={entry.drift < 0 ? 'apart' : 'closer'}>
              <span className={styles.drift}>
                {entry.drift < 0 ? '▼' : '▲'} {signed(entry.drift)}
              </span>
              <span>
                {entry.reason}
                <span className={styles.source}>
                  to {affinityText(entry.affinity)} ·{' '}
                  {entry.talk ? <a href={`/talks/${entry.talk.id}`}>{entry.talk.topic}</a> : 'its conversation is gone'} ·{' '}
                  <Age at={entry.at} suffix=" ago" />
                </span>
              </span>
            </li>
          ))}
        </ol>
      )}
    </div>
  );
}
