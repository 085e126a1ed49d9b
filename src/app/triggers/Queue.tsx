/** The reaction queue: what waits for a heartbeat, and what became of the last ones. */
import type { AgentTag } from '../../read/agent-tags.ts';
import type { ReactionStatus, ReactionsView } from '../../read/reactions.ts';
import { Age } from '../browser/Clock.tsx';
import controls from '../controls.module.css';
import { AgentName } from '../records/AgentName.tsx';
import frame from '../records/records.module.css';
import { Scroll } from '../records/Scroll.tsx';
import { plain } from '../records/words.ts';
import styles from './triggers.module.css';

const SAYS: Record<ReactionStatus, { mark: string; word: string }> = {
  queued: { mark: '○', word: 'waits' },
  proposed: { mark: '●', word: 'proposed' },
  rejected: { mark: '✕', word: 'rejected' },
  failed: { mark: '✕', word: 'failed' },
};

export function Queue({ reactions, agents }: { reactions: ReactionsView; agents: readonly AgentTag[] }) {
  const { today, waiting, oldest_waiting_at, recent } = reactions;
  return (
    <>
      <h2 className={controls.heading}>Reactions</h2>
      <p>
        {waiting === 0 ? 'None waits' : `${waiting} wait for the next heartbeat`}
        {oldest_waiting_at && (
          <>
            , the oldest for <Age at={oldest_waiting_at} />
          </>
        )}
        . Today {today.proposed} became proposals, {today.rejected} were rejected, {today.failed} failed.
      </p>
      {recent.length === 0 ? (
        <p className={controls.empty}>Nobody has reacted to anything yet. Reactions follow from events whose tags the matrix names.</p>
      ) : (
        <Scroll name="Last reactions">
          <table className={frame.table}>
            <thead>
              <tr>
                <th scope="col">State</th>
                <th scope="col">To</th>
                <th scope="col">Who</th>
                <th scope="col">What came of it</th>
                <th scope="col">When</th>
              </tr>
            </thead>
            <tbody>
              {recent.map((line) => (
                <tr key={line.id}>
                  <td className={styles.status} data-status={line.status}>
                    <span aria-hidden="true">{SAYS[line.status].mark}</span> {SAYS[line.status].word}
                  </td>
                  <td>
                    {line.about} {line.untrusted && <span className={controls.outside}>outside text</span>}
                  </td>
                  <td>
                    <AgentName id={line.target} agents={agents} /> {plain(line.type)}
                  </td>
                  <td>
                    {line.mission_id ? (
                      <a href={`/missions/${line.mission_id}`}>its mission</a>
                    ) : (
                      (line.reason ?? <a href={`/why/${line.id}`}>why</a>)
                    )}
                  </td>
                  <td className={frame.nowrap}>
                    <Age at={line.at} suffix=" ago" />
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </Scroll>
      )}
    </>
  );
}
