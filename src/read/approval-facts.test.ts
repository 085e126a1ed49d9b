import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import type { Agent, PolicyValues, StepKind } from '../core/company.ts';
import type { Usage } from '../core/proposals/rules.ts';
import { factsOf, hostsIn } from './approval-facts.ts';

const usage = { agent_today: 0, pending: 1, drafts_today: 0, tweets_today: 0, tweet_spend_today_usd: 0, deploys_today: 1 } as Usage;
const policies = {
  kill_switch: { agents: [], kinds: [] },
  causality: { max_depth: 8 },
  proposal_policy: { max_per_agent_per_day: 100, max_pending: 25 },
  x_policy: { posting: true },
} as unknown as PolicyValues;
const kind = (name: string, more: Partial<StepKind>): [string, StepKind] => [
  name,
  {
    kind: name,
    label: name.toUpperCase(),
    payload: z.object({}),
    result: z.record(z.string(), z.json()),
    run: () => Promise.reject(new Error()),
    ...more,
  },
];
const stepKinds = new Map([
  kind('post', { external: (p) => p.x_policy.posting }),
  kind('deploy', {
    needsPerson: true,
    gate: { name: 'cap', check: ({ used }) => (used.deploys_today > 0 ? { ok: false, reason: 'cap: 1 of 1' } : { ok: true }) },
  }),
]);
const known = { policies, usage, stepKinds, agents: [{ id: 'brain', displayName: 'Analyst' } as Agent] };
const ask = (step: string, payload = {}) => ({ agent_id: 'brain', steps: [{ kind: step, payload }], depth: 2, untrusted: false });
const texts = (asked: ReturnType<typeof ask>, material: { kind: string; body: string }[] = []) =>
  factsOf(asked, material, known).map(({ text }) => text);

describe('what the code says of a held proposal', () => {
  test('that its effect leaves the company, where it leads, how long it is, how deep its chain is', () => {
    expect(texts(ask('post', { url: 'https://evil.example/x' }), [{ kind: 'tweet_draft', body: 'See http://a.example/y' }])).toEqual([
      '“POST” leaves the company',
      'names addresses of a.example, evil.example',
      'tweet draft: 22 characters',
      'link 2 of at most 8 of its chain',
    ]);
  });
  test('that a gate would refuse it now', () => {
    expect(texts(ask('deploy'))).toContain('approved now, a gate would refuse it: cap: 1 of 1');
  });
  test('that its kind or its agent is gone', () => {
    expect(texts(ask('juggle'))[0]).toMatch(/no step kind is called juggle/);
    expect(texts({ ...ask('post'), agent_id: 'x' })).toContain(
      'approved now, a gate would refuse it: agent x is no longer part of the company',
    );
  });
  test('that a text holds what cannot be seen', () => {
    expect(texts(ask('post'), [{ kind: 'note', body: 'ev\u202eil' }])).toContain('holds invisible characters');
  });
  test('sites are named once, and not all of very many', () => {
    expect(hostsIn('https://b.example https://a.example/1 https://a.example/2 https://[bad')).toEqual(['a.example', 'b.example']);
    expect(hostsIn(Array.from({ length: 9 }, (_, at) => `https://h${at}.example/`).join(' ')).at(-1)).toBe('3 more');
  });
});
