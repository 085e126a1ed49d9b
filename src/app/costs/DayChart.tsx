'use client';
/** Thirty days as bars under the cap's line; the same days as a table for everyone who would rather read. */
import type { DayCost } from '../../read/costs.ts';
import controls from '../controls.module.css';
import frame from '../records/records.module.css';
import { Scroll } from '../records/Scroll.tsx';
import { usd } from '../records/words.ts';
import styles from './costs.module.css';

const WIDTH = 900;
const HEIGHT = 160;
/** The cap is drawn only where it does not flatten the bars. */
const CAP_ROOM = 8;

export function DayChart({ days, cap }: { days: readonly DayCost[]; cap: number }) {
  const most = Math.max(...days.map((day) => day.usd), 0);
  const showsCap = cap > 0 && (most === 0 || cap <= most * CAP_ROOM);
  const top = Math.max(most, showsCap ? cap : 0, 0.000_001) * 1.08;
  const y = (amount: number) => HEIGHT - (amount / top) * HEIGHT;
  const pitch = WIDTH / days.length;
  const sum = days.reduce((total, day) => total + day.usd, 0);
  return (
    <>
      <h2 className={controls.heading}>The last 30 days</h2>
      <p className={styles.summary}>
        {usd(sum)} in all, {usd(most)} on the dearest day; the cap is {usd(cap)} a day{showsCap ? ' (the line)' : ', far above these bars'}.
      </p>
      <svg className={styles.chart} viewBox={`0 0 ${WIDTH} ${HEIGHT}`} preserveAspectRatio="none" aria-hidden="true">
        {days.map((day, index) => (
          <rect
            key={day.day}
            data-today={index === days.length - 1}
            x={index * pitch + pitch * 0.15}
            y={day.usd > 0 ? Math.min(y(day.usd), HEIGHT - 2) : HEIGHT - 1}
            width={pitch * 0.7}
            height={day.usd > 0 ? Math.max(HEIGHT - y(day.usd), 2) : 1}
          />
        ))}
        {showsCap && <line x1={0} x2={WIDTH} y1={y(cap)} y2={y(cap)} vectorEffect="non-scaling-stroke" />}
      </svg>
      <p className={styles.axis} aria-hidden="true">
        <span>{days[0]?.day.slice(5)}</span>
        <span>{days[Math.floor(days.length / 2)]?.day.slice(5)}</span>
        <span>today</span>
      </p>
      <details className={frame.folded}>
        <summary>The same days as a table</summary>
        <Scroll name="Cost by day">
          <table className={frame.table}>
            <thead>
              <tr>
                <th scope="col">Day</th>
                <th scope="col" className={frame.number}>
                  Cost
                </th>
                <th scope="col" className={frame.number}>
                  Calls
                </th>
              </tr>
            </thead>
            <tbody>
              {days.toReversed().map((day) => (
                <tr key={day.day}>
                  <th scope="row">{day.day}</th>
                  <td className={frame.number}>{usd(day.usd)}</td>
                  <td className={frame.number}>{day.calls}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </Scroll>
      </details>
    </>
  );
}
