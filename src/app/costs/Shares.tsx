/** This month's money by one way of dividing it. */
import type { ModelShare, Share } from '../../read/costs.ts';
import controls from '../controls.module.css';
import frame from '../records/records.module.css';
import { Scroll } from '../records/Scroll.tsx';
import { usd, whole } from '../records/words.ts';
import styles from './costs.module.css';

export function Shares({ title, column, shares }: { title: string; column: string; shares: readonly (Share | ModelShare)[] }) {
  // Where everything is free, the bars compare tokens instead.
  const free = shares.every((share) => share.usd === 0);
  const size = (share: Share) => (free ? share.tokens : share.usd);
  const most = Math.max(...shares.map(size), 0);
  return (
    <>
      <h2 className={controls.heading}>{title}, this month</h2>
      {shares.length === 0 ? (
        <p className={controls.empty}>No model has been called this month.</p>
      ) : (
        <Scroll name={`Cost ${title.toLowerCase()}`}>
          <table className={frame.table}>
            <thead>
              <tr>
                <th scope="col">{column}</th>
                <th scope="col">Cost</th>
                <th scope="col" className={frame.number}>
                  Calls
                </th>
                <th scope="col" className={frame.number}>
                  Tokens
                </th>
              </tr>
            </thead>
            <tbody>
              {shares.map((share) => (
                <tr key={share.key}>
                  <th scope="row">
                    {share.href ? <a href={share.href}>{share.label}</a> : share.label}
                    <Doubt share={share} />
                  </th>
                  <td className={frame.nowrap}>
                    <span className={styles.bar} aria-hidden="true">
                      <i style={{ width: `${most > 0 ? (100 * size(share)) / most : 0}%` }} />
                    </span>
                    {usd(share.usd)}
                  </td>
                  <td className={frame.number}>{whole(share.calls)}</td>
                  <td className={frame.number}>{whole(share.tokens)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </Scroll>
      )}
    </>
  );
}

/** A price nobody knows is never taken for nothing. */
function Doubt({ share }: { share: Share | ModelShare }) {
  if ('priced' in share && !share.priced) return <span className={styles.doubt}>price unknown: estimated at the dearest known price</span>;
  return share.estimated ? <span className={styles.doubt}>partly estimated upward</span> : null;
}
