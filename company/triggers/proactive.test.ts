import { describe, expect, it } from 'vitest';
import type { JsonObject, PolicyValues, TriggerOutcome } from '../../src/core/company.ts';
import { seededRandom } from '../../src/world/random.ts';
import { agents } from '../agents.ts';
import { policies as definitions } from '../policies.ts';
import { proactiveCheckers, proactiveTriggers } from './proactive.ts';
import { reactiveTriggers } from './reactive.ts';

const policies = Object.fromEntries(definitions.map((policy) => [policy.key, policy.default])) as PolicyValues;

async function check(name: string, change: { config?: JsonObject; topic?: string | null } = {}): Promise<TriggerOutcome> {
  const seed = proactiveTriggers.find((rule) => rule.name === name);
  const checker = proactiveCheckers[name];
  if (!seed || !checker) throw new Error(`no rule ${name}`);
  return checker({
    facts: {
      policies,
      events: async () => [],
      artifacts: async () => [],
      metrics: async () => [],
      asked: async () => false,
      memories: async () => [],
    },
    conditions: seed.conditions,
    config: { ...seed.action_config, ...change.config },
    topic: change.topic ?? null,
    lastFiredAt: null,
    now: new Date('2026-11-23T12:00:00Z'),
    random: seededRandom('test'),
    signal: new AbortController().signal,
  });
}

describe('proactive rules', () => {
  it.each(proactiveTriggers)('$name proposes work about the topic whose turn it is', async ({ name, action_config }) => {
    for (const topic of action_config.topics as string[]) {
      const outcome = await check(name, { topic });
      if (!outcome.fired) throw new Error(`${name} did not fire`);
      expect(outcome.proposal.agent_id).toBe(action_config.target_agent);
      expect(JSON.stringify(outcome.proposal.proposed_steps)).toContain(topic);
      expect(outcome.proposal.title.length).toBeLessThanOrEqual(200);
    }
  });

  it.each(proactiveTriggers)('$name still knows what to do when its topics were emptied', async ({ name }) => {
    expect(await check(name, { topic: null })).toMatchObject({ fired: true });
  });

  it('refuse a rule whose agent was removed, naming the field', async () => {
    await expect(check('proactive_research', { config: { target_agent: null } })).rejects.toThrow('action_config.target_agent: null');
  });

  it('follow the tutorial’s hours, skip 10 to 15 % of the time and start up to 45 minutes late', () => {
    const hours = Object.fromEntries(proactiveTriggers.map((rule) => [rule.name, rule.cooldown_minutes / 60]));
    expect(hours).toMatchObject({
      proactive_scan_signals: 3,
      proactive_draft_tweet: 4,
      proactive_research: 6,
      proactive_analyze_ops: 8,
    });
    for (const { action_config } of proactiveTriggers) {
      expect(action_config.skip_probability).toBeGreaterThanOrEqual(0.1);
      expect(action_config.skip_probability).toBeLessThanOrEqual(0.15);
      expect(action_config.jitter_minutes).toEqual([25, 45]);
    }
  });

  it('start within ten minutes of the company’s first, never two at once', () => {
    const firsts = proactiveTriggers.map((rule) => rule.first_after_minutes ?? -1);
    expect(Math.min(...firsts)).toBe(0);
    expect(Math.max(...firsts)).toBeLessThan(10);
    expect(new Set(firsts).size).toBe(7);
  });

  it('give every agent something to do', () => {
    const busy = new Set([...proactiveTriggers, ...reactiveTriggers].map((rule) => rule.action_config.target_agent));
    expect([...busy].toSorted()).toEqual(agents.map((agent) => agent.id).toSorted());
  });
});
