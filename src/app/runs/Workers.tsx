'use client';
/** Workers of the last day: alive, silent or stopped, and what each holds. */
import type { WorkerView } from '../../read/runs.ts';
import { Age } from '../browser/Clock.tsx';
import controls from '../controls.module.css';
import frame from '../records/records.module.css';
import { plain } from '../records/words.ts';
import styles from './runs.module.css';

const STATES: Record<WorkerView['state'], string> = { alive: '● alive', silent: '? silent', stopped: '○ stopped' };

export function Workers({ workers }: { workers: WorkerView[] }) {
  return (
    <>
      <h2 className={controls.heading}>Workers</h2>
      {workers.length === 0 ? (
        <p className={controls.empty}>
          <strong>No worker in the last 24 hours</strong>
          <code>npm start</code> brings one; more with <code>deskmates worker</code> on any machine.
        </p>
      ) : (
        <ul className={styles.workers}>
          {workers.map((worker) => (
            <li key={worker.id} data-state={worker.state}>
              <p className={styles.worker}>
                <strong>{worker.id}</strong>
                <span className={styles.state}>{STATES[worker.state]}</span>
                <span className={styles.when}>
                  seen <Age at={worker.seen_at} suffix=" ago" />
                </span>
              </p>
              <p className={frame.dim}>
                on {worker.host}, since <Age at={worker.started_at} suffix=" ago" />; takes{' '}
                {worker.kinds ? worker.kinds.map(plain).join(', ') : 'every kind of step'}
              </p>
              <Claims worker={worker} />
            </li>
          ))}
        </ul>
      )}
    </>
  );
}

function Claims({ worker }: { worker: WorkerView }) {
  if (worker.claims.length === 0) return worker.state === 'stopped' ? null : <p className={frame.dim}>Holds nothing just now.</p>;
  return (
    <ul>
      {worker.claims.map((claim) => (
        <li key={claim.step_id} className={styles.claim}>
          <a href={`/missions/${claim.mission_id}`}>{claim.label}</a>{' '}
          <span className={frame.dim}>
            for <Age at={claim.since} />
            {claim.attempt > 1 && `, attempt ${claim.attempt}`}
          </span>
        </li>
      ))}
    </ul>
  );
}
