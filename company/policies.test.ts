import { describe, expect, it } from 'vitest';
import type { CorePolicies } from '../src/core/company.ts';
import { explain } from '../src/core/policy/rules.ts';
import { policies } from './policies.ts';

const byKey = new Map(policies.map((policy) => [policy.key, policy]));
const defaults = Object.fromEntries(policies.map((policy) => [policy.key, policy.default])) as CorePolicies & Record<string, unknown>;
const closed = Object.fromEntries(policies.map((policy) => [policy.key, policy.closed])) as CorePolicies & Record<string, unknown>;

function refusal(key: string, value: unknown): string | null {
  const parsed = byKey.get(key)?.schema.safeParse(value);
  return parsed?.error ? explain(key, parsed.error) : null;
}

describe('every policy', () => {
  it.each(policies)('$key has a one-line summary and a default and closed value that fit its form', ({ key, summary, ...policy }) => {
    expect(summary).toMatch(/^[^\n]{10,160}\.$/);
    expect(refusal(key, policy.default)).toBeNull();
    expect(refusal(key, policy.closed)).toBeNull();
  });

  it.each(policies)('$key refuses unknown fields, nothing, a list and a text', ({ key, default: value }) => {
    expect(refusal(key, { ...(value as object), surprise: 1 })).toContain('surprise');
    for (const wrong of [null, undefined, [], 'on', 5]) expect(refusal(key, wrong)).not.toBeNull();
  });
});

describe('numbers', () => {
  it.each([-1, 1.5, 51, 1e9, Number.NaN, Number.POSITIVE_INFINITY, '8', '8 ', null, true])(
    'x_daily_quota refuses a limit of %s and names the place',
    (limit) => {
      expect(refusal('x_daily_quota', { limit })).toMatch(/^x_daily_quota\.limit: /);
    },
  );

  it('x_daily_quota takes 0 and 50', () => {
    expect(refusal('x_daily_quota', { limit: 0 })).toBeNull();
    expect(refusal('x_daily_quota', { limit: 50 })).toBeNull();
  });

  it.each([
    ['model_policy', 'daily_cap_usd', 1001],
    ['x_policy', 'daily_spend_cap_usd', 101],
    ['content_policy', 'max_drafts_per_day', 201],
    ['deploy_policy', 'max_per_day', 51],
    ['proposal_policy', 'max_per_agent_per_day', 10_001],
    ['worker_policy', 'concurrency', 65],
    ['causality', 'max_depth', 51],
  ])('%s keeps %s finite', (key, field, tooMuch) => {
    const value = defaults[key] as object;
    expect(refusal(key, { ...value, [field]: tooMuch })).toContain(`${key}.${field}: `);
    expect(refusal(key, { ...value, [field]: -1 })).toContain(`${key}.${field}: `);
  });
});

describe('closed values', () => {
  it('stop everything that could cost, send or start', () => {
    expect(closed.company.paused).toBe(true);
    expect(closed.auto_approve).toEqual({ enabled: false, allowed_step_kinds: [] });
    expect(closed.kill_switch.agents).toHaveLength(6);
    expect(closed.proposal_policy.max_per_agent_per_day).toBe(0);
    expect(closed.reaction_matrix.patterns).toEqual([]);
    expect(closed.worker_policy.concurrency).toBe(0);
    expect(closed.model_policy.daily_cap_usd).toBe(0);
    expect(closed.x_daily_quota.limit).toBe(0);
    expect(closed.x_policy.posting).toBe(false);
    expect(closed.x_policy.daily_spend_cap_usd).toBe(0);
    expect(closed.content_policy.enabled).toBe(false);
    expect(closed.deploy_policy.enabled).toBe(false);
    expect(closed.web_policy.feeds).toEqual([]);
  });
});

describe('the shipped values', () => {
  it('are the tutorial’s, and let nothing leave the company by itself', () => {
    expect(defaults.x_daily_quota).toEqual({ limit: 5 });
    expect(defaults.content_policy).toEqual({ enabled: true, max_drafts_per_day: 8 });
    expect(defaults.auto_approve.enabled).toBe(true);
    expect(defaults.auto_approve.allowed_step_kinds).not.toContain('post_tweet');
    expect(defaults.auto_approve.allowed_step_kinds).not.toContain('deploy');
    expect(defaults.memory_influence_policy).toMatchObject({ enabled: true, probability: 0.3 });
    expect(defaults.relationship_drift_policy).toMatchObject({ enabled: true, max_drift: 0.03 });
    expect(defaults.initiative_policy).toMatchObject({ enabled: false });
  });

  it('hold the tutorial’s two reactions', () => {
    const patterns = defaults.reaction_matrix.patterns;
    expect(patterns).toContainEqual({
      source: '*',
      tags: ['mission_failed'],
      target: 'brain',
      type: 'diagnose',
      probability: 1,
      cooldown: 60,
    });
    expect(patterns).toContainEqual({
      source: 'twitter-alt',
      tags: ['tweet', 'posted'],
      target: 'growth',
      type: 'analyze',
      probability: 0.3,
      cooldown: 120,
    });
  });

  it('follow the sample newsroom first, then public feeds', () => {
    const urls = defaults.web_policy.feeds.map((feed) => feed.url);
    expect(urls[0]).toBe('/sample-newsroom/feed.xml');
    expect(urls.slice(1).every((url) => url.startsWith('https://'))).toBe(true);
  });
});

describe('addresses and model names', () => {
  it.each([
    'ftp://a.b/c',
    'javascript:alert(1)',
    '/etc/passwd',
    'file:///x',
    'feed.xml',
    'https://',
    'https://me:secret@a.b/feed',
    '/sample-newsroom/',
    '/sample-newsroom/../api',
  ])('web_policy refuses the feed %s', (url) => {
    const value = { ...defaults.web_policy, feeds: [{ url, title: 'x' }] };
    expect(refusal('web_policy', value)).toMatch(/^web_policy\.feeds\.0\.url: /);
  });

  it('model_policy takes a model per purpose, provider or both, and refuses a misspelt key', () => {
    const withModels = (models: unknown) => refusal('model_policy', { ...defaults.model_policy, models });
    expect(withModels({ default: 'a', analyze: 'b', anthropic: 'c', 'openai-compatible:turn': 'd' })).toBeNull();
    expect(withModels({})).toBeNull();
    expect(withModels({ analyse: 'b' })).toContain('analyse');
    expect(withModels({ analyze: '' })).toContain('model_policy.models.analyze');
  });
});
