'use client';
/** The way from page to page on wide screens: icons, with words beside them when it is pinned open. */
import Link from 'next/link';
import { usePathname } from 'next/navigation';
import { useState } from 'react';
import type { Pulse } from '../../read/stage.ts';
import { keep } from '../browser/keep.ts';
import { RAIL_COOKIE } from '../preferences.ts';
import { Badge } from './Badge.tsx';
import { Icon } from './Icon.tsx';
import { isAt, PAGES } from './pages.ts';
import styles from './rail.module.css';

export function Rail({ pinned: first, pulse }: { pinned: boolean; pulse: Pulse | null }) {
  const path = usePathname();
  const [pinned, setPinned] = useState(first);
  const toggle = () => {
    setPinned(!pinned);
    keep(RAIL_COOKIE, pinned ? 'narrow' : 'pinned');
  };
  return (
    <nav className={styles.rail} aria-label="Pages" data-pinned={pinned}>
      <ul className={styles.list}>
        {PAGES.map((page) => (
          <li key={page.href}>
            <Link href={page.href} className={styles.link} title={page.name} aria-current={isAt(page.href, path) ? 'page' : undefined}>
              <Icon name={page.icon} />
              <span className={styles.word}>{page.name}</span>
              <Badge page={page} pulse={pulse} />
            </Link>
          </li>
        ))}
      </ul>
      <button type="button" className={styles.pin} aria-pressed={pinned} onClick={toggle} title={pinned ? 'Icons only' : 'Show words'}>
        <Icon name={pinned ? 'unpin' : 'pin'} size={14} />
        <span className={styles.word}>Show words</span>
      </button>
    </nav>
  );
}
