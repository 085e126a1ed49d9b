/** How an affinity moved: from where it was before the oldest drift that is kept to where it stands. The log says the same in words. */
import type { PairView } from '../../read/pairs.ts';
import { affinityText } from '../talks/talk-words.ts';
import styles from './pair.module.css';

const WIDTH = 120;
const HEIGHT = 32;

export function Sparkline({ pair }: { pair: PairView }) {
  const oldest = pair.log.at(-1);
  const first = oldest ? oldest.affinity - oldest.drift : pair.seeded;
  const values = [first, ...pair.log.map((entry) => entry.affinity).reverse()];
  const low = Math.min(...values) - 0.02;
  const high = Math.max(...values) + 0.02;
  const x = (index: number) => (values.length === 1 ? WIDTH : (index / (values.length - 1)) * (WIDTH - 4)) + 2;
  const y = (value: number) => HEIGHT - 3 - ((value - low) / (high - low)) * (HEIGHT - 6);
  const points = values.map((value, index) => `${x(index).toFixed(1)},${y(value).toFixed(1)}`);
  const last = values.at(-1) ?? first;
  return (
    <svg
      className={styles.spark}
      viewBox={`0 0 ${WIDTH + 4} ${HEIGHT}`}
      role="img"
      aria-label={`From ${affinityText(first)} to ${affinityText(last)} over ${values.length - 1} drifts`}
    >
      <polyline points={(values.length === 1 ? [`2,${y(first)}`, ...points] : points).join(' ')} />
      <circle cx={x(values.length - 1)} cy={y(last)} r="2.6" />
    </svg>
  );
}
