/** A day under another value: only what the value itself changes is told, and what it changes has its consequences at the door. */
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import type { Agent, PolicyValues, StepKind } from '../core/company.ts';
import { type PastProposal, type ReplayFacts, replay } from './replay-rules.ts';

const MINUTE = 60_000;
const kind = (name: string, more: Partial<StepKind> = {}): [string, StepKind] => [
  name,
  {
    kind: name,
    label: name,
    payload: z.object({}),
    result: z.record(z.string(), z.json()),
    run: () => Promise.reject(new Error('no')),
    ...more,
  },
];

const policies = {
  kill_switch: { agents: [], kinds: [] },
  auto_approve: { enabled: true, allowed_step_kinds: ['crawl', 'post_tweet'] },
  proposal_policy: { max_per_agent_per_day: 10, max_pending: 5, pending_expires_hours: 48, max_steps: 3 },
  causality: { max_depth: 8 },
  x_daily_quota: { limit: 2 },
} as unknown as PolicyValues;

const quota: Partial<StepKind> = {
  gate: {
    name: 'x_daily_quota',
    check: ({ policies: p, used, asked }) =>
      used.tweets_today + asked > p.x_daily_quota.limit ? { ok: false, reason: `x_daily_quota: ${used.tweets_today}` } : { ok: true },
  },
};

function past(at: number, step: string, door: PastProposal['door'], more: Partial<PastProposal> = {}): PastProposal {
  const work = door === 'accepted' ? [{ kind: step, from: at * MINUTE, until: null, usd: 0 }] : [];
  const base = { id: `p${at}`, agent_id: 'brain', title: step, steps: [{ kind: step, payload: {} }], depth: 0, untrusted: false };
  return { ...base, at: at * MINUTE, door, decided: null, work, ...more };
}

function day(proposals: PastProposal[], more: Partial<ReplayFacts> = {}): ReplayFacts {
  const stepKinds = new Map([kind('crawl'), kind('review'), kind('post_tweet', quota)]);
  const agents = [{ id: 'brain', displayName: 'Analyst' } as Agent];
  return { proposals, before: { work: [], waiting: [] }, stepKinds, agents, policiesAt: () => policies, ...more };
}

const tweets = [
  past(1, 'post_tweet', 'accepted'),
  past(2, 'post_tweet', 'accepted'),
  past(3, 'post_tweet', 'rejected'),
  past(4, 'crawl', 'accepted'),
];

describe('replaying a day', () => {
  test('the value that stood changes nothing', () => {
    expect(replay(day(tweets), { key: 'x_daily_quota', value: { limit: 2 } })).toEqual({
      happened: { accepted: 3, pending: 0, rejected: 1 },
      edited: { accepted: 3, pending: 0, rejected: 1 },
      changed: [],
      unsure: 0,
    });
  });
  test('a lower quota rejects what came after it was used up', () => {
    const told = replay(day(tweets), { key: 'x_daily_quota', value: { limit: 1 } });
    expect(told.edited).toEqual({ accepted: 2, pending: 0, rejected: 2 });
    expect(told.changed).toMatchObject([{ id: 'p2', was: 'accepted', now: { status: 'rejected', gate: 'x_daily_quota' } }]);
  });
  test('a higher one lets through what was turned away, and that then counts', () => {
    const more = [...tweets, past(5, 'post_tweet', 'rejected')];
    const told = replay(day(more), { key: 'x_daily_quota', value: { limit: 3 } });
    expect(told.changed.map(({ id, now }) => [id, now.status])).toEqual([['p3', 'accepted']]);
  });
  test('what was left to a person instead fills the waiting room until it is full', () => {
    const crawls = [1, 2, 3, 4, 5, 6, 7].map((at) => past(at, 'crawl', 'accepted'));
    const told = replay(day(crawls), { key: 'auto_approve', value: { enabled: false, allowed_step_kinds: [] } });
    expect(told.edited).toEqual({ accepted: 0, pending: 5, rejected: 2 });
    expect(told.changed.at(-1)?.now).toMatchObject({ gate: 'max_pending' });
  });
  test('what a person decided in truth leaves the waiting room when they did', () => {
    const held = [1, 2, 3, 4, 5].map((at) => past(at, 'review', 'pending', { decided: { at: 6 * MINUTE, rejected: true } }));
    const facts = day([...held, past(7, 'review', 'pending'), past(8, 'review', 'pending')]);
    expect(replay(facts, { key: 'causality', value: { max_depth: 8 } })).toMatchObject({ changed: [], unsure: 0 });
    const waiting = { work: [], waiting: [{ until: null }, { until: 7.5 * MINUTE }] };
    expect(replay({ ...facts, before: waiting }, { key: 'causality', value: { max_depth: 8 } })).toMatchObject({ changed: [], unsure: 2 });
  });
  test('work that failed gives its place back from the moment it failed', () => {
    const failed = past(1, 'post_tweet', 'accepted', { work: [{ kind: 'post_tweet', from: MINUTE, until: 2.5 * MINUTE, usd: 0 }] });
    const facts = day([failed, past(2, 'post_tweet', 'rejected'), past(3, 'post_tweet', 'accepted')]);
    const one = { ...policies, x_daily_quota: { limit: 1 } } as PolicyValues;
    expect(replay({ ...facts, policiesAt: () => one }, { key: 'x_daily_quota', value: { limit: 1 } })).toMatchObject({
      unsure: 0,
      changed: [],
    });
  });
  test('a policy that was changed at noon is weighed as it stood on each side of noon', () => {
    const strict = { ...policies, kill_switch: { agents: [], kinds: ['crawl'] } } as PolicyValues;
    const facts = day([past(1, 'crawl', 'rejected'), past(3, 'crawl', 'accepted')], {
      policiesAt: (at) => (at < 2 * MINUTE ? strict : policies),
    });
    expect(replay(facts, { key: 'causality', value: { max_depth: 8 } })).toMatchObject({ unsure: 0, changed: [] });
    const told = replay(facts, { key: 'kill_switch', value: { agents: [], kinds: [] } });
    expect(told.changed.map(({ id, now }) => [id, now.status])).toEqual([['p1', 'accepted']]);
  });
  test('what the rules cannot explain counts as it happened', () => {
    const told = replay(day([past(1, 'crawl', 'rejected'), past(2, 'crawl', 'accepted')]), { key: 'x_daily_quota', value: { limit: 0 } });
    expect(told).toMatchObject({ unsure: 1, changed: [], edited: { accepted: 1, rejected: 1 } });
  });
  test('more steps than allowed are refused before anything is weighed; agents and kinds that are gone are no obstacle', () => {
    const long = past(1, 'crawl', 'accepted', { steps: [1, 2, 3].map(() => ({ kind: 'crawl', payload: {} })) });
    const gone = past(2, 'juggle', 'pending', { agent_id: 'nobody' });
    const told = replay(day([long, gone]), { key: 'proposal_policy', value: { ...policies.proposal_policy, max_steps: 2 } });
    expect(told.changed.map(({ id, now }) => [id, now.gate])).toEqual([['p1', 'max_steps']]);
    expect(told.unsure).toBe(0);
  });
});
