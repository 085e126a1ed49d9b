/** What an agent proposes by itself: never a title that was proposed lately, and no longer than a title may be. */
import type { JsonObject } from '../../../core/company.ts';
import type { Random } from '../../world.ts';
import { short, textOf, textsOf } from '../facts.ts';
import { answerInitiative as idea } from '../table/initiative.ts';

const TRIES = 12;
const LONGEST = 100;

export function answerInitiative(facts: JsonObject, random: Random): JsonObject {
  const recent = new Set(textsOf(facts.recent_titles).map((title) => title.toLowerCase()));
  let last = idea(facts, random);
  for (let n = 0; n < TRIES && isRecent(last, recent); n++) last = idea(facts, random.fork(`idea ${n}`));
  const title = short(textOf(last.title), LONGEST);
  return { ...last, title: recent.has(title.toLowerCase()) ? numbered(title, recent) : title };
}

/** A second look at something asked before says that it is one. */
function isRecent(found: JsonObject, recent: ReadonlySet<string>): boolean {
  const title = textOf(found.title);
  return title.endsWith(', once more') || recent.has(title.toLowerCase());
}

function numbered(title: string, recent: ReadonlySet<string>): string {
  const base = short(title, LONGEST - 16);
  for (let n = 2; ; n++) {
    const next = `${base} (part ${n})`;
    if (!recent.has(next.toLowerCase())) return next;
  }
}
