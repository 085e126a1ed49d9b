/** The part of turndown-plugin-gfm that is used; it ships no types. */
declare module 'turndown-plugin-gfm' {
  import type TurndownService from 'turndown';
  export const tables: TurndownService.Plugin;
}
