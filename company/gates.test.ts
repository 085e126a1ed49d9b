import { describe, expect, it } from 'vitest';
import type { PolicyValues, UsageKey } from '../src/core/company.ts';
import { contentGate, deployGate, tweetGate } from './gates.ts';
import { policies as definitions } from './policies.ts';

const shipped = Object.fromEntries(definitions.map((policy) => [policy.key, policy.default])) as PolicyValues;
const closed = Object.fromEntries(definitions.map((policy) => [policy.key, policy.closed])) as PolicyValues;
const idle: Record<UsageKey, number> = { drafts_today: 0, tweets_today: 0, tweet_spend_today_usd: 0, deploys_today: 0 };
const posting = { ...shipped.x_policy, posting: true };

describe('the tweet gate', () => {
  it.each([
    { tweets: 0, asked: 1, limit: 5, ok: true },
    { tweets: 4, asked: 1, limit: 5, ok: true },
    { tweets: 0, asked: 5, limit: 5, ok: true },
    { tweets: 5, asked: 1, limit: 5, ok: false },
    { tweets: 9, asked: 1, limit: 5, ok: false },
    { tweets: 4, asked: 2, limit: 5, ok: false },
    { tweets: 0, asked: 1, limit: 0, ok: false },
  ])('answers $ok for $asked more after $tweets of $limit', ({ tweets, asked, limit, ok }) => {
    const policies = { ...shipped, x_daily_quota: { limit } };
    expect(tweetGate.check({ policies, used: { ...idle, tweets_today: tweets }, asked }).ok).toBe(ok);
  });

  it('says how much is used and when it opens again', () => {
    expect(tweetGate.check({ policies: shipped, used: { ...idle, tweets_today: 5 }, asked: 1 })).toEqual({
      ok: false,
      reason: 'x_daily_quota: 5 of 5 tweets used today; the next slot opens at 00:00 UTC',
    });
    expect(tweetGate.check({ policies: shipped, used: { ...idle, tweets_today: 4 }, asked: 3 })).toEqual({
      ok: false,
      reason:
        'x_daily_quota: 4 of 5 tweets used today and this proposal asks for 3; ask for at most 1, or wait: the next slot opens at 00:00 UTC',
    });
  });

  it('refuses a post that the day’s budget cannot pay, only while posts really go out', () => {
    const used = { ...idle, tweet_spend_today_usd: 0.49 };
    expect(tweetGate.check({ policies: { ...shipped, x_policy: posting }, used, asked: 1 })).toEqual({
      ok: false,
      reason: 'x_policy: $0.49 of $0.50 spent on posts today and this would cost up to $0.015; the budget opens again at 00:00 UTC',
    });
    expect(tweetGate.check({ policies: shipped, used, asked: 1 }).ok).toBe(true);
  });

  it('counts a post at the price with a link when links are allowed', () => {
    const policies = { ...shipped, x_policy: { ...posting, allow_links: true } };
    expect(tweetGate.check({ policies, used: idle, asked: 2 }).ok).toBe(true);
    expect(tweetGate.check({ policies, used: idle, asked: 3 }).ok).toBe(false);
  });

  it('lets the last cent be spent', () => {
    const policies = { ...shipped, x_policy: { ...posting, price_usd: 0.1, daily_spend_cap_usd: 0.3 } };
    expect(tweetGate.check({ policies, used: { ...idle, tweet_spend_today_usd: 0.1 + 0.1 }, asked: 1 }).ok).toBe(true);
  });
});

describe('the content gate', () => {
  it.each([
    { drafts: 7, asked: 1, ok: true },
    { drafts: 8, asked: 1, ok: false },
    { drafts: 7, asked: 2, ok: false },
  ])('answers $ok for $asked more after $drafts of 8', ({ drafts, asked, ok }) => {
    expect(contentGate.check({ policies: shipped, used: { ...idle, drafts_today: drafts }, asked }).ok).toBe(ok);
  });

  it('refuses when writing is switched off, and names the switch', () => {
    const policies = { ...shipped, content_policy: { enabled: false, max_drafts_per_day: 8 } };
    expect(contentGate.check({ policies, used: idle, asked: 1 })).toEqual({
      ok: false,
      reason: 'content_policy: writing is switched off; set content_policy.enabled to true to allow it',
    });
  });
});

describe('the deploy gate', () => {
  it('is shut until a person opens it, then lets one a day through', () => {
    expect(deployGate.check({ policies: shipped, used: idle, asked: 1 }).ok).toBe(false);
    const policies = { ...shipped, deploy_policy: { enabled: true, max_per_day: 1 } };
    expect(deployGate.check({ policies, used: idle, asked: 1 }).ok).toBe(true);
    expect(deployGate.check({ policies, used: { ...idle, deploys_today: 1 }, asked: 1 })).toEqual({
      ok: false,
      reason: 'deploy_policy: 1 of 1 deployments used today; the next slot opens at 00:00 UTC',
    });
  });
});

describe('closed policies', () => {
  it.each([contentGate, tweetGate, deployGate])('shut the gate $name', (gate) => {
    expect(gate.check({ policies: closed, used: idle, asked: 1 }).ok).toBe(false);
  });
});
