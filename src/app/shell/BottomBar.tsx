'use client';
/** The way from page to page on phones: four that matter most, and the others behind “More”. */
import Link from 'next/link';
import { usePathname } from 'next/navigation';
import { useEffect, useRef, useState } from 'react';
import type { Pulse } from '../../read/stage.ts';
import { Badge } from './Badge.tsx';
import styles from './bottom-bar.module.css';
import { Icon } from './Icon.tsx';
import { isAt, PAGES } from './pages.ts';

const THUMBS = PAGES.filter((page) => page.thumb);
const OTHERS = PAGES.filter((page) => !page.thumb);

export function BottomBar({ pulse }: { pulse: Pulse | null }) {
  const path = usePathname();
  const [open, setOpen] = useState(false);
  const more = useRef<HTMLButtonElement>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another page is the reason to close
  useEffect(() => setOpen(false), [path]);
  useEffect(() => {
    if (!open) return;
    const onKey = (event: KeyboardEvent) => {
      if (event.key !== 'Escape') return;
      event.stopPropagation();
      setOpen(false);
      more.current?.focus();
    };
    window.addEventListener('keydown', onKey, true);
    return () => window.removeEventListener('keydown', onKey, true);
  }, [open]);
  return (
    <nav className={styles.bar} aria-label="Pages">
      {open && (
        <ul className={styles.more} id="more-pages">
          {OTHERS.map((page) => (
            <li key={page.href}>
              <Link href={page.href} className={styles.other} aria-current={isAt(page.href, path) ? 'page' : undefined}>
                <Icon name={page.icon} />
                {page.name}
              </Link>
            </li>
          ))}
        </ul>
      )}
      <ul className={styles.thumbs}>
        {THUMBS.map((page) => (
          <li key={page.href}>
            <Link href={page.href} className={styles.thumb} aria-current={isAt(page.href, path) ? 'page' : undefined}>
              <Icon name={page.icon} size={20} />
              {page.thumb}
              <Badge page={page} pulse={pulse} />
            </Link>
          </li>
        ))}
        <li>
          <button
            ref={more}
            type="button"
            className={styles.thumb}
            aria-expanded={open}
            aria-controls={open ? 'more-pages' : undefined}
            data-here={OTHERS.some(({ href }) => isAt(href, path))}
            onClick={() => setOpen(!open)}
          >
            <Icon name="more" size={20} />
            More
          </button>
        </li>
      </ul>
    </nav>
  );
}
