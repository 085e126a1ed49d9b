/** The stage's outline, in its final sizes, until the first read is done. */
import styles from './stage.module.css';

const rows = (count: number) => Array.from({ length: count }, (_, index) => index);

export default function StageSkeleton() {
  return (
    <div className={styles.page} aria-busy="true">
      <span className="visually-hidden">Loading the stage…</span>
      <div className={styles.stage}>
        <div className={styles.main}>
          <div className={styles.officeSkeleton} />
          <div className={styles.stripSkeleton}>
            {rows(6).map((row) => (
              <div key={row} className={styles.blockTall} />
            ))}
          </div>
          {rows(6).map((row) => (
            <div key={row} className={styles.block} />
          ))}
        </div>
        <div className={styles.aside}>
          {rows(8).map((row) => (
            <div key={row} className={styles.block} />
          ))}
        </div>
      </div>
    </div>
  );
}
