/** Text a person would see: nothing invisible, nothing that turns the reading direction. */
import { cleanText, oneLine } from '../../core/text.ts';

/** Soft hyphens, variation and annotation marks, and the tag characters in which a sentence can be smuggled. */
const INVISIBLE = /\u034f|[\u00ad\u061c\u115f\u1160\u17b4\u17b5\u180e\u2061-\u206f\u3164\uffa0\ufff9-\ufffb\u{e0000}-\u{e0fff}]/gu;
/** Joiners belong between emoji and in some scripts, never in Latin text. */
const STRAY_JOINER = /(?<=^|[\p{Script=Latin}\p{Nd}\p{P}\s])[\u200c\u200d]+|[\u200c\u200d]+(?=$|[\p{Script=Latin}\p{Nd}\p{P}\s])/gu;

export function visible(text: string): string {
  return cleanText(text).replace(INVISIBLE, '').replace(STRAY_JOINER, '');
}

/** One visible line of at most `limit` characters. */
export function line(text: string | null | undefined, limit: number): string {
  return oneLine(visible((text ?? '').slice(0, 20_000)), limit);
}

const ZONELESS = /^\d{4}-\d\d-\d\d[T ]\d\d:\d\d(:\d\d(\.\d+)?)?$/;

/** A date a page or feed gives; without a zone it is taken as UTC. null when it is none, or not of this age. */
export function dateOf(text: string | null | undefined): Date | null {
  const said = text?.trim() ?? '';
  if (!said || said.length > 60) return null;
  const date = new Date(ZONELESS.test(said) ? `${said.replace(' ', 'T')}Z` : said);
  const year = date.getUTCFullYear();
  return year >= 1990 && year < 2100 ? date : null;
}
