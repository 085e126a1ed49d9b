import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import type { Gate, JsonObject, PolicyDefinition, ProposedStep, ReactionEvent, StepKind, TriggerSeed } from '../src/core/company.ts';
import { agents } from './agents.ts';
import { contentGate, deployGate, tweetGate } from './gates.ts';
import { type CompanyParts, loadCompany } from './index.ts';
import { policies } from './policies.ts';
import { reactionTypes } from './reactions.ts';
import { proactiveCheckers, proactiveTriggers } from './triggers/proactive.ts';
import { reactiveTriggers } from './triggers/reactive.ts';

/** Every problem loadCompany lists when these parts replace the shipped ones. */
function problemsOf(parts: Partial<CompanyParts>): string {
  try {
    loadCompany(parts);
    return '';
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

const kind = (name: string): StepKind => ({
  kind: name,
  label: name,
  payload: z.unknown(),
  result: z.record(z.string(), z.json()),
  run: async () => ({ result: {}, summary: '', tags: [] }),
});

const withPolicy = (key: string, change: Partial<PolicyDefinition>) =>
  policies.map((policy) => (policy.key === key ? { ...policy, ...change } : policy));
const rule = (change: Partial<TriggerSeed>): TriggerSeed[] => [{ ...(proactiveTriggers[0] as TriggerSeed), ...change }];

describe('the shipped company', () => {
  const company = loadCompany();

  it('has the tutorial’s six agents, each with a voice of its own and a colour for both grounds', () => {
    expect(company.agents.map((agent) => [agent.id, agent.displayName])).toEqual([
      ['opus', 'Boss'],
      ['brain', 'Analyst'],
      ['growth', 'Hustler'],
      ['creator', 'Writer'],
      ['twitter-alt', 'Wildcard'],
      ['observer', 'Observer'],
    ]);
    for (const field of ['tone', 'quirk', 'signatureLine', 'systemDirective', 'role'] as const) {
      expect(new Set(company.agents.map((agent) => agent[field])).size).toBe(6);
    }
    for (const { systemDirective, color } of company.agents) {
      const sentences = systemDirective.split(/(?<=[.!?])\s/).length;
      expect(sentences).toBeGreaterThanOrEqual(5);
      expect(sentences).toBeLessThanOrEqual(8);
      expect(systemDirective).toContain('newsletter about AI agents');
      expect(color.dark).toMatch(/^#[0-9a-f]{6}$/);
      expect(color.light).toMatch(/^#[0-9a-f]{6}$/);
    }
  });

  it('has the tutorial’s step kinds, with its gates where they belong', () => {
    const gates = (name: string): Gate | undefined => company.stepKinds.get(name)?.gate;
    expect([...company.stepKinds.keys()]).toEqual(
      expect.arrayContaining([
        'crawl',
        'scan_signals',
        'analyze',
        'research',
        'write_content',
        'draft_tweet',
        'post_tweet',
        'review',
        'diagnose',
        'deploy',
        'remember',
      ]),
    );
    expect(gates('write_content')).toBe(contentGate);
    expect(gates('post_tweet')).toBe(tweetGate);
    expect(gates('deploy')).toBe(deployGate);
  });

  it('has four reactive and seven proactive triggers', () => {
    expect(company.triggers.filter((trigger) => trigger.kind === 'reactive')).toHaveLength(4);
    expect(company.triggers.filter((trigger) => trigger.kind === 'proactive')).toHaveLength(7);
    expect(new Set(company.triggers.map((trigger) => trigger.trigger_event))).toEqual(new Set(company.checkers.keys()));
  });

  it('proposes nothing its own step kinds would refuse', async () => {
    const id = '0190a0b0-0000-7000-8000-000000000001';
    const event: ReactionEvent = {
      id,
      agent_id: 'brain',
      kind: 'step_succeeded',
      title: 'Analyze: tool costs',
      summary: '',
      tags: ['tweet'],
      metadata: { artifact_ids: Array.from({ length: 30 }, () => id) },
      mission_id: id,
      step_id: id,
      untrusted: false,
    };
    const performance = { topic: 'tweet performance', scope: 'tweet-performance', artifact_ids: [id] };
    const steps: ProposedStep[] = [
      { kind: 'remember', payload: { artifact_id: id, agent_id: 'brain' } },
      { kind: 'analyze', payload: performance },
      ...reactionTypes.flatMap((reaction) =>
        [event, { ...event, tags: ['signals'] }].flatMap((variant) => reaction.propose(variant, 'brain').proposed_steps),
      ),
    ];
    for (const { trigger_event, action_config } of proactiveTriggers) {
      for (const topic of [...(action_config.topics as string[]), null]) {
        const outcome = await proactiveCheckers[trigger_event]?.({ config: action_config as JsonObject, topic } as never);
        if (outcome?.fired) steps.push(...outcome.proposal.proposed_steps);
      }
    }
    for (const step of steps) {
      expect(company.stepKinds.get(step.kind)?.payload.safeParse(step.payload).error, JSON.stringify(step)).toBeUndefined();
    }
  });
});

describe('a company with mistakes', () => {
  it.each<[string, Partial<CompanyParts>, string]>([
    ['two agents of one name', { agents: [...agents, ...agents.slice(0, 1)] }, 'agent "opus" is defined more than once'],
    [
      'an agent id with a space',
      { agents: [...agents, { ...agents[0], id: 'Big Boss' } as (typeof agents)[number]] },
      'id "Big Boss" must be',
    ],
    ['an unknown coordinator', { coordinator: 'ceo' }, 'coordinator: no agent is called "ceo". Known: opus, brain'],
    ['two step kinds of one name', { stepKinds: [kind('crawl'), kind('crawl')] }, 'step kind "crawl" is defined more than once'],
    ['two triggers of one name', { triggers: [...rule({}), ...rule({})] }, 'trigger "proactive_scan_signals" is defined more than once'],
    ['a trigger without a checker', { triggers: rule({ trigger_event: 'full_moon' }) }, 'no checker is called "full_moon"'],
    [
      'a trigger for nobody',
      { triggers: rule({ action_config: { target_agent: 'intern' } }) },
      'target_agent: no agent is called "intern"',
    ],
    ['a cooldown that is none', { triggers: rule({ cooldown_minutes: -5 }) }, 'cooldown_minutes: -5 is not a whole number'],
    ['a missing policy', { policies: policies.filter((policy) => policy.key !== 'causality') }, 'policies: "causality" is missing'],
    ['two policies of one key', { policies: [...policies, ...policies.slice(0, 1)] }, 'policy "company" is defined more than once'],
    [
      'a default its form refuses',
      { policies: withPolicy('x_daily_quota', { default: { limit: -3 } }) },
      'policies.x_daily_quota.default.limit: ',
    ],
    ['a closed value its form refuses', { policies: withPolicy('causality', { closed: {} }) }, 'policies.causality.closed.max_depth: '],
    [
      'auto-approval of an unknown kind',
      { policies: withPolicy('auto_approve', { default: { enabled: true, allowed_step_kinds: ['teleport'] } }) },
      'policies.auto_approve.default.allowed_step_kinds: no step kind is called "teleport"',
    ],
    [
      'a reaction of unknown agents and type',
      {
        policies: withPolicy('reaction_matrix', {
          default: { patterns: [{ source: 'ghost', tags: ['a'], target: 'nobody', type: 'sing', probability: 1, cooldown: 0 }] },
        }),
      },
      'patterns[0].type: no reaction type is called "sing"',
    ],
    [
      'a reaction type of an unknown kind',
      { stepKinds: [kind('crawl')] },
      'reactions.diagnose: no step kind is called "diagnose". Known: crawl',
    ],
  ])('is refused: %s', (_, parts, problem) => {
    expect(problemsOf(parts)).toContain(problem);
  });

  it('hears of every mistake at once', () => {
    const problems = problemsOf({
      coordinator: 'ceo',
      triggers: [...reactiveTriggers, ...rule({ trigger_event: 'full_moon', action_config: { target_agent: 'intern' } })],
    });
    expect(problems.split('\n')).toHaveLength(4);
    expect(problems).toContain('The company has 3 problems:');
  });
});
