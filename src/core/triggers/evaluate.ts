/** Evaluates the due rules within a time budget; a firing, its event and its proposal are one transaction. */
import type { World } from '../../world/world.ts';
import type { Checker, PolicyValues, TriggerOutcome } from '../company.ts';
import { selectMetrics } from '../content/library.ts';
import { selectArtifacts } from '../content/store.ts';
import { InvalidInput } from '../errors.ts';
import { emit } from '../events/emit.ts';
import { selectEvents } from '../events/store.ts';
import { describe } from '../missions/rules.ts';
import { type ProposalOutcome, proposeWithin } from '../proposals/propose.ts';
import { findByDedupeKey } from '../proposals/store.ts';
import { within } from '../within.ts';
import type { TriggerFacts } from './facts.ts';
import { nextDue, skips, topicOf } from './rules.ts';
import { noteChecked, noteFired, selectDue, type TriggerRow } from './store.ts';

export type TriggerCounts = {
  due: number;
  checked: number;
  fired: number;
  skipped: number;
  rejected: number;
  errors: number;
  cut: number;
  postponed: number;
};

/** @returns counts, and one line per rule that went wrong */
export async function evaluateTriggers(
  world: World,
  policies: PolicyValues,
  budgetMs: number,
): Promise<{ counts: TriggerCounts; problems: string[] }> {
  const started = world.clock.now().getTime();
  const left = () => budgetMs - (world.clock.now().getTime() - started);
  const rules = await selectDue(world.db.sql, world.clock.now());
  const counts: TriggerCounts = { due: rules.length, checked: 0, fired: 0, skipped: 0, rejected: 0, errors: 0, cut: 0, postponed: 0 };
  const problems: string[] = [];
  // One slow checker may use a quarter of the budget, not all of it: the others go on in the same heartbeat.
  const share = Math.max(budgetMs / 4, 1);
  const facts = triggerFacts(world, policies);
  for (const rule of rules) {
    if (left() <= 0) {
      counts.postponed++;
      continue;
    }
    counts.checked++;
    const told = await evaluateRule(world, policies, rule, facts, Math.min(left(), share));
    counts[told.count]++;
    if (told.problem) problems.push(`${rule.name}: ${told.problem}`);
  }
  return { counts, problems };
}

type Told = { count: 'fired' | 'skipped' | 'rejected' | 'errors' | 'cut' | 'checked'; problem?: string };

async function evaluateRule(world: World, policies: PolicyValues, rule: TriggerRow, facts: TriggerFacts, limitMs: number): Promise<Told> {
  const { sql } = world.db;
  const now = world.clock.now();
  const random = world.random.fork(`trigger/${rule.name}/${rule.fire_count}/${now.toISOString()}`);
  const note = (result: string, more: { nextDueAt?: Date; nextTopic?: boolean } = {}) =>
    noteChecked(sql, rule.name, { result, now: world.clock.now(), ...more });
  const checker = world.company.checkers.get(rule.trigger_event);
  if (!checker) {
    const problem = `error: no checker is called "${rule.trigger_event}"`;
    await note(problem);
    return { count: 'errors', problem };
  }
  // A rule's first turn is never skipped: a new company starts to work at once.
  if (rule.kind === 'proactive' && rule.fire_count > 0 && skips(rule.action_config, random.fork('skip'))) {
    await note('skipped: not feeling like it this time', { nextDueAt: nextDue(rule, now, random.fork('jitter')), nextTopic: true });
    return { count: 'skipped' };
  }
  try {
    const checked = await within(world.clock, limitMs, (signal) => check(checker, rule, facts, now, random, signal));
    if (checked.cut) {
      const problem = `cut: its checker took longer than ${Math.round(limitMs)} ms`;
      await note(problem);
      return { count: 'cut', problem };
    }
    if (!checked.value.fired) {
      await note(`not fired${checked.value.note ? `: ${checked.value.note}` : ''}`);
      return { count: 'checked' };
    }
    return await fire(world, policies, rule, checked.value, random);
  } catch (error) {
    const problem = `error: ${describe(error)}`;
    await note(problem);
    return { count: 'errors', problem };
  }
}

function check(
  checker: Checker,
  rule: TriggerRow,
  facts: TriggerFacts,
  now: Date,
  random: ReturnType<World['random']['fork']>,
  signal: AbortSignal,
) {
  return checker({
    facts,
    conditions: rule.conditions,
    config: rule.action_config,
    topic: topicOf(rule.action_config, rule.topic_index),
    lastFiredAt: rule.last_fired_at,
    now,
    random: random.fork('check'),
    signal,
  });
}

/** An already asked dedupe key does not count as a firing: the cooldown starts only when work was really proposed. */
async function fire(
  world: World,
  policies: PolicyValues,
  rule: TriggerRow,
  outcome: Extract<TriggerOutcome, { fired: true }>,
  random: ReturnType<World['random']['fork']>,
): Promise<Told> {
  const { proposal } = outcome;
  const proposed = await world.db
    .begin(async (sql): Promise<ProposalOutcome | null> => {
      const now = world.clock.now();
      if (proposal.dedupe_key && (await findByDedupeKey(sql, proposal.dedupe_key))) {
        await noteChecked(sql, rule.name, { result: `not fired: ${proposal.dedupe_key} was asked before`, now });
        return null;
      }
      const due = rule.kind === 'proactive' ? nextDue(rule, now, random.fork('jitter')) : null;
      if (!(await noteFired(sql, rule, { result: 'fired', now, nextDueAt: due }))) return null;
      const depth = outcome.depth ?? 0;
      const [eventId] = await emit(world, sql, policies, [
        {
          agentId: proposal.agent_id,
          kind: 'trigger_fired',
          title: rule.name,
          summary: `${proposal.title}${due ? ` · next not before ${due.toISOString().slice(0, 16).replace('T', ' ')} UTC` : ''}`,
          tags: ['trigger', rule.name],
          metadata: { rule: rule.name, trigger_event: rule.trigger_event, next_due_at: due?.toISOString() ?? null },
          cause: outcome.cause ?? { kind: 'schedule', id: rule.name },
          depth,
          untrusted: proposal.untrusted,
        },
      ]);
      return proposeWithin(world, sql, policies, {
        agentId: proposal.agent_id,
        title: proposal.title,
        steps: proposal.proposed_steps,
        source: 'trigger',
        cause: { kind: 'trigger', id: eventId ?? null },
        depth,
        dedupeKey: proposal.dedupe_key,
        untrusted: proposal.untrusted,
      });
    })
    .catch((error: unknown) => {
      if (error instanceof InvalidInput) throw new Error(`its proposal is not of the right form: ${error.message}`);
      throw error;
    });
  if (!proposed) return { count: 'checked' };
  if (proposed.status !== 'rejected') return { count: 'fired' };
  await noteChecked(world.db.sql, rule.name, { result: `rejected: ${proposed.reason}`, now: world.clock.now() });
  return { count: 'rejected' };
}

function triggerFacts(world: World, policies: PolicyValues): TriggerFacts {
  const { sql } = world.db;
  return {
    policies,
    events: (filter) => selectEvents(sql, { ...filter, oldestFirst: true }),
    artifacts: (filter) => selectArtifacts(sql, filter),
    metrics: (filter) => selectMetrics(sql, filter),
    asked: async (key) => (await findByDedupeKey(sql, key)) !== null,
  };
}
