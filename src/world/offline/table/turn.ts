/** One line of speech: a move that fits the format, the tone and the facts, in the speaker's voice, unlike anything said that day. */
import type { JsonObject } from '../../../core/company.ts';
import type { Random } from '../../world.ts';
import { objectOf, objectsOf, textOf, textsOf } from '../facts.ts';
import { analyst } from './analyst.ts';
import { boss } from './boss.ts';
import { CLAIMS, threadOf } from './claims.ts';
import { hustler } from './hustler.ts';
import { plain } from './plain.ts';
import { PLAIN_REPLIES, REPLIES } from './replies.ts';
import { fill, type Slots, slotsOf, WORKADAY } from './slots.ts';
import type { Mood, Move, TableVoice } from './voice.ts';
import { watcher } from './watcher.ts';
import { wildcard } from './wildcard.ts';
import { writer } from './writer.ts';

const VOICES: Record<string, TableVoice> = {
  opus: boss,
  brain: analyst,
  growth: hustler,
  creator: writer,
  'twitter-alt': wildcard,
  observer: watcher,
};

/** What each format is made of; a move named twice comes twice as often. */
const FORMATS: Record<string, readonly Move[]> = {
  standup: ['done', 'under_way', 'blocked', 'waiting', 'refused', 'quota', 'numbers', 'latest', 'ask'],
  debate: ['opinion', 'opinion', 'memory', 'numbers', 'ask'],
  watercooler: ['small', 'small', 'small', 'opinion', 'idea', 'latest'],
  brainstorm: ['idea', 'idea', 'idea', 'opinion', 'numbers', 'memory'],
  strategy: ['opinion', 'opinion', 'idea', 'numbers', 'spend', 'ask'],
  war_room: ['blocked', 'blocked', 'refused', 'waiting', 'ask', 'idea', 'opinion'],
  deep_dive: ['latest', 'numbers', 'opinion', 'opinion', 'ask', 'memory'],
  check_in: ['under_way', 'waiting', 'done', 'ask', 'small', 'quota'],
  content_review: ['latest', 'latest', 'opinion', 'idea', 'ask', 'memory'],
  night_briefing: ['night', 'night', 'done', 'blocked', 'waiting', 'spend', 'refused'],
  deep_discussion: ['opinion', 'opinion', 'ask', 'memory', 'lesson'],
  night_shift: ['night', 'night', 'small', 'small', 'opinion'],
  conflict_resolution: ['friction', 'friction', 'offer', 'offer', 'ask'],
  mentoring: ['lesson', 'lesson', 'memory', 'memory', 'ask', 'opinion'],
  one_on_one: ['ask', 'ask', 'opinion', 'memory', 'lesson', 'idea'],
  retrospective: ['done', 'blocked', 'memory', 'numbers', 'idea', 'lesson', 'opinion'],
};

const BY_TONE: Record<string, Move> = {
  supportive: 'support',
  agreement: 'agree',
  neutral: 'react',
  critical: 'criticise',
  challenge: 'challenge',
};
const MOOD_BY_TONE: Record<string, readonly Mood[]> = {
  supportive: ['warm', 'warm', 'wry'],
  agreement: ['warm', 'push', 'wry'],
  neutral: ['push', 'wry', 'push'],
  critical: ['sharp', 'sharp', 'push'],
  challenge: ['sharp'],
};

const CALM: readonly Mood[] = ['push'];

const LIMIT = 120;
const TRIES = 40;
/** Lines of the day that a new one is compared with. */
const COMPARED = 140;

export function answerTurn(facts: JsonObject, random: Random): string {
  const persona = objectOf(facts.persona);
  const voice = VOICES[textOf(persona.id)] ?? plain;
  const said = [...textsOf(facts.said_today).slice(0, COMPARED), ...objectsOf(facts.history).map((line) => textOf(line.text))];
  const heard = said.map((line) => ({ grams: trigrams(line), start: startOf(line) }));
  let best: { line: string; score: number } | null = null;
  for (let n = 0; n < TRIES; n++) {
    const line = compose(facts, voice, random.fork(`try ${n}`));
    if (!line || line.length > LIMIT) continue;
    const grams = trigrams(line);
    const start = startOf(line);
    const score = Math.max(0, ...heard.map((one) => overlap(grams, one.grams) + (one.start === start ? 0.25 : 0)));
    if (!best || score < best.score) best = { line, score };
    if (score < 0.3) break;
  }
  return best?.line ?? textOf(persona.signature).slice(0, LIMIT);
}

function compose(facts: JsonObject, voice: TableVoice, random: Random): string | null {
  const slots = slotsOf(facts, random.fork('slots'));
  const move = chooseMove(facts, slots, random.fork('move'));
  if (move === 'claim') return claimLine(facts, voice, slots, random.fork('claim'));
  const head = say(voice, move, slots, random.fork('head'));
  if (!head) return null;
  if (move === 'answer' || move === 'turn') {
    const more = random.chance(0.7) ? claimFor(facts, random.fork('claim')) : say(voice, random.pick(CONTENT), slots, random.fork('more'));
    return more ? `${head} ${more}` : null;
  }
  if (move === 'ask') return head;
  const tail = tailOf(voice, move === 'close' ? 'end' : moodOf(facts, random), slots, random);
  if (move === 'close') return tail ? `${head.replace(/:$/, '.')} ${tail}` : null;
  const whole = tail && !(head.endsWith('?') && tail.endsWith('?')) ? `${head} ${tail}` : head;
  return whole.length <= LIMIT && random.chance(0.6) ? whole : head;
}

/** An answer to what was said, then something worth remembering. */
function claimLine(facts: JsonObject, voice: TableVoice, slots: Slots, random: Random): string | null {
  const claim = claimFor(facts, random);
  if (!claim) return null;
  const replies = REPLIES[textOf(objectOf(facts.persona).id)] ?? PLAIN_REPLIES;
  const tone = (textOf(facts.tone) || 'neutral') as keyof typeof replies;
  const heads = (replies[tone] ?? replies.neutral).map((line) => fill(line, slots)).filter((line) => line !== null);
  const head = heads.length ? random.pick(heads) : null;
  const line = head
    ? `${head} ${head.endsWith(':') && random.chance(0.5) ? claim.charAt(0).toLowerCase() + claim.slice(1) : claim}`
    : claim;
  const tail = tailOf(voice, moodOf(facts, random), slots, random);
  const longer = tail && !tail.endsWith('?') ? `${line} ${tail}` : line;
  return longer.length <= LIMIT && random.chance(0.35) ? longer : line;
}

/** A claim of the conversation's thread that nobody has made today. */
function claimFor(facts: JsonObject, random: Random): string | null {
  const talk = objectOf(facts.conversation);
  const said = [...textsOf(facts.said_today), ...objectsOf(facts.history).map((line) => textOf(line.text))].join('\n').toLowerCase();
  const fresh = CLAIMS[threadOf(textOf(talk.topic), textOf(talk.id))].filter((claim) => !said.includes(claim.toLowerCase()));
  return fresh.length ? random.pick(fresh) : null;
}

function moodOf(facts: JsonObject, random: Random): Mood {
  return random.pick(MOOD_BY_TONE[textOf(facts.tone)] ?? CALM);
}

function tailOf(voice: TableVoice, mood: Mood, slots: Slots, random: Random): string | null {
  const tails = voice.tails[mood].map((line) => fill(line, slots)).filter((line) => line !== null);
  return tails.length ? random.pick(tails) : null;
}

const CONTENT: readonly Move[] = ['opinion', 'opinion', 'idea', 'memory', 'numbers', 'latest'];

/** {title} and {who} mean what is spoken of: what was finished, or what is under way. */
function say(voice: TableVoice, move: Move, slots: Slots, random: Random): string | null {
  const about = move === 'done' ? { title: slots.finished, who: slots.finished_who } : { title: slots.current, who: slots.current_who };
  const known: Slots = { ...slots };
  if (about.title) known.title = about.title;
  if (about.who) known.who = about.who;
  const lines = voice.heads[move].map((line) => fill(line, known)).filter((line) => line !== null);
  return lines.length ? random.pick(lines) : null;
}

function chooseMove(facts: JsonObject, slots: Slots, random: Random): Move | 'claim' {
  const talk = objectOf(facts.conversation);
  const format = textOf(talk.format);
  if (textOf(objectOf(facts.question).text) && slots.person) return 'answer';
  if (talk.closing === true && random.chance(0.85)) return 'close';
  if (talk.opening === true) return 'open';
  if (textOf(facts.hint) && random.chance(0.8)) return 'turn';
  if (slots.memory && random.chance(experienced(facts) ? 0.3 : 0.15)) return 'memory';
  const personal = PERSONAL.includes(format);
  // Now and then somebody takes up a single word; mostly they answer with a thought.
  const move = BY_TONE[textOf(facts.tone)];
  if (!personal && move && slots.word && slots.other && random.chance(0.12)) return move;
  const share = TALKATIVE.includes(format) ? 0.62 : WORKADAY.includes(format) ? 0.12 : 0.3;
  if (!personal && random.chance(share)) return 'claim';
  const moves = (FORMATS[format] ?? CONTENT).filter((one) => !mentioned(one, facts, slots));
  return random.pick(moves.length ? moves : CONTENT);
}

/** Formats that live from friction, warmth or small talk rather than from arguments. */
const PERSONAL: readonly string[] = ['conflict_resolution'];
const TALKATIVE: readonly string[] = [
  'debate',
  'deep_dive',
  'strategy',
  'deep_discussion',
  'brainstorm',
  'retrospective',
  'content_review',
  'mentoring',
  'one_on_one',
];

/** A figure or a title is not told twice in one conversation. */
function mentioned(move: Move, facts: JsonObject, slots: Slots): boolean {
  const said = objectsOf(facts.history)
    .map((line) => textOf(line.text))
    .join('\n');
  const told: Partial<Record<Move, boolean>> = {
    quota: /\bleft\b|\bof \d+ (?:used|tweets)|quota/i.test(said),
    waiting: /\bwait|unsigned|upstairs/i.test(said),
    spend: said.includes('$'),
    numbers: /median/i.test(said),
    blocked: slots.fail !== undefined && said.includes(slots.fail),
    refused: slots.refused !== undefined && said.includes(slots.refused),
    done: slots.finished !== undefined && said.includes(slots.finished),
    latest: slots.latest !== undefined && said.includes(slots.latest),
  };
  return told[move] ?? false;
}

/** Whoever has earned a voice modifier speaks from experience more often. */
function experienced(facts: JsonObject): boolean {
  return textsOf(facts.modifiers).length > 0;
}

function startOf(line: string): string {
  return line.toLowerCase().split(/\s+/).slice(0, 2).join(' ');
}

function trigrams(text: string): Set<string> {
  const flat = ` ${text
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()} `;
  const found = new Set<string>();
  for (let i = 0; i + 3 <= flat.length; i++) found.add(flat.slice(i, i + 3));
  return found;
}

function overlap(a: Set<string>, b: Set<string>): number {
  let shared = 0;
  for (const gram of a) if (b.has(gram)) shared++;
  return shared / (a.size + b.size - shared || 1);
}
