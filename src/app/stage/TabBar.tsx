'use client';
/** On small screens the stage shows one panel at a time; this is the way between them. */
import styles from './tab-bar.module.css';

export type Tab = 'needs' | 'feed' | 'missions' | 'team';

const TABS: { tab: Tab; label: string }[] = [
  { tab: 'feed', label: 'Signals' },
  { tab: 'needs', label: 'Needs you' },
  { tab: 'missions', label: 'Missions' },
  { tab: 'team', label: 'Team' },
];

type Props = { current: Tab; waiting: number; onSelect(tab: Tab): void };

export function TabBar({ current, waiting, onSelect }: Props) {
  return (
    <nav className={styles.bar} aria-label="Panels">
      {TABS.map(({ tab, label }) => (
        <button
          key={tab}
          type="button"
          className={styles.tab}
          aria-current={tab === current ? 'true' : undefined}
          onClick={() => onSelect(tab)}
        >
          {label}
          {tab === 'needs' && waiting > 0 && <span className={styles.badge}>{waiting}</span>}
        </button>
      ))}
    </nav>
  );
}
