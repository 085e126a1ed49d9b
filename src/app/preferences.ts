/** What a browser remembers of its person. Kept in cookies, so that the server draws it right at once; nothing in them is a secret. */

export type Theme = 'light' | 'dark';
/** light or dark; without a choice the system's. */
export const THEME_COOKIE = 'deskmates_theme';
/** `pinned`: the rail shows words beside its icons. */
export const RAIL_COOKIE = 'deskmates_rail';
/** `off`: single letters do nothing. */
export const KEYS_COOKIE = 'deskmates_keys';
/** `watched` once a conversation was opened, `gone` when the first hints are done with for good. */
export const HINTS_COOKIE = 'deskmates_hints';

export function isTheme(value: string | undefined): value is Theme {
  return value === 'light' || value === 'dark';
}
