/** What stands where a page is about to be: its frame, in its place. */
import styles from './records.module.css';

export function Loading({ title }: { title: string }) {
  return (
    <main id="main" className={styles.page} aria-busy="true" aria-label={`${title} is being read`}>
      <div className={styles.headBlank} />
      <div className={styles.blank} />
      <div className={styles.blankTall} />
    </main>
  );
}
