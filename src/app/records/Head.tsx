/** A page's name and what it is about; says so when what it shows has stopped moving. */
import type { ReactNode } from 'react';
import styles from './records.module.css';

type Props = { title: string; asOf: string; stale: boolean; children: ReactNode };

export function Head({ title, asOf, stale, children }: Props) {
  return (
    <header className={styles.head}>
      <h1>{title}</h1>
      <p className={styles.lede}>{children}</p>
      <p className={styles.stale} role="status">
        {stale && `Reconnecting… as of ${asOf.slice(11, 19)} UTC`}
      </p>
    </header>
  );
}
