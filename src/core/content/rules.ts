/** What may be posted, what it costs, and when a timeline entry is ours. Pure. */
import type { CorePolicies } from '../company.ts';

const URL_IN_TEXT = /https?:\/\/\S+|\b[a-z0-9-]+\.(?:com|org|net|io|ai|dev|app|co|news)\b/i;

export function hasLink(text: string): boolean {
  return URL_IN_TEXT.test(text);
}

/** US dollars one post costs (X14: a link is dearer). */
export function priceOfPost(text: string, policy: CorePolicies['x_policy']): number {
  return hasLink(text) ? policy.price_with_link_usd : policy.price_usd;
}

/** Why this text may not leave, or null. */
export function refuseText(text: string, policy: CorePolicies['x_policy']): string | null {
  if (!text.trim()) return 'the draft is empty';
  if (!policy.allow_links && hasLink(text)) return 'x_policy: allow_links is off and the draft holds a link';
  if (/(^|\s)@\w/.test(text)) return 'the draft mentions somebody; mentions need a person to post them by hand';
  return null;
}

/** The form in which our text and X's copy of it are compared: X changes links, entities, Unicode form and spaces. */
export function comparable(text: string): string {
  const decoded = text
    .replace(/&amp;/g, '&')
    .replace(/&lt;/g, '<')
    .replace(/&gt;/g, '>')
    .replace(/&quot;/g, '"')
    .replace(/&#39;/g, "'");
  return decoded
    .normalize('NFC')
    .replace(/https?:\/\/\S+/g, '<link>')
    .replace(/\s+/g, ' ')
    .trim();
}

/** The id of a post, from what a person pastes: the id itself, or the address of the post on X. Null for anything else. */
export function postIdIn(text: string): string | null {
  const found = /^(?:https:\/\/(?:www\.|mobile\.)?(?:x|twitter)\.com\/(?:\w{1,15}|i\/web)\/status\/)?(\d{5,20})(?:[/?#].*)?$/.exec(
    text.trim(),
  );
  return found?.[1] ?? null;
}
