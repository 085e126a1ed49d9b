/** When a proactive rule is due again, whose topic it is, and whether it is skipped today. Pure. */
import type { Random } from '../../world/world.ts';
import type { JsonObject } from '../company.ts';
import { after, MINUTE_MS } from '../time.ts';

/** Cooldown plus jitter (S14: 25–45 minutes by default), so that six agents do not act at the same moment. */
export function nextDue(rule: { cooldown_minutes: number; action_config: JsonObject }, now: Date, random: Random): Date {
  const [low, high] = jitterRange(rule.action_config.jitter_minutes);
  const jitter = low + random.next() * (high - low);
  return after(now, Math.round((rule.cooldown_minutes + jitter) * MINUTE_MS));
}

function jitterRange(value: unknown): [number, number] {
  if (!Array.isArray(value) || value.length !== 2) return [0, 0];
  const [low, high] = value.map(Number) as [number, number];
  return Number.isFinite(low) && Number.isFinite(high) && low >= 0 && high >= low ? [low, high] : [0, 0];
}

/** "Not feeling like it today": 10–15 % by default; nonsense in the rule counts as 0. */
export function skips(config: JsonObject, random: Random): boolean {
  const probability = Number(config.skip_probability ?? 0);
  return Number.isFinite(probability) && random.chance(Math.min(1, Math.max(0, probability)));
}

/** Topics take turns. */
export function topicOf(config: JsonObject, index: number): string | null {
  const topics = topicsOf(config);
  return topics.length ? (topics[index % topics.length] as string) : null;
}

export function topicsOf(config: JsonObject): string[] {
  return Array.isArray(config.topics) ? config.topics.filter((topic): topic is string => typeof topic === 'string' && topic !== '') : [];
}
