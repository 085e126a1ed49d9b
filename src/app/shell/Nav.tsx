'use client';
/** The way from page to page: one strip above all of them, scrolling by itself where the screen is narrow. */
import Link from 'next/link';
import { usePathname } from 'next/navigation';
import styles from './nav.module.css';

const PAGES: readonly { href: string; name: string }[] = [
  { href: '/stage', name: 'Stage' },
  { href: '/missions', name: 'Missions' },
  { href: '/talks', name: 'Conversations' },
  { href: '/agents', name: 'Agents' },
  { href: '/policies', name: 'Policies' },
  { href: '/library', name: 'Library' },
  { href: '/outbox', name: 'Outbox' },
  { href: '/film', name: 'Film' },
  { href: '/runs', name: 'Runs' },
  { href: '/costs', name: 'Costs' },
  { href: '/pays', name: 'Does it pay?' },
];

export function Nav() {
  const path = usePathname();
  if (path === '/login') return null;
  return (
    <nav className={styles.strip} aria-label="Pages">
      <a href="#main" className={styles.skip}>
        Skip to the page
      </a>
      <ul className={styles.list}>
        {PAGES.map(({ href, name }) => (
          <li key={href}>
            <Link href={href} className={styles.link} aria-current={path === href || path.startsWith(`${href}/`) ? 'page' : undefined}>
              {name}
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  );
}
