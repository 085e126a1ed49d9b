/** Rules that answer what happened: each takes the oldest item nobody has asked for yet, so that a cooldown delays work and loses none. */
import type { Checker, TriggerOutcome, TriggerProposal, TriggerSeed } from '../../src/core/company.ts';
import type { EventRow } from '../../src/core/events/event.ts';
import type { TriggerFacts } from '../../src/core/triggers/facts.ts';
import { artifactIds } from '../reactions.ts';
import { subjectOf, titled } from '../subjects.ts';
import { numberIn, targetOf } from './config.ts';

export const reactiveTriggers: TriggerSeed[] = [
  {
    name: 'tweet_high_engagement',
    trigger_event: 'tweet_high_engagement',
    kind: 'reactive',
    conditions: { engagement_rate_min: 0.05, lookback_minutes: 60 },
    action_config: { target_agent: 'growth' },
    cooldown_minutes: 120,
  },
  {
    name: 'mission_failed',
    trigger_event: 'mission_failed',
    kind: 'reactive',
    conditions: { lookback_minutes: 4320 },
    action_config: { target_agent: 'brain' },
    cooldown_minutes: 15,
  },
  {
    name: 'content_published',
    trigger_event: 'content_published',
    kind: 'reactive',
    conditions: { lookback_minutes: 1440 },
    action_config: { target_agent: 'observer' },
    cooldown_minutes: 15,
  },
  {
    name: 'insight_promoted',
    trigger_event: 'insight_promoted',
    kind: 'reactive',
    conditions: { confidence_min: 0.8, lookback_minutes: 1440 },
    action_config: { target_agent: 'brain' },
    cooldown_minutes: 10,
  },
];

/** Items read at a time. */
const LOOK = 200;
const DAY_MINUTES = 1440;

export const reactiveCheckers: Record<string, Checker> = {
  async tweet_high_engagement({ facts, conditions, config, lastFiredAt, now, signal }) {
    const agent_id = targetOf(config);
    const minRate = numberIn(conditions, 'engagement_rate_min', { default: 0.05, min: 0, max: 1 });
    const lookback = since(now, numberIn(conditions, 'lookback_minutes', { default: 60, min: 1, max: 10_080 }));
    // The cooldown is longer than the lookback: what was measured in between must not be missed, for up to a day.
    const from = lastFiredAt
      ? new Date(Math.min(lookback.getTime(), Math.max(lastFiredAt.getTime(), since(now, DAY_MINUTES).getTime())))
      : lookback;
    const metrics = await facts.metrics({ since: from, minRate, limit: LOOK });
    const oldestFirst = metrics.toSorted((a, b) => a.observed_at.getTime() - b.observed_at.getTime());
    return first(oldestFirst, signal, async (metric) => {
      const dedupe_key = `tweet_high_engagement:${metric.post_id}`;
      if (await facts.asked(dedupe_key)) return null;
      const rate = `${(metric.engagement_rate * 100).toFixed(1)} %`;
      const payload = {
        topic: `tweet performance: why post ${metric.post_id} reached ${rate} engagement`,
        scope: 'tweet-performance',
        ...(metric.draft_id ? { artifact_ids: [metric.draft_id] } : {}),
      };
      const title = titled('performance', `post ${metric.post_id} reached ${rate} engagement`);
      return fire({ agent_id, title, proposed_steps: [{ kind: 'analyze', payload }], dedupe_key });
    });
  },

  async mission_failed({ facts, conditions, config, now, signal }) {
    const agent_id = targetOf(config);
    const minutes = numberIn(conditions, 'lookback_minutes', { default: 4320, min: 1, max: 43_200 });
    return firstEvent(facts, { kinds: ['mission_failed'], since: since(now, minutes) }, signal, async (event) => {
      // A diagnosis that fails is not diagnosed again (X01).
      if (!event.mission_id || event.tags.includes('diagnosis')) return null;
      const dedupe_key = `diagnose:${event.mission_id}`;
      if (await facts.asked(dedupe_key)) return null;
      const step = { kind: 'diagnose', payload: { mission_id: event.mission_id } };
      const title = titled('diagnose', subjectOf(event.title));
      return fire({ agent_id, title, proposed_steps: [step], dedupe_key, untrusted: event.untrusted }, event);
    });
  },

  async content_published({ facts, conditions, config, now, signal }) {
    const agent_id = targetOf(config);
    const minutes = numberIn(conditions, 'lookback_minutes', { default: DAY_MINUTES, min: 1, max: 43_200 });
    const filter = { kinds: ['step_succeeded'], tags: ['content', 'published'], since: since(now, minutes) };
    return firstEvent(facts, filter, signal, async (event) => {
      const artifact = artifactIds(event)[0];
      if (!artifact) return null;
      const dedupe_key = `review:${artifact}`;
      if (await facts.asked(dedupe_key)) return null;
      const step = { kind: 'review', payload: { artifact_id: artifact } };
      const title = titled('review', subjectOf(event.title));
      return fire({ agent_id, title, proposed_steps: [step], dedupe_key, untrusted: event.untrusted }, event);
    });
  },

  async insight_promoted({ facts, conditions, config, now, signal }) {
    const agent_id = targetOf(config);
    const minimum = numberIn(conditions, 'confidence_min', { default: 0.8, min: 0, max: 1 });
    const from = since(now, numberIn(conditions, 'lookback_minutes', { default: DAY_MINUTES, min: 1, max: 43_200 }));
    const findings = (await facts.artifacts({ kinds: ['finding'], since: from, limit: LOOK })).filter(
      ({ data }) => typeof data.confidence === 'number' && data.confidence >= minimum,
    );
    const oldestFirst = findings.toSorted((a, b) => a.created_at.getTime() - b.created_at.getTime());
    return first(oldestFirst, signal, async (finding) => {
      const dedupe_key = `remember:${finding.id}`;
      if (await facts.asked(dedupe_key)) return null;
      const step = { kind: 'remember', payload: { artifact_id: finding.id, agent_id: finding.agent_id } };
      const proposal = {
        agent_id,
        title: titled('remember', finding.title),
        proposed_steps: [step],
        dedupe_key,
        untrusted: finding.untrusted,
      };
      // The step's event is written when the step settles: without it the finding is not yet a fact.
      const told = await facts.events({ kinds: ['step_succeeded'], tags: ['finding'], since: finding.created_at, limit: LOOK });
      const event = told.find((candidate) => finding.step_id !== null && candidate.step_id === finding.step_id);
      return event ? fire(proposal, event) : null;
    });
  },
};

function since(now: Date, minutes: number): Date {
  return new Date(now.getTime() - minutes * 60_000);
}

function oldest(events: readonly EventRow[]): EventRow[] {
  return events.toSorted((a, b) => a.created_at.getTime() - b.created_at.getTime() || Number(BigInt(a.seq) - BigInt(b.seq)));
}

/** The proposal is one link further down the chain than the event that caused it. */
function fire(proposal: TriggerProposal, event?: EventRow): TriggerOutcome {
  return event ? { fired: true, proposal, cause: { kind: 'event', id: event.id }, depth: event.depth + 1 } : { fired: true, proposal };
}

const STOPPED: TriggerOutcome = { fired: false, note: 'stopped at its time budget; goes on at the next beat' };

async function first<T>(
  items: readonly T[],
  signal: AbortSignal,
  check: (item: T) => Promise<TriggerOutcome | null>,
): Promise<TriggerOutcome> {
  for (const item of items) {
    if (signal.aborted) return STOPPED;
    const outcome = await check(item);
    if (outcome) return outcome;
  }
  return { fired: false };
}

/** Page by page, so that any number of events that were handled before cannot hide the first that was not. */
async function firstEvent(
  facts: TriggerFacts,
  filter: { kinds: string[]; tags?: string[]; since: Date },
  signal: AbortSignal,
  check: (event: EventRow) => Promise<TriggerOutcome | null>,
): Promise<TriggerOutcome> {
  for (let from = filter.since; ; ) {
    const page = oldest(await facts.events({ ...filter, since: from, limit: LOOK }));
    const outcome = await first(page, signal, check);
    const last = page.at(-1)?.created_at;
    if (outcome.fired || signal.aborted || page.length < LOOK || !last || last <= from) return outcome;
    from = last;
  }
}
