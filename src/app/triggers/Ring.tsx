/** How much of a waiting time has passed, as a ring. Decoration: the words stand beside it. */
import styles from './triggers.module.css';

const RADIUS = 13;
const AROUND = 2 * Math.PI * RADIUS;

export function Ring({ share, off }: { share: number; off: boolean }) {
  return (
    <svg className={styles.ring} viewBox="0 0 32 32" data-state={off ? 'off' : share >= 1 ? 'ready' : 'waits'} aria-hidden="true">
      <circle cx="16" cy="16" r={RADIUS} />
      {!off && <circle cx="16" cy="16" r={RADIUS} strokeDasharray={`${AROUND * share} ${AROUND}`} transform="rotate(-90 16 16)" />}
    </svg>
  );
}
