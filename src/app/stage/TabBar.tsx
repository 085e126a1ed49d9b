'use client';
/** On small screens the stage shows one panel at a time; this is the way between them. */
import styles from './tab-bar.module.css';

export type Tab = 'needs' | 'feed' | 'missions' | 'team';

export const TABS: { tab: Tab; label: string; mark: string }[] = [
  { tab: 'feed', label: 'Signals', mark: '≋' },
  { tab: 'needs', label: 'Needs you', mark: '✓' },
  { tab: 'missions', label: 'Missions', mark: '▤' },
  { tab: 'team', label: 'Team', mark: '☺' },
];

type Props = { tabs: typeof TABS; current: Tab; waiting: number; onSelect(tab: Tab): void };

export function TabBar({ tabs, current, waiting, onSelect }: Props) {
  return (
    <nav className={styles.bar} aria-label="Panels">
      {tabs.map(({ tab, label, mark }) => (
        <button
          key={tab}
          type="button"
          className={styles.tab}
          aria-current={tab === current ? 'page' : undefined}
          onClick={() => onSelect(tab)}
        >
          <span aria-hidden="true" className={styles.mark}>
            {mark}
          </span>
          {label}
          {tab === 'needs' && waiting > 0 && <span className={styles.badge}>{waiting}</span>}
        </button>
      ))}
    </nav>
  );
}
