/** What the dearest missions of the last thirty days cost. */
import type { MissionCost } from '../../read/costs.ts';
import controls from '../controls.module.css';
import frame from '../records/records.module.css';
import { Scroll } from '../records/Scroll.tsx';
import { usd, whole } from '../records/words.ts';
import styles from './costs.module.css';

export function MissionCosts({ missions }: { missions: readonly MissionCost[] }) {
  return (
    <>
      <h2 className={controls.heading}>By mission, 30 days</h2>
      {missions.length === 0 ? (
        <p className={controls.empty}>No mission has called a model yet.</p>
      ) : (
        <Scroll name="Cost by mission">
          <table className={frame.table}>
            <thead>
              <tr>
                <th scope="col">Mission</th>
                <th scope="col" className={frame.number}>
                  Calls
                </th>
                <th scope="col" className={frame.number}>
                  Cost
                </th>
              </tr>
            </thead>
            <tbody>
              {missions.map((mission) => (
                <tr key={mission.id}>
                  <th scope="row">
                    <a href={`/missions/${mission.id}`}>{mission.title}</a>
                    <span className={styles.by}>{mission.status}</span>
                  </th>
                  <td className={frame.number}>{whole(mission.calls)}</td>
                  <td className={frame.number}>
                    {usd(mission.usd)}
                    {mission.estimated && <span className={styles.doubt}>estimated</span>}
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
