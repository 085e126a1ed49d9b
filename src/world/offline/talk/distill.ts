/** What is taken from a conversation, compared with what its people know: nothing twice, and an outdated figure is replaced. */
import type { JsonObject } from '../../../core/company.ts';
import type { Random } from '../../world.ts';
import { objectOf, objectsOf, short, textOf } from '../facts.ts';
import { isInstruction } from '../instructions.ts';
import { answerDistill as takenFrom } from '../table/distill.ts';
import { alike, frameOf } from './near.ts';

const KNOWN = 0.8;

export function answerDistill(facts: JsonObject, random: Random): JsonObject {
  const taken = takenFrom(facts, random);
  const kept: JsonObject[] = [];
  for (const memory of objectsOf(taken.memories)) {
    const compared = compare(memory, objectsOf(objectOf(facts.memories)[textOf(memory.agent_id)]));
    const again = kept.some((one) => textOf(one.content) === textOf(memory.content));
    if (compared && !again) kept.push(compared);
  }
  const drifts = objectsOf(taken.pairwise_drift).map((drift) => ({ ...drift, reason: reasonOf(textOf(drift.reason)) }));
  return { memories: kept, pairwise_drift: drifts, action_items: taken.action_items ?? [] };
}

/** @returns null when the agent knows it; with `replaces` when only its figures have changed */
function compare(memory: JsonObject, known: readonly JsonObject[]): JsonObject | null {
  const content = textOf(memory.content);
  for (const old of known) {
    const before = textOf(old.content);
    const figures = figuresOf(content);
    const outdated = figures !== '' && figures !== figuresOf(before) && frameOf(before, []) === frameOf(content, []);
    if (outdated && textOf(old.ref)) return { ...memory, replaces: textOf(old.ref), replaces_reason: `the figures are now ${figures}` };
    if (!outdated && alike(before, content) >= KNOWN) return null;
  }
  return memory;
}

function figuresOf(text: string): string {
  return (text.match(/\d[\d.,]*\d(?: ?%)?|\d(?: ?%)?/g) ?? []).join(', ');
}

/** Quotes end at a word, and an order that somebody repeated goes no further. */
function reasonOf(reason: string): string {
  const [, deed = '', quoted = ''] = /^(.*?): “(.*)”$/s.exec(reason) ?? [];
  if (!deed) return reason;
  return isInstruction(quoted) ? deed : `${deed}: “${short(quoted, 56)}”`;
}
