'use client';
/** One tab for each status, with how many missions it holds under the other filters. */
import Link from 'next/link';
import type { MissionFilter, MissionListView } from '../../read/mission-list.ts';
import { MISSION_WORDS } from '../stage/words.ts';
import { filterQuery, STATUSES } from './filter.ts';
import styles from './tabs.module.css';

type Props = { counts: MissionListView['counts']; filter: MissionFilter };

export function StatusTabs({ counts, filter }: Props) {
  const all = STATUSES.reduce((sum, status) => sum + counts[status], 0);
  const tabs = [
    { status: null, label: 'all', count: all },
    ...STATUSES.map((status) => ({ status, label: MISSION_WORDS[status].label, count: counts[status] })),
  ];
  return (
    <nav className={styles.tabs} aria-label="Status">
      {tabs.map(({ status, label, count }) => (
        <Link
          key={label}
          className={styles.tab}
          href={`/missions${filterQuery({ ...filter, status, before: null })}`}
          aria-current={filter.status === status ? 'page' : undefined}
          replace
          scroll={false}
          prefetch={false}
        >
          {label} <span className={styles.count}>{count}</span>
        </Link>
      ))}
    </nav>
  );
}
