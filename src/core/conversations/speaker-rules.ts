/** Who speaks first, who speaks next, and in what tone (S20, S33). Pure. */
import type { Random } from '../../world/world.ts';
import type { Format } from '../company.ts';
import type { Tone, Weights } from './conversation.ts';

export const BASE_WEIGHT = 1.0;
export const AFFINITY_WEIGHT = 0.6;
export const RECENCY_WEIGHT = 0.4;
export const JITTER = 0.2;

/** The coordinator opens the formats that say so; else anyone does. */
export function firstSpeaker(participants: readonly string[], format: Pick<Format, 'opener'>, coordinator: string, random: Random): string {
  if (format.opener === 'coordinator' && participants.includes(coordinator)) return coordinator;
  return random.pick(participants);
}

export type Room = {
  participants: readonly string[];
  lastSpeaker: string | null;
  /** Turns spoken so far, by agent. */
  spoken: ReadonlyMap<string, number>;
  /** 0.10 to 0.95, of two agents in any order; people have no affinity and count as 0.5. */
  affinity(a: string, b: string): number;
};

/**
 * 1.0 + 0.6 · affinity to the last speaker − 0.4 · recency ± 0.2 (S20). Recency is the agent's share of the turns so far, 0 to 1: whoever has
 * talked most steps back. The last speaker is left out: nobody speaks twice in a row.
 */
export function speakerWeights(room: Room, random: Random): Weights {
  const total = [...room.spoken.values()].reduce((sum, count) => sum + count, 0);
  const weights: Weights = {};
  for (const id of room.participants.filter((one) => one !== room.lastSpeaker)) {
    const affinity = room.lastSpeaker === null ? 0 : room.affinity(id, room.lastSpeaker);
    const recency = total === 0 ? 0 : (room.spoken.get(id) ?? 0) / total;
    const jitter = random.next() * 2 * JITTER - JITTER;
    const weight = Math.max(0, BASE_WEIGHT + AFFINITY_WEIGHT * affinity - RECENCY_WEIGHT * recency + jitter);
    weights[id] = { weight: round(weight), affinity: round(affinity), recency: round(recency), jitter: round(jitter) };
  }
  return weights;
}

/** Drawn in proportion to the weights. @throws Error when nobody may speak */
export function drawSpeaker(weights: Weights, random: Random): string {
  const entries = Object.entries(weights);
  const total = entries.reduce((sum, [, { weight }]) => sum + weight, 0);
  let left = random.next() * total;
  for (const [id, { weight }] of entries) {
    left -= weight;
    if (left < 0) return id;
  }
  const last = entries.at(-1);
  if (!last) throw new Error('nobody may speak');
  return last[0];
}

/** Tension makes it sharp, closeness makes it warm: > 0.6 challenge (20 %) or critical, < 0.3 supportive (40 %) or agreement, else neutral. */
export function toneFor(affinity: number, random: Random): Tone {
  const tension = 1 - affinity;
  if (tension > 0.6) return random.chance(0.2) ? 'challenge' : 'critical';
  if (tension < 0.3) return random.chance(0.4) ? 'supportive' : 'agreement';
  return 'neutral';
}

/** Affinities of pairs in any order; a pair nobody wrote down counts as 0.5. */
export function affinityTable(pairs: readonly { agent_a: string; agent_b: string; affinity: number }[]): (a: string, b: string) => number {
  const table = new Map(pairs.map(({ agent_a, agent_b, affinity }) => [`${agent_a} ${agent_b}`, affinity]));
  return (a, b) => table.get(a < b ? `${a} ${b}` : `${b} ${a}`) ?? 0.5;
}

function round(value: number): number {
  return Math.round(value * 1000) / 1000;
}
