/**
 * What an agent with nothing to do passes its time with: for each UTC hour a list of stays, drawn from the company, the agent and the hour alone.
 * Two browsers that look at the same company see the same office. Pure.
 */
import { draw, hash } from './rng.ts';

export type AmbientKind = 'spot' | 'coffee' | 'window' | 'sofa' | 'arcade';
/** `luck` picks the place among those of its kind. */
export type Stay = { startMs: number; kind: AmbientKind; luck: number };

const HOUR_MS = 3_600_000;
const WEIGHTS: readonly [AmbientKind, number][] = [
  ['spot', 35],
  ['coffee', 25],
  ['window', 15],
  ['sofa', 15],
  ['arcade', 10],
];
const SHORTEST_MS = 15_000;
const LONGEST_MS = 45_000;

/** Hours drawn already; only ever holds what could be drawn again. */
export type Plans = Map<string, { hour: number; stays: Stay[] }>;

export function stayAt(plans: Plans, seed: string, agentId: string, nowMs: number): Stay {
  const hour = Math.floor(nowMs / HOUR_MS);
  let plan = plans.get(agentId);
  if (plan?.hour !== hour) {
    plan = { hour, stays: staysOf(seed, agentId, hour) };
    plans.set(agentId, plan);
  }
  const { stays } = plan;
  let [low, high] = [0, stays.length];
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if ((stays[middle] as Stay).startMs <= nowMs) low = middle;
    else high = middle;
  }
  return stays[low] as Stay;
}

export function staysOf(seed: string, agentId: string, hour: number): Stay[] {
  const luck = hash(`${seed}/${agentId}/${hour}`);
  const stays: Stay[] = [];
  const end = (hour + 1) * HOUR_MS;
  for (let startMs = hour * HOUR_MS, n = 0; startMs < end; n += 3) {
    stays.push({ startMs, kind: kindBy(draw(luck, n)), luck: draw(luck, n + 1) });
    startMs += Math.round(SHORTEST_MS + draw(luck, n + 2) * (LONGEST_MS - SHORTEST_MS));
  }
  return stays;
}

function kindBy(share: number): AmbientKind {
  let left = share * WEIGHTS.reduce((sum, [, weight]) => sum + weight, 0);
  for (const [kind, weight] of WEIGHTS) {
    left -= weight;
    if (left < 0) return kind;
  }
  return 'spot';
}
