/** What one heartbeat did: each job with its time, its counts and what went wrong. */
import type { JobView, TickDetail } from '../../read/runs.ts';
import { durationText } from '../../read/time-words.ts';
import frame from '../records/records.module.css';
import { Scroll } from '../records/Scroll.tsx';
import { plain } from '../records/words.ts';
import styles from './heartbeats.module.css';

const SOURCES: Record<string, string> = { scheduler: 'the scheduler', api: 'cron or the API', cli: 'the command line' };

export function Jobs({ detail }: { detail: TickDetail }) {
  const longest = Math.max(...detail.jobs.map((job) => job.ms), 1);
  if (detail.jobs.length === 0) return <p className={frame.note}>It has not reported yet.</p>;
  return (
    <>
      <Scroll name="Jobs of this heartbeat">
        <table className={frame.table}>
          <thead>
            <tr>
              <th scope="col">Job</th>
              <th scope="col">Time</th>
              <th scope="col">Outcome</th>
            </tr>
          </thead>
          <tbody>
            {detail.jobs.map((job) => (
              <tr key={job.name} data-ok={job.ok}>
                <th scope="row" className={frame.nowrap}>
                  {plain(job.name)}
                </th>
                <td className={styles.time}>
                  <span className={styles.ms} aria-hidden="true">
                    <i style={{ width: `${Math.max(2, (100 * job.ms) / longest)}%` }} />
                  </span>
                  {durationText(job.ms)}
                  {job.budget_ms !== null && <span className={styles.budget}> of {durationText(job.budget_ms)}</span>}
                </td>
                <td>
                  <Outcome job={job} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </Scroll>
      <p className={frame.note}>Started by {SOURCES[detail.source] ?? detail.source}.</p>
    </>
  );
}

function Outcome({ job }: { job: JobView }) {
  const counts = Object.entries(job.counts).filter(([, count]) => count > 0);
  return (
    <>
      {job.error && (
        <span className={styles.wrong}>
          ✕ {job.cut ? 'cut off: ' : 'failed: '}
          {job.error}
        </span>
      )}
      {counts.map(([name, count]) => (
        <span key={name} className={styles.count}>
          {plain(name)} {count}
        </span>
      ))}
      {!job.error && counts.length === 0 && job.notes.length === 0 && <span className={frame.dim}>nothing to do</span>}
      {job.notes.map((note) => (
        <span key={note} className={styles.noted}>
          {note}
        </span>
      ))}
    </>
  );
}
