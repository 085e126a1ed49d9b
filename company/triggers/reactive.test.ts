import { describe, expect, it } from 'vitest';
import type { JsonObject, PolicyValues, TriggerOutcome } from '../../src/core/company.ts';
import type { ArtifactRow } from '../../src/core/content/artifact.ts';
import type { MetricRow } from '../../src/core/content/publication.ts';
import type { EventRow } from '../../src/core/events/event.ts';
import type { TriggerFacts } from '../../src/core/triggers/facts.ts';
import { seededRandom } from '../../src/world/random.ts';
import { policies as definitions } from '../policies.ts';
import { reactiveCheckers, reactiveTriggers } from './reactive.ts';

const NOW = new Date('2026-11-23T12:00:00Z');
const policies = Object.fromEntries(definitions.map((policy) => [policy.key, policy.default])) as PolicyValues;
const minutesAgo = (minutes: number) => new Date(NOW.getTime() - minutes * 60_000);

type Past = { events?: EventRow[]; artifacts?: ArtifactRow[]; metrics?: MetricRow[]; asked?: string[] };

/** The past as the engine would tell it: filtered, oldest first. */
function factsOf(past: Past): TriggerFacts {
  return {
    policies,
    async events({ kinds, since, tags = [], limit }) {
      return (past.events ?? [])
        .filter((event) => kinds.includes(event.kind) && event.created_at >= since && tags.every((tag) => event.tags.includes(tag)))
        .toSorted((a, b) => a.created_at.getTime() - b.created_at.getTime())
        .slice(0, limit);
    },
    async artifacts({ kinds, since, limit }) {
      return (past.artifacts ?? []).filter((row) => kinds.includes(row.kind) && row.created_at >= since).slice(0, limit);
    },
    async metrics({ since, minRate, limit }) {
      return (past.metrics ?? []).filter((row) => row.observed_at >= since && row.engagement_rate >= minRate).slice(0, limit);
    },
    async asked(key) {
      return (past.asked ?? []).includes(key);
    },
    memories: async () => [],
  };
}

async function check(
  name: string,
  past: Past,
  change: { conditions?: JsonObject; lastFiredAt?: Date; signal?: AbortSignal } = {},
): Promise<TriggerOutcome> {
  const seed = reactiveTriggers.find((rule) => rule.name === name);
  const checker = reactiveCheckers[name];
  if (!seed || !checker) throw new Error(`no rule ${name}`);
  return checker({
    facts: factsOf(past),
    conditions: { ...seed.conditions, ...change.conditions },
    config: seed.action_config,
    topic: null,
    lastFiredAt: change.lastFiredAt ?? null,
    now: NOW,
    random: seededRandom('test'),
    signal: change.signal ?? new AbortController().signal,
  });
}

function event(over: Partial<EventRow>): EventRow {
  return {
    id: 'e1',
    seq: '1',
    tx: '1',
    agent_id: 'growth',
    kind: 'mission_failed',
    title: 'Scan for signals: tool costs',
    summary: '',
    tags: ['mission_failed', 'scan_signals'],
    metadata: {},
    cause_kind: 'mission',
    cause_id: 'm1',
    depth: 2,
    mission_id: 'm1',
    step_id: 's1',
    untrusted: false,
    created_at: minutesAgo(5),
    ...over,
  };
}

function finding(over: Partial<ArtifactRow>): ArtifactRow {
  return {
    id: 'a1',
    agent_id: 'brain',
    kind: 'finding',
    title: 'Approvals cost more than calls',
    body: 'text',
    data: { confidence: 0.9 },
    sources: [],
    url: null,
    content_hash: 'h',
    untrusted: true,
    mission_id: 'm1',
    step_id: 's1',
    created_at: minutesAgo(5),
    ...over,
  };
}

function metric(over: Partial<MetricRow>): MetricRow {
  return {
    id: 'x1',
    draft_id: null,
    post_id: 'p1',
    impressions: 1000,
    engagements: 80,
    engagement_rate: 0.08,
    observed_at: minutesAgo(10),
    ...over,
  };
}

describe('mission_failed', () => {
  it('has brain diagnose the oldest failure nobody has asked about, and names the event that caused it', async () => {
    const older = event({ id: 'e1', mission_id: 'm1', created_at: minutesAgo(50) });
    const newer = event({ id: 'e2', mission_id: 'm2', created_at: minutesAgo(5) });
    expect(await check('mission_failed', { events: [newer, older] })).toEqual({
      fired: true,
      proposal: {
        agent_id: 'brain',
        title: 'Diagnose: tool costs',
        proposed_steps: [{ kind: 'diagnose', payload: { mission_id: 'm1' } }],
        dedupe_key: 'diagnose:m1',
        untrusted: false,
      },
      cause: { kind: 'event', id: 'e1' },
      depth: 3,
    });
  });

  it('reaches every failure in turn, whatever the cooldown delayed', async () => {
    const events = [1, 2, 3, 4].map((n) => event({ id: `e${n}`, seq: String(n), mission_id: `m${n}`, created_at: minutesAgo(600 - n) }));
    const asked: string[] = [];
    for (let beat = 0; beat < 5; beat++) {
      const outcome = await check('mission_failed', { events, asked }, { lastFiredAt: minutesAgo(20) });
      if (outcome.fired) asked.push(outcome.proposal.dedupe_key ?? '');
    }
    expect(asked).toEqual(['diagnose:m1', 'diagnose:m2', 'diagnose:m3', 'diagnose:m4']);
  });

  it('finds the one failure nobody asked about behind five hundred that were handled', async () => {
    const events = Array.from({ length: 501 }, (_, n) =>
      event({ id: `e${n}`, seq: String(n), mission_id: `m${n}`, created_at: minutesAgo(1000 - n) }),
    );
    const asked = events.slice(0, 500).map((row) => `diagnose:${row.mission_id}`);
    expect(await check('mission_failed', { events, asked })).toMatchObject({ fired: true, cause: { kind: 'event', id: 'e500' } });
    expect(await check('mission_failed', { events, asked: [...asked, 'diagnose:m500'] })).toEqual({ fired: false });
  });

  it('orders failures of the same instant by their sequence number', async () => {
    const events = [event({ id: 'b', seq: '10', mission_id: 'm10' }), event({ id: 'a', seq: '9', mission_id: 'm9' })];
    expect(await check('mission_failed', { events })).toMatchObject({ cause: { kind: 'event', id: 'a' } });
  });

  it('never diagnoses a diagnosis', async () => {
    const events = [event({ tags: ['mission_failed', 'diagnose', 'diagnosis'] })];
    expect(await check('mission_failed', { events })).toEqual({ fired: false });
  });

  it('stops looking when its time is up, and says so', async () => {
    const stopped = AbortSignal.abort();
    expect(await check('mission_failed', { events: [event({})] }, { signal: stopped })).toMatchObject({
      fired: false,
      note: expect.any(String),
    });
  });
});

describe('content_published', () => {
  const published = event({ kind: 'step_succeeded', tags: ['write_content', 'content', 'published'], metadata: { artifact_ids: ['d1'] } });

  it('has observer review the published article once', async () => {
    expect(await check('content_published', { events: [published] })).toMatchObject({
      fired: true,
      proposal: { agent_id: 'observer', proposed_steps: [{ kind: 'review', payload: { artifact_id: 'd1' } }], dedupe_key: 'review:d1' },
      cause: { kind: 'event', id: 'e1' },
    });
    expect(await check('content_published', { events: [published], asked: ['review:d1'] })).toEqual({ fired: false });
  });

  it('passes over other steps and events without an artifact', async () => {
    const events = [event({ ...published, tags: ['analyze', 'finding'] }), event({ ...published, metadata: {} })];
    expect(await check('content_published', { events })).toEqual({ fired: false });
  });
});

describe('insight_promoted', () => {
  const told = event({
    kind: 'step_succeeded',
    tags: ['analyze', 'finding', 'insight'],
    metadata: { artifact_ids: ['a1'] },
    created_at: minutesAgo(4),
  });

  it('remembers a finding of high confidence for the agent who made it', async () => {
    expect(await check('insight_promoted', { events: [told], artifacts: [finding({})] })).toEqual({
      fired: true,
      proposal: {
        agent_id: 'brain',
        title: 'Remember: Approvals cost more than calls',
        proposed_steps: [{ kind: 'remember', payload: { artifact_id: 'a1', agent_id: 'brain' } }],
        dedupe_key: 'remember:a1',
        untrusted: true,
      },
      cause: { kind: 'event', id: 'e1' },
      depth: 3,
    });
  });

  it.each([{ confidence: 0.79 }, { confidence: 'high' }, {}])('leaves a finding with %o alone', async (data) => {
    expect(await check('insight_promoted', { events: [told], artifacts: [finding({ data: data as JsonObject })] })).toEqual({
      fired: false,
    });
  });

  it('waits for the step that made the finding to succeed', async () => {
    expect(await check('insight_promoted', { artifacts: [finding({})] })).toEqual({ fired: false });
  });

  it('follows the minimum a person set, and refuses one that makes no sense', async () => {
    const past = { events: [told], artifacts: [finding({})] };
    expect(await check('insight_promoted', past, { conditions: { confidence_min: 0.95 } })).toEqual({ fired: false });
    await expect(check('insight_promoted', past, { conditions: { confidence_min: '0.8' } })).rejects.toThrow(
      'conditions.confidence_min: "0.8" is not a number from 0 to 1',
    );
  });
});

describe('tweet_high_engagement', () => {
  it('has growth find out why, once per post', async () => {
    const past = { metrics: [metric({ draft_id: 'd1' })] };
    expect(await check('tweet_high_engagement', past)).toMatchObject({
      fired: true,
      proposal: {
        agent_id: 'growth',
        proposed_steps: [{ kind: 'analyze', payload: { scope: 'tweet-performance', artifact_ids: ['d1'] } }],
        dedupe_key: 'tweet_high_engagement:p1',
      },
    });
    expect(await check('tweet_high_engagement', { ...past, asked: ['tweet_high_engagement:p1'] })).toEqual({ fired: false });
  });

  it('ignores what lies below the rate or before the lookback', async () => {
    expect(await check('tweet_high_engagement', { metrics: [metric({ engagement_rate: 0.049 })] })).toEqual({ fired: false });
    expect(await check('tweet_high_engagement', { metrics: [metric({ observed_at: minutesAgo(61) })] })).toEqual({ fired: false });
  });

  it('still sees what was measured while the cooldown ran', async () => {
    const past = { metrics: [metric({ observed_at: minutesAgo(100) })] };
    expect(await check('tweet_high_engagement', past, { lastFiredAt: minutesAgo(125) })).toMatchObject({ fired: true });
  });
});
