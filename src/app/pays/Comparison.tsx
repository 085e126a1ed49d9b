'use client';
/** One kind of influence: the verdict in words, both sides as a table with bars, and the newest choices with their evidence. */
import type { Outcome, PaysView } from '../../read/pays.ts';
import { Age } from '../browser/Clock.tsx';
import { counted, percent, usdText } from '../talks/talk-words.ts';
import styles from './pays.module.css';
import { caution, KIND_WORDS, successRate } from './pays-words.ts';

export function Comparison({ kind }: { kind: PaysView['kinds'][number] }) {
  const words = KIND_WORDS[kind.kind];
  const sides = [
    { name: words.influenced, side: kind.influenced, way: 'with' },
    { name: words.held_out, side: kind.held_out, way: 'without' },
  ];
  return (
    <>
      <h2 className={styles.title}>{words.title}</h2>
      <p className={styles.about}>{words.about}</p>
      <p className={styles.verdict}>
        {kind.verdict} {kind.kind !== 'pairing' && caution(kind.influenced, kind.held_out)}
      </p>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls sideways must be reachable by keyboard */}
      <section className={styles.scroll} tabIndex={0} aria-label={`${words.title}: the figures`}>
        <table className={styles.table}>
          <thead>
            <tr>
              <th scope="col">Choice</th>
              <th scope="col">Choices</th>
              <th scope="col">Missions</th>
              <th scope="col">Success of those that ended</th>
              <th scope="col">Engagement of posts</th>
              <th scope="col">Memories</th>
              <th scope="col">Drift in affinity</th>
              <th scope="col">Cost</th>
            </tr>
          </thead>
          <tbody>
            {sides.map(({ name, side, way }) => (
              <Row key={way} name={name} side={side} way={way} />
            ))}
          </tbody>
        </table>
      </section>
      {kind.untouched > 0 && (
        <p className={styles.about}>{counted(kind.untouched, 'more choice')} had nothing to go by, and count on neither side.</p>
      )}
      <Newest kind={kind} />
    </>
  );
}

function Row({ name, side, way }: { name: string; side: Outcome; way: string }) {
  const rate = successRate(side);
  return (
    <tr data-way={way}>
      <th scope="row">{name}</th>
      <td data-label="Choices">{side.decisions}</td>
      <td data-label="Missions">{side.accepted}</td>
      <td data-label="Success">
        {rate === null ? (
          'none ended'
        ) : (
          <>
            <span className={styles.bar} aria-hidden="true">
              <i style={{ width: `${rate * 100}%` }} />
            </span>
            {percent(rate)} <small>of {side.succeeded + side.failed}</small>
          </>
        )}
      </td>
      <td data-label="Engagement">
        {side.engagement === null ? (
          'no numbers'
        ) : (
          <>
            {(side.engagement * 100).toFixed(1)} % <small>of {counted(side.posts, 'post')}</small>
          </>
        )}
      </td>
      <td data-label="Memories">{side.memories}</td>
      <td data-label="Drift">{side.drift === null ? '—' : `${side.drift < 0 ? '−' : '+'}${Math.abs(side.drift).toFixed(3)}`}</td>
      <td data-label="Cost">
        {usdText(side.cost_usd)} {side.decisions > 0 && <small>{usdText(side.cost_usd / side.decisions)} each</small>}
      </td>
    </tr>
  );
}

function Newest({ kind }: { kind: PaysView['kinds'][number] }) {
  if (kind.newest.length === 0) return null;
  return (
    <details className={styles.newest}>
      <summary>The newest choices</summary>
      <ul>
        {kind.newest.map((choice) => (
          <li key={choice.id}>
            <p>
              <strong>{choice.influenced ? KIND_WORDS[kind.kind].influenced : KIND_WORDS[kind.kind].held_out}</strong>:{' '}
              {choice.conversation_id ? (
                <a href={`/talks/${choice.conversation_id}`}>{choice.chosen}</a>
              ) : choice.proposal_id ? (
                <a href={`/why/${choice.proposal_id}`}>{choice.chosen}</a>
              ) : (
                choice.chosen
              )}
            </p>
            <p className={styles.about}>
              {choice.chooser.replaceAll('_', ' ')} for {choice.agent_id}, <Age at={choice.at} suffix=" ago" />. Otherwise: {choice.base}
              {choice.memory && `. The memory: “${choice.memory}”`}
            </p>
          </li>
        ))}
      </ul>
    </details>
  );
}
