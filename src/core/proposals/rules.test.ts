import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import type { Agent, PolicyValues, StepKind } from '../company.ts';
import { type DoorFacts, decide, type Request, refusal } from './rules.ts';

const agent = { id: 'brain', displayName: 'Analyst' } as Agent;
const kind = (name: string, more: Partial<StepKind> = {}): StepKind => ({
  kind: name,
  label: name,
  payload: z.object({}),
  result: z.record(z.string(), z.json()),
  run: () => Promise.reject(new Error('not run here')),
  ...more,
});

const policies = {
  kill_switch: { agents: [], kinds: [] },
  auto_approve: { enabled: true, allowed_step_kinds: ['crawl', 'post_tweet'] },
  proposal_policy: { max_per_agent_per_day: 10, max_pending: 2, pending_expires_hours: 48, max_steps: 10 },
  causality: { max_depth: 8 },
} as unknown as PolicyValues;

function door(more: { policies?: object; usage?: object } = {}): DoorFacts {
  return {
    policies: { ...policies, ...more.policies } as PolicyValues,
    usage: { agent_today: 0, pending: 0, drafts_today: 0, tweets_today: 0, tweet_spend_today_usd: 0, deploys_today: 0, ...more.usage },
    stepKinds: new Map([
      ['crawl', kind('crawl')],
      ['review', kind('review')],
      ['deploy', kind('deploy', { needsPerson: true })],
      [
        'post_tweet',
        kind('post_tweet', {
          external: () => true,
          gate: {
            name: 'x_daily_quota',
            check: ({ used, asked }) =>
              used.tweets_today + asked > 5 ? { ok: false, reason: `x_daily_quota: ${used.tweets_today} of 5 posted today` } : { ok: true },
          },
        }),
      ],
    ]),
  };
}

const ask = (kinds: string[], more: Partial<Request> = {}): Request => ({
  agent,
  steps: kinds.map((name) => ({ kind: name, payload: {} })),
  depth: 0,
  untrusted: false,
  ...more,
});

describe('what a proposal meets at the door', () => {
  test('work whose kinds are all listed is accepted', () => {
    expect(decide(ask(['crawl']), door())).toEqual({ status: 'accepted', gate: null, reason: null });
  });
  test('one unlisted kind holds the whole proposal for a person', () => {
    expect(decide(ask(['crawl', 'review']), door())).toMatchObject({
      status: 'pending',
      gate: 'auto_approve',
      reason: expect.stringContaining('review'),
    });
  });
  test('auto-approval without a list approves nothing', () => {
    expect(decide(ask(['crawl']), door({ policies: { auto_approve: { enabled: true, allowed_step_kinds: [] } } }))).toMatchObject({
      status: 'pending',
    });
  });
  test('the sixth tweet of the day is rejected with the count in the reason', () => {
    expect(decide(ask(['post_tweet']), door({ usage: { tweets_today: 5 } }))).toEqual({
      status: 'rejected',
      gate: 'x_daily_quota',
      reason: 'x_daily_quota: 5 of 5 posted today',
    });
  });
  test('a gate counts all steps of its kind that the proposal asks for', () => {
    expect(decide(ask(['post_tweet', 'post_tweet']), door({ usage: { tweets_today: 4 } }))).toMatchObject({ status: 'rejected' });
  });
  test('deploy waits for a person even when the list names it', () => {
    expect(decide(ask(['deploy']), door({ policies: { auto_approve: { enabled: true, allowed_step_kinds: ['deploy'] } } }))).toMatchObject({
      status: 'pending',
      gate: 'needs_person',
    });
  });
  test('text from outside never leaves the company without a person', () => {
    expect(decide(ask(['post_tweet'], { untrusted: true }), door())).toMatchObject({ status: 'pending', gate: 'untrusted' });
    expect(decide(ask(['post_tweet']), door())).toMatchObject({ status: 'accepted' });
  });
  test('an agent that used up its day is rejected, whoever proposes for it', () => {
    expect(decide(ask(['crawl']), door({ usage: { agent_today: 10 } }))).toMatchObject({
      status: 'rejected',
      gate: 'agent_daily_limit',
      reason: expect.stringContaining('10 of 10'),
    });
  });
  test('a chain ends past the causality limit', () => {
    expect(decide(ask(['crawl'], { depth: 8 }), door())).toMatchObject({ status: 'accepted' });
    expect(decide(ask(['crawl'], { depth: 9 }), door())).toMatchObject({ status: 'rejected', gate: 'causality' });
  });
  test('a switched-off agent or kind is rejected first', () => {
    expect(decide(ask(['crawl']), door({ policies: { kill_switch: { agents: ['brain'], kinds: [] } } }))).toMatchObject({
      gate: 'kill_switch',
    });
    expect(decide(ask(['crawl']), door({ policies: { kill_switch: { agents: [], kinds: ['crawl'] } } }))).toMatchObject({
      gate: 'kill_switch',
    });
  });
  test('a full waiting room rejects instead of piling up', () => {
    expect(decide(ask(['review']), door({ usage: { pending: 2 } }))).toMatchObject({ status: 'rejected', gate: 'max_pending' });
    expect(decide(ask(['crawl']), door({ usage: { pending: 2 } }))).toMatchObject({ status: 'accepted' });
  });
  test('when a person accepts, the gates are met again but the daily limit is not counted twice', () => {
    expect(refusal(ask(['crawl']), door({ usage: { agent_today: 10 } }), { countAgent: false })).toBeNull();
    expect(refusal(ask(['post_tweet']), door({ usage: { tweets_today: 5 } }), { countAgent: false })).toMatchObject({
      gate: 'x_daily_quota',
    });
  });
});
