/** What the lines at the table are filled with: figures, titles, names and words from the facts; whatever is missing or gives orders is no slot. */
import type { JsonObject } from '../../../core/company.ts';
import type { Random } from '../../world.ts';
import { numberOf, objectOf, objectsOf, short, textOf } from '../facts.ts';
import { isInstruction } from '../instructions.ts';
import { shuffled } from '../luck.ts';
import type { Theme } from '../themes.ts';
import { nounOf, threadOf } from './claims.ts';

export type Slots = Record<string, string>;

const PREFIX =
  /^(?:Scan for signals|Track the field|Analyze tweet performance|Analyze|Look at operations|Daily brief|Research|Write|Draft a tweet|Post the draft|Review|Diagnose|Remember): /;

/** A title as people say it: without our verb in front, short, and never an order. */
export function spoken(title: string, limit = 40): string | null {
  const plain = title
    .replace(/https?:\/\/\S+/g, ' ')
    .replace(/[“”"«»]/g, '')
    .replace(/\p{Cf}/gu, '')
    .replace(PREFIX, '')
    .replace(/\s+/g, ' ')
    .trim();
  if (!plain || isInstruction(plain)) return null;
  return short(plain, limit).replace(/[.:;,]+$/, '');
}

const CLAUSE = /^(?:what|who|how|should|where|whose|when|why|do|does|is|are|can|the day|today)\b/i;

/** Formats that go through the day's work rather than through a question. */
export const WORKADAY: readonly string[] = ['standup', 'check_in', 'night_briefing', 'war_room'];

/** What a topic is called in passing: its first clause, or the thread's own name where that is a question. */
export function themeName(topic: string, thread: Theme, format: string): string {
  const [first = ''] = topic.split(/[:;,]| and /);
  if (first.length < 4 || CLAUSE.test(first.trim())) return WORKADAY.includes(format) ? 'the day’s work' : nounOf(thread);
  return spoken(first, 38) ?? nounOf(thread);
}

export function slotsOf(facts: JsonObject, random: Random): Slots {
  const state = objectOf(facts.state);
  const missions = objectOf(state.missions);
  const quota = objectOf(state.quota);
  const spend = objectOf(state.spend);
  const persona = objectOf(facts.persona);
  const others = objectsOf(facts.participants);
  const reply = objectOf(facts.reply_to);
  const nameOf = (id: string) => textOf([persona, ...others].find((one) => textOf(one.id) === id)?.name) || null;
  const talk = objectOf(facts.conversation);
  const thread = threadOf(textOf(talk.topic), textOf(talk.id));
  const slots: Slots = { theme: themeName(textOf(talk.topic), thread, textOf(talk.format)) };
  const put = (name: string, value: string | null | undefined) => {
    if (value) slots[name] = value;
  };
  const count = (name: string, value: unknown) => {
    const number = numberOf(value as never);
    if (number > 0) put(name, String(number));
  };
  count('running', missions.running);
  count('done', missions.succeeded_today);
  count('failed', missions.failed_today);
  count('waiting', state.waiting_for_person);
  count('used', quota.tweets_used);
  if (numberOf(quota.tweets_limit) > 0) {
    put('limit', String(numberOf(quota.tweets_limit)));
    put('left', String(Math.max(0, numberOf(quota.tweets_limit) - numberOf(quota.tweets_used))));
  }
  if (numberOf(spend.today_usd) >= 0.005) {
    put('spend', `$${numberOf(spend.today_usd).toFixed(2)}`);
    put('cap', `$${numberOf(spend.cap_usd)}`);
  }
  put('hour', state.hour_utc === undefined ? null : String(numberOf(state.hour_utc)).padStart(2, '0'));
  titles(put, missions, state, nameOf, random);
  numbers(put, state);
  if (textOf(reply.name) && reply.by_person !== true) put('other', textOf(reply.name));
  if (textOf(reply.name) && reply.by_person === true) put('person', textOf(reply.name));
  const asked = objectOf(facts.question);
  put('person', textOf(asked.by) || slots.person);
  const elsewhere = others.map((one) => textOf(one.name)).filter((name) => name && name !== slots.other);
  if (elsewhere.length) put('someone', random.pick(elsewhere));
  const memories = shuffled(random, objectsOf(facts.memories));
  put('memory', memories.map((memory) => spoken(textOf(memory.content), 72)).find(Boolean));
  put(
    'word',
    wordOf(
      textOf(reply.text),
      [persona, ...others].map((one) => textOf(one.name)),
      random,
    ),
  );
  return slots;
}

type Put = (name: string, value: string | null | undefined) => void;

function titles(put: Put, missions: JsonObject, state: JsonObject, nameOf: (id: string) => string | null, random: Random): void {
  const current = objectsOf(missions.current);
  const mission = current.length ? random.pick(current) : null;
  if (mission && spoken(textOf(mission.title))) {
    put('current', spoken(textOf(mission.title)));
    put('current_who', nameOf(textOf(mission.agent)));
  }
  const done = objectOf(missions.last_done);
  put('finished', spoken(textOf(done.title)));
  put('finished_who', nameOf(textOf(done.agent)));
  const failed = objectOf(missions.last_failed);
  put('fail', spoken(textOf(failed.title), 34));
  put('why', spoken(textOf(failed.reason), 36));
  const [refused] = objectsOf(state.rejected_today);
  if (refused) {
    put('refused', spoken(textOf(refused.title), 34));
    put('gate', textOf(refused.gate).replaceAll('_', ' '));
  }
  const pieces = objectsOf(state.latest);
  const piece = pieces.length ? random.pick(pieces) : null;
  if (piece) {
    put('latest', spoken(textOf(piece.title)));
    put('by', nameOf(textOf(piece.agent)));
  }
}

function numbers(put: Put, state: JsonObject): void {
  const metrics = objectOf(state.metrics);
  if (numberOf(metrics.posts) <= 0) return;
  const percent = (rate: number) => `${(rate * 100).toFixed(1)} %`;
  put('posts', String(numberOf(metrics.posts)));
  put('rate', percent(numberOf(metrics.median_rate)));
  put('best', percent(numberOf(objectOf(metrics.best).rate)));
}

const PLAIN = new Set(
  'about after again against always another because before being below between could doing during every first found given going great heard later least maybe might never noted often other quite rather really should since small still their there these thing things think third those three today tomorrow tonight under until where which while whose would write yours minutes somebody nobody something nothing everybody recorded'.split(
    ' ',
  ),
);

/** A word of what was just said, worth taking up. */
function wordOf(text: string, names: readonly string[], random: Random): string | null {
  if (isInstruction(text)) return null;
  const known = new Set(names.map((name) => name.toLowerCase()));
  const words = (text.match(/[\p{L}][\p{L}’-]{3,}/gu) ?? []).filter(
    (word) => word.length >= 5 && !PLAIN.has(word.toLowerCase()) && !known.has(word.toLowerCase()) && !word.includes('’'),
  );
  return words.length ? random.pick(words).toLowerCase() : null;
}

/** The line with its slots filled; null when one of them is missing. Sentences begin with a capital. */
export function fill(template: string, slots: Slots): string | null {
  let missing = false;
  const filled = template.replace(/\{(\w+)\}/g, (_whole, name: string) => {
    const value = slots[name];
    if (value === undefined) missing = true;
    return value ?? '';
  });
  if (missing) return null;
  const text = filled
    .replace(/…([.!?:,])/g, '…')
    .replace(/\s+/g, ' ')
    .trim();
  return text.replace(/(^[“]?|[.!?]\s+)(\p{Ll})/gu, (_whole, before: string, letter: string) => before + letter.toUpperCase());
}
