'use client';
/** What its model calls cost: by day as bars, by purpose as a table. */
import type { CostView } from '../../../read/agent.ts';
import controls from '../../controls.module.css';
import { usdText } from '../../talks/talk-words.ts';
import styles from './agent.module.css';

export function CostTab({ cost }: { cost: CostView }) {
  const most = Math.max(...cost.days.map((day) => day.usd), 0.000_001);
  return (
    <div className={styles.voice}>
      <section className={styles.box} aria-label="By day">
        <h2 className={controls.heading}>
          The last 14 days <a href="/costs">all costs</a>
        </h2>
        <p className={styles.dim}>
          Today {usdText(cost.today)}; 30 days {usdText(cost.month)} for {cost.calls} model calls.
          {cost.calls > 0 && cost.month === 0 && ' The offline model costs nothing.'}
        </p>
        <table className={styles.days}>
          <caption className="visually-hidden">Cost by day</caption>
          <thead>
            <tr>
              <th scope="col">Day</th>
              <th scope="col">Cost</th>
              <th scope="col">Calls</th>
            </tr>
          </thead>
          <tbody>
            {cost.days.map(({ day, usd, calls }) => (
              <tr key={day}>
                <th scope="row">{day.slice(5)}</th>
                <td>
                  <span className={styles.bar} aria-hidden="true">
                    {usd > 0 && <i style={{ width: `${(usd / most) * 100}%` }} />}
                  </span>
                  {usdText(usd)}
                </td>
                <td>{calls}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </section>
      <section className={styles.box} aria-label="By purpose">
        <h2 className={controls.heading}>By purpose, 30 days</h2>
        {cost.purposes.length === 0 ? (
          <p className={styles.dim}>No model calls yet.</p>
        ) : (
          <table className={styles.table}>
            <thead>
              <tr>
                <th scope="col">Purpose</th>
                <th scope="col">Model</th>
                <th scope="col">Calls</th>
                <th scope="col">Cost</th>
              </tr>
            </thead>
            <tbody>
              {cost.purposes.map((row) => (
                <tr key={`${row.purpose} ${row.model}`} data-on>
                  <th scope="row">{row.purpose}</th>
                  <td>{row.model}</td>
                  <td>{row.calls}</td>
                  <td>{usdText(row.usd)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        )}
      </section>
    </div>
  );
}
