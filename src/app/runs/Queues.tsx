'use client';
/** What waits and runs, by kind of step, with breakers that are not closed. */
import type { QueueView } from '../../read/runs.ts';
import { Age } from '../browser/Clock.tsx';
import controls from '../controls.module.css';
import frame from '../records/records.module.css';
import { Scroll } from '../records/Scroll.tsx';
import { counted } from '../records/words.ts';
import styles from './runs.module.css';

export function Queues({ queues, recovered }: { queues: QueueView[]; recovered: number }) {
  return (
    <>
      <h2 className={controls.heading}>Queues</h2>
      {queues.length === 0 ? (
        <p className={controls.empty}>
          <strong>Nothing waits</strong>
          Every step that was ready has been taken.
        </p>
      ) : (
        <Scroll name="Steps that wait and run">
          <table className={frame.table}>
            <thead>
              <tr>
                <th scope="col">Kind</th>
                <th scope="col" className={frame.number}>
                  Ready
                </th>
                <th scope="col" className={frame.number}>
                  Later
                </th>
                <th scope="col" className={frame.number}>
                  Running
                </th>
                <th scope="col" className={frame.number}>
                  Longest wait
                </th>
              </tr>
            </thead>
            <tbody>
              {queues.map((queue) => (
                <Row key={queue.kind} queue={queue} />
              ))}
            </tbody>
          </table>
        </Scroll>
      )}
      <p className={frame.note}>
        {recovered === 0
          ? 'No work had to be recovered in the last 24 hours.'
          : `${counted(recovered, 'step')} recovered from workers that went away in the last 24 hours.`}
      </p>
    </>
  );
}

function Row({ queue }: { queue: QueueView }) {
  return (
    <tr>
      <th scope="row">
        {queue.label}
        {queue.breaker && (
          <span className={styles.breaker}>
            ✕ breaker {queue.breaker.state.replace('_', ' ')} after {counted(queue.breaker.failures, 'failure')}: {queue.breaker.reason}{' '}
            <a href={`/policies/breaker:${queue.kind}`}>Change</a>
          </span>
        )}
      </th>
      <td className={frame.number}>{queue.ready}</td>
      <td className={frame.number}>{queue.later}</td>
      <td className={frame.number}>{queue.running}</td>
      <td className={frame.number}>{queue.oldest ? <Age at={queue.oldest} /> : '—'}</td>
    </tr>
  );
}
