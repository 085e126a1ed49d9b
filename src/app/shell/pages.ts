/** The pages one goes to: their order in the rail, and the letter that follows `g`. */
import type { IconName } from './Icon.tsx';

export type PageLink = {
  href: string;
  name: string;
  icon: IconName;
  /** `g` and then this. */
  key: string;
  badge?: 'running' | 'waiting';
  /** Stands in the bottom bar of phones. */
  thumb?: string;
};

export const PAGES: readonly PageLink[] = [
  { href: '/', name: 'Stage', icon: 'stage', key: 's', thumb: 'Stage' },
  { href: '/missions', name: 'Missions', icon: 'missions', key: 'm', badge: 'running', thumb: 'Missions' },
  { href: '/talks', name: 'Conversations', icon: 'talks', key: 'c', thumb: 'Talks' },
  { href: '/agents', name: 'Agents', icon: 'agents', key: 'a' },
  { href: '/policies', name: 'Policies', icon: 'policies', key: 'p' },
  { href: '/approvals', name: 'Approvals', icon: 'approvals', key: 'i', badge: 'waiting', thumb: 'Approvals' },
  { href: '/triggers', name: 'Triggers', icon: 'triggers', key: 't' },
  { href: '/library', name: 'Library', icon: 'library', key: 'l' },
  { href: '/outbox', name: 'Outbox', icon: 'outbox', key: 'o' },
  { href: '/film', name: 'Film', icon: 'film', key: 'f' },
  { href: '/runs', name: 'Runs', icon: 'runs', key: 'r' },
  { href: '/costs', name: 'Costs', icon: 'costs', key: '$' },
  { href: '/pays', name: 'Does it pay?', icon: 'pays', key: 'y' },
];

/** Whether the page at `path` is this one or below it. */
export function isAt(href: string, path: string): boolean {
  return href === '/' ? path === '/' || path === '/stage' : path === href || path.startsWith(`${href}/`);
}

/** The page above; null at the top. */
export function pageAbove(path: string): string | null {
  const home = PAGES.find(({ href }) => href !== '/' && path.startsWith(`${href}/`));
  if (home) return home.href;
  return path === '/' || path === '/stage' || PAGES.some(({ href }) => href === path) ? null : '/';
}
