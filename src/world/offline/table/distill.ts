/** What the offline model takes from a conversation: sentences that stand alone, drift that follows the tones, tasks from what was said. */
import type { JsonObject } from '../../../core/company.ts';
import type { Random } from '../../world.ts';
import { numberOf, objectOf, objectsOf, textOf, textsOf } from '../facts.ts';
import { isInstruction } from '../instructions.ts';
import { shuffled } from '../luck.ts';
import { THEMES, type Theme } from '../themes.ts';
import { claimIn, threadOf } from './claims.ts';

type Turn = { turn: number; id: string; text: string; tone: string; replyTo: string; byPerson: boolean };

export function answerDistill(facts: JsonObject, random: Random): JsonObject {
  const talk = objectOf(facts.conversation);
  const names = new Map(objectsOf(facts.participants).map((one) => [textOf(one.id), textOf(one.name)]));
  const turns = objectsOf(facts.turns).map(
    (turn): Turn => ({
      turn: numberOf(turn.turn),
      id: textOf(turn.id),
      text: textOf(turn.text),
      tone: textOf(turn.tone),
      replyTo: textOf(turn.reply_to),
      byPerson: turn.by_person === true,
    }),
  );
  const spoken = turns.filter((turn) => !turn.byPerson && names.has(turn.id));
  return {
    memories: memoriesOf(facts, spoken, names, random.fork('memories')),
    pairwise_drift: driftOf(textOf(talk.format), spoken, names),
    action_items: talk.formal === true ? itemsOf(facts, spoken, threadOf(textOf(talk.topic), textOf(talk.id)), random.fork('items')) : [],
  };
}

const TYPES: readonly [RegExp, string][] = [
  [/\b(?:fail|failed|broke|cost(?:s|liest)?|wrong|once|learnt|never|flop|error|mistake)\b/i, 'lesson'],
  [/\b(?:try|test|split|count|write|list|poll|race|take|put|swap|open|drop|make|start|cut|publish|check)\b/i, 'strategy'],
  [/\d[\d.,]* ?%|\bmedian\b|\bhabit\b|\balways\b|\bevery\b|\baverages?\b|\bmost\b/i, 'pattern'],
  [/\b(?:want|need|prefer|keep|rather|love|hate)\b/i, 'preference'],
];

const TAGS: Record<Theme, readonly string[]> = {
  cost: ['cost', 'operations'],
  approval: ['approval', 'operations'],
  reliability: ['reliability', 'operations'],
  security: ['security'],
  teamwork: ['teamwork'],
  memory: ['research'],
  measurement: ['engagement', 'research'],
  work: ['content', 'readers'],
};

/** Claims that were made, figures and failures that were named; not greetings and jokes. Whoever said it remembers it, now and then whoever heard it. */
function memoriesOf(facts: JsonObject, turns: readonly Turn[], names: ReadonlyMap<string, string>, random: Random): JsonObject[] {
  const kept: JsonObject[] = [];
  for (const turn of shuffled(random, turns)) {
    if (kept.length >= 5) break;
    const found = findingIn(turn.text);
    if (!found || isInstruction(turn.text)) continue;
    const listener = names.has(turn.replyTo) && random.chance(0.25) ? turn.replyTo : turn.id;
    kept.push(memoryOf(facts, turn, found, listener, random.fork(`${turn.turn}`)));
  }
  return kept;
}

type Finding = { content: string; theme: Theme; type: string | null };

/** What of a line stands alone. */
function findingIn(text: string): Finding | null {
  const claimed = claimIn(text);
  if (claimed) return { content: claimed.claim, theme: claimed.theme, type: null };
  const measured = /[^.!?]*\bmedian\b[^!?]*?\d[\d.,]* ?%[^.!?]*/i.exec(text)?.[0]?.trim();
  if (measured && measured.length >= 20) return { content: `Posts of these days: ${measured}.`, theme: 'measurement', type: 'pattern' };
  const broke = /“([^”]{6,60})” (?:failed|fell over|broke|died|exploded|fell silent)[^.!?]*(?:: [^.!?]+)?/.exec(text)?.[0];
  if (broke) return { content: `${broke}.`, theme: 'reliability', type: 'lesson' };
  return null;
}

function memoryOf(facts: JsonObject, turn: Turn, { content, theme, type }: Finding, agentId: string, random: Random): JsonObject {
  const vocabulary = textsOf(facts.tags);
  const sure = 0.58 + random.next() * 0.2 + (/\d/.test(content) ? 0.05 : 0) + (random.chance(0.1) ? 0.06 : 0);
  return {
    agent_id: agentId,
    type: type ?? TYPES.find(([pattern]) => pattern.test(content))?.[1] ?? 'insight',
    content: content.slice(0, 200),
    confidence: Math.round(sure * 100) / 100,
    tags: [...new Set([...TAGS[theme], ...(/\bpost|engage|%/i.test(content) ? ['engagement'] : [])])]
      .filter((tag) => vocabulary.includes(tag))
      .slice(0, 3),
    turn: turn.turn,
    replaces: null,
    replaces_reason: null,
  };
}

const WEIGHT: Record<string, number> = { challenge: -0.02, critical: -0.01, neutral: 0, agreement: 0.01, supportive: 0.02 };
const DID: Record<string, string> = {
  challenge: 'challenged {b} head-on: “{said}”',
  critical: 'criticised {b}: “{said}”',
  agreement: 'agreed with {b}: “{said}”',
  supportive: 'backed {b}: “{said}”',
};

/** Who dealt with whom, in what tone; people who clear the air or learn from each other come closer. */
function driftOf(format: string, turns: readonly Turn[], names: ReadonlyMap<string, string>): JsonObject[] {
  const pairs = new Map<string, { a: string; b: string; sum: number; last: Turn | null }>();
  for (const turn of turns) {
    if (!names.has(turn.replyTo) || turn.replyTo === turn.id) continue;
    const [a, b] = turn.id < turn.replyTo ? [turn.id, turn.replyTo] : [turn.replyTo, turn.id];
    const pair = pairs.get(`${a} ${b}`) ?? { a, b, sum: 0, last: null };
    pair.sum += WEIGHT[turn.tone] ?? 0;
    if (WEIGHT[turn.tone]) pair.last = turn;
    pairs.set(`${a} ${b}`, pair);
  }
  const mending = format === 'conflict_resolution' || format === 'mentoring';
  return [...pairs.values()].flatMap(({ a, b, sum, last }) => {
    const drift = Math.round(Math.min(0.03, Math.max(-0.03, mending ? Math.abs(sum) / 2 + 0.01 : sum / 2)) * 100) / 100;
    if (drift === 0) return [];
    const said = (last?.text ?? '').slice(0, 60);
    const deed = last ? (DID[last.tone] ?? '').replace('{b}', names.get(last.replyTo) ?? last.replyTo).replace('{said}', () => said) : '';
    const reason = mending
      ? format === 'mentoring'
        ? 'a lesson was passed on and taken'
        : 'they named the friction and made each other an offer'
      : `${names.get(last?.id ?? '') ?? ''} ${deed}`.trim();
    return [{ agent_a: a, agent_b: b, drift, reason }];
  });
}

const KIND: Record<string, readonly string[]> = {
  opus: ['analyze'],
  brain: ['research', 'analyze'],
  growth: ['scan_signals', 'draft_tweet'],
  creator: ['write_content'],
  'twitter-alt': ['draft_tweet'],
  observer: ['analyze'],
};
const VERB: Record<string, string> = {
  analyze: 'Look into',
  research: 'Find the evidence on',
  scan_signals: 'Scan what is new on',
  write_content: 'Write up',
  draft_tweet: 'Draft a post on',
};

/** Ideas that were said become a task of the one who said them. */
function itemsOf(facts: JsonObject, turns: readonly Turn[], thread: Theme, random: Random): JsonObject[] {
  const kinds = textsOf(facts.step_kinds);
  const ideas = turns.filter(
    ({ text }) => /\b(?:try|test|count|write|poll|race|list|draft|check|split|open|publish|cut|log)\b/i.test(text) && !isInstruction(text),
  );
  const subjects = shuffled(random, THEMES[thread].topics);
  const chosen = shuffled(random, ideas).slice(0, random.chance(0.5) ? 1 : 2);
  return chosen.flatMap(({ id }, index) => {
    const kind = (KIND[id] ?? ['analyze']).find((one) => kinds.includes(one)) ?? kinds[0];
    const subject = subjects[index];
    if (!kind || !subject || chosen.slice(0, index).some((earlier) => earlier.id === id)) return [];
    return [{ title: `${VERB[kind] ?? 'Take up'} ${subject}`, agent_id: id, step_kind: kind, topic: subject }];
  });
}
