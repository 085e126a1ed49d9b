/**
 * The readers of the simulated X: how often a post is seen and how many of those react. Every number comes from a named distribution:
 * - hour: a raised cosine over the UTC day, three times as many readers at 15:00 as at 03:00
 * - topic: log-normal (σ 0.35) once for each topic word and run: some themes are simply liked
 * - length: a normal curve around 110 characters (σ 60), never below 0.6
 * - format: a question gets 1.25 times, a figure 1.15 times, a link 0.7 times the reactions
 * - luck: log-normal (σ 0.5); three posts in a hundred also meet a Pareto tail (α 1.5, at most 30 times)
 * - age: seen readers approach their final number as 1 − e^(−age / 8 h)
 */
import { DAY_MS, HOUR_MS } from '../../core/time.ts';
import type { Random } from '../../world/world.ts';

export type SimulatedPost = { id: string; text: string; at: Date };
/** A company may bring its own: `export const audience: Audience` beside its loadCompany. */
export type Audience = {
  /** Readers so far and what they did. @param random of this post: the same at every reading @param run of the whole simulation */
  read(post: SimulatedPost, ageMs: number, random: Random, run: Random): { impressions: number; engagements: number };
};

const READERS = 900;
const REACTIONS = 0.021;

export const usualAudience: Audience = {
  read(post, ageMs, random, run) {
    const luck = logNormal(random.fork('luck'), 0.5) * tail(random.fork('tail'));
    const seen = READERS * hourFactor(post.at) * luck * (1 - Math.exp(-ageMs / (8 * HOUR_MS)));
    const rate =
      REACTIONS * topicFactor(post.text, run) * lengthFactor(post.text) * formatFactor(post.text) * logNormal(random.fork('rate'), 0.45);
    const impressions = Math.max(1, Math.round(seen));
    return { impressions, engagements: Math.min(impressions, Math.round(impressions * Math.min(rate, 0.5))) };
  },
};

export function hourFactor(at: Date): number {
  const hour = (at.getTime() % DAY_MS) / HOUR_MS;
  return 1 + 0.5 * Math.cos(((hour - 15) / 24) * 2 * Math.PI);
}

export function lengthFactor(text: string): number {
  return Math.max(0.6, Math.exp(-((text.length - 110) ** 2) / (2 * 60 ** 2)));
}

function formatFactor(text: string): number {
  return (text.includes('?') ? 1.25 : 1) * (/\d/.test(text) ? 1.15 : 1) * (/https?:\/\//.test(text) ? 0.7 : 1);
}

/** The post's longest word stands for its topic. */
function topicFactor(text: string, run: Random): number {
  const topic = (text.toLowerCase().match(/[a-z]{5,}/g) ?? ['']).reduce((a, b) => (b.length > a.length ? b : a), '');
  return logNormal(run.fork(`topic/${topic}`), 0.35);
}

function tail(random: Random): number {
  return random.chance(0.03) ? Math.min(30, (1 - random.next()) ** (-1 / 1.5)) : 1;
}

/** Median 1. */
function logNormal(random: Random, sigma: number): number {
  const normal = Math.sqrt(-2 * Math.log(1 - random.next())) * Math.cos(2 * Math.PI * random.next());
  return Math.exp(sigma * normal);
}
