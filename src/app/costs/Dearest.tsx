'use client';
/** The ten calls of the last thirty days that cost most. */
import type { CallCost } from '../../read/costs.ts';
import { Age } from '../browser/Clock.tsx';
import controls from '../controls.module.css';
import frame from '../records/records.module.css';
import { Scroll } from '../records/Scroll.tsx';
import { plain, usd, whole } from '../records/words.ts';
import styles from './costs.module.css';

export function Dearest({ calls }: { calls: readonly CallCost[] }) {
  return (
    <>
      <h2 className={controls.heading}>Dearest calls, 30 days</h2>
      {calls.length === 0 ? (
        <p className={controls.empty}>No call yet.</p>
      ) : (
        <Scroll name="The dearest calls">
          <table className={frame.table}>
            <thead>
              <tr>
                <th scope="col">Call</th>
                <th scope="col" className={frame.number}>
                  Tokens in, out
                </th>
                <th scope="col" className={frame.number}>
                  Cost
                </th>
              </tr>
            </thead>
            <tbody>
              {calls.map((call) => (
                <tr key={call.id}>
                  <th scope="row">
                    <a href={`/why/${call.id}`}>{plain(call.purpose)}</a>
                    <span className={styles.by}>
                      {call.agent} · {call.model} · <Age at={call.at} suffix=" ago" />
                      {call.status !== 'succeeded' && ` · ${call.status === 'failed' ? 'failed' : 'under way'}`}
                    </span>
                  </th>
                  <td className={frame.number}>
                    {call.input_tokens === null ? '?' : whole(call.input_tokens)},{' '}
                    {call.output_tokens === null ? '?' : whole(call.output_tokens)}
                  </td>
                  <td className={frame.number}>
                    {usd(call.usd)}
                    {call.estimated && <span className={styles.doubt}>estimated</span>}
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
