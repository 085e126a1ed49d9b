/** Light or dark; without a choice the system's. Kept in a cookie, so that the server draws the right one at once. */

export type Theme = 'light' | 'dark';
export const THEME_COOKIE = 'deskmates_theme';

export function isTheme(value: string | undefined): value is Theme {
  return value === 'light' || value === 'dark';
}
