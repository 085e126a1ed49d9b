/** Where one was when the session ended: carried through the sign-in page, and never leading to another site. Pure. */

/** @param path with its query and fragment */
export function signInPath(path: string): string {
  return path === '/' ? '/login' : `/login?next=${encodeURIComponent(path)}`;
}

/** The path to go back to; the stage for anything that is not one of ours. */
export function returnPath(next: unknown): string {
  const here = 'http://here.invalid';
  if (typeof next !== 'string' || next.length > 2000 || !next.startsWith('/') || !URL.canParse(next, here)) return '/';
  const { origin, pathname, search, hash } = new URL(next, here);
  const ours = origin === here && !pathname.startsWith('//') && !/^\/(login|api)(\/|$)/.test(pathname);
  return ours ? pathname + search + hash : '/';
}
