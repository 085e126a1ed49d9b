'use client';
/** How much there is behind a link: missions that run, proposals that wait. */
import type { Pulse } from '../../read/stage.ts';
import type { PageLink } from './pages.ts';
import styles from './rail.module.css';

export function Badge({ page, pulse }: { page: PageLink; pulse: Pulse | null }) {
  const count = badgeCount(page, pulse);
  if (!page.badge || count === 0) return null;
  return (
    <span className={styles.badge} data-kind={page.badge}>
      <span aria-hidden="true">{count > 99 ? '99+' : count}</span>
      <span className="visually-hidden">
        , {count} {page.badge === 'running' ? 'under way' : 'waiting'}
      </span>
    </span>
  );
}

function badgeCount({ badge }: PageLink, pulse: Pulse | null): number {
  if (!badge || !pulse) return 0;
  return badge === 'running' ? pulse.missions_today.running : pulse.waiting;
}
