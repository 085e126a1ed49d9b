/** What a simulation is asked for, and the settings it begins with. */
import type { Company, Json, JsonObject } from '../core/company.ts';
import { InvalidInput } from '../core/errors.ts';
import { readPolicies, setPolicy } from '../core/policy/policies.ts';
import type { World } from '../world/world.ts';
import type { FaultLevel } from './faults/rates.ts';
import type { Audience } from './world/audience.ts';

/** One change: the whole value of a policy (`path` empty), or one field of it. */
export type Setting = { key: string; path: string[]; value: Json };

export type SimulationOptions = {
  company: Company;
  audience?: Audience;
  days: number;
  seed: string;
  /** First instant, 00:00 UTC of a day. */
  start: Date;
  settings: readonly Setting[];
  faults: FaultLevel;
  person: 'present' | 'away';
};

/** A fixed day, so that a simulation gives the same numbers whenever it is run; the price table knows it. */
export const FIRST_DAY = new Date('2026-12-01T00:00:00Z');
export const MOST_DAYS = 3660;

/** Posting is on: the simulated X costs nothing, and what posting does is the question. */
export const BASE: readonly Setting[] = [{ key: 'x_policy', path: ['posting'], value: true }];

/** Everything a grown company switches on: the day full of conversations, and agents that start things. */
export const FULL: readonly Setting[] = [
  { key: 'roundtable_policy', path: ['max_daily_conversations'], value: 24 },
  { key: 'initiative_policy', path: ['enabled'], value: true },
];

/** `x_daily_quota.limit=8` or `x_daily_quota={"limit":8}`. @throws InvalidInput that says how it is written */
export function readSetting(text: string): Setting {
  const at = text.indexOf('=');
  const [key = '', ...path] = text.slice(0, Math.max(at, 0)).trim().split('.');
  if (at < 0 || !key || path.some((part) => !part))
    throw new InvalidInput('set', `--set: "${text.slice(0, 80)}" is not of the form policy.field=json, for example x_daily_quota.limit=8`);
  const raw = text.slice(at + 1).trim();
  try {
    return { key, path, value: JSON.parse(raw) as Json };
  } catch {
    throw new InvalidInput(
      'set',
      `--set: the value of ${[key, ...path].join('.')} is not JSON: ${raw.slice(0, 80)}. Texts are written in quotes: "…"`,
    );
  }
}

/** @throws InvalidInput naming the policy and the field */
export async function applySettings(world: World, settings: readonly Setting[]): Promise<void> {
  for (const { key, path, value } of settings) {
    const before = (await readPolicies(world))[key];
    await setPolicy(world, {
      key,
      value: path.length ? withField(before as Json, path, value) : value,
      by: 'simulation',
      reason: 'set for the simulation',
    });
  }
}

function withField(before: Json, [field, ...rest]: readonly string[], value: Json): Json {
  if (field === undefined) return value;
  const object = (before && typeof before === 'object' && !Array.isArray(before) ? before : {}) as JsonObject;
  return { ...object, [field]: withField(object[field] ?? null, rest, value) };
}
