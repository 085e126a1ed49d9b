/** A table that may be wider than the screen scrolls by itself, by keyboard too; the page never does. */
import type { ReactNode } from 'react';
import styles from './records.module.css';

export function Scroll({ name, children }: { name: string; children: ReactNode }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls sideways must be reachable by keyboard
    <section className={styles.scroll} tabIndex={0} aria-label={name}>
      {children}
    </section>
  );
}
