/** A film's page before it is there: the same measures, so that nothing jumps. */
import styles from './playback.module.css';

export function Waiting() {
  return (
    <main id="main" className={styles.page} aria-busy="true">
      <div className={styles.blankTitle} />
      <div className={`${styles.film} ${styles.blank}`} aria-hidden="true">
        <div className={styles.screen} />
        <div className={styles.moment} />
        <div className={styles.controls} />
        <div className={styles.lanes} />
      </div>
      <p className="visually-hidden" role="status">
        Loading…
      </p>
    </main>
  );
}
