/** A part of an id that several rows have. */
import type { Found } from '../../read/find.ts';
import styles from './why.module.css';

export function WhichOne({ asked, found }: { asked: string; found: Found[] }) {
  return (
    <main id="main" className={styles.page}>
      <h1>Which one?</h1>
      <p>Several rows have “{asked}” in their id.</p>
      <ul className={styles.choice}>
        {found.map(({ kind, id }) => (
          <li key={id}>
            <a href={`/why/${id}`}>
              {kind.replace('_', ' ')} <code>{id}</code>
            </a>
          </li>
        ))}
      </ul>
    </main>
  );
}
