/** From an address to the answer behind it: each redirect is checked as if somebody had asked for it. */
import { type AddressRules, checkedAddress } from './address-rules.ts';
import { Failed } from './failed.ts';
import type { Answer } from './hop.ts';
import { shown } from './names.ts';

const MOST_REDIRECTS = 5;

export type FollowOptions = {
  rules: AddressRules;
  ask(url: URL): Promise<Answer>;
  /** Throws when the address must not be asked (robots.txt). */
  permit(url: URL): Promise<void>;
};

/** The first answer that is not a redirect. Refreshes and scripts inside pages are never followed. @throws Failed */
export async function follow(start: URL, { rules, ask, permit }: FollowOptions): Promise<Answer> {
  const seen = new Set<string>();
  let url = start;
  for (let hops = 0; hops <= MOST_REDIRECTS; hops++) {
    if (seen.has(url.href)) throw new Failed('bad', `${shown(start)} redirects in a circle, through ${shown(url)}`);
    seen.add(url.href);
    await permit(url);
    const answer = await ask(url);
    const location = [301, 302, 303, 307, 308].includes(answer.status) ? answer.headers.get('location') : null;
    if (location === null) return answer;
    url = next(url, location, rules);
  }
  throw new Failed('bad', `${shown(start)} redirects more than ${MOST_REDIRECTS} times; the last was to ${shown(url)}`);
}

function next(from: URL, location: string, rules: AddressRules): URL {
  // Header bytes arrive as Latin-1; addresses are meant as UTF-8.
  const text = Buffer.from(location, 'latin1').toString('utf8');
  const target = text.includes('\ufffd') ? location : text;
  try {
    if (!URL.canParse(target, from.href)) throw new Failed('bad', `"${shown(target)}" is not a web address`);
    // biome-ignore lint/suspicious/noControlCharactersInRegex: those are what must not get in
    if (/[\u0000-\u001f\u007f\\]/.test(target))
      throw new Failed('blocked', `${shown(target)} contains a tab, control character or backslash`);
    return checkedAddress(new URL(target, from).href, rules);
  } catch (error) {
    if (!(error instanceof Failed)) throw error;
    const { kind, detail } = error.failure;
    throw new Failed(kind, `${shown(from)} redirects to a place that is not read: ${detail}`);
  }
}
