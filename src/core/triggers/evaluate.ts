/** Evaluates the due rules within a time budget; a firing, its event and its proposal are one transaction. */
import type { Sql } from '../../world/db.ts';
import type { Random, World } from '../../world/world.ts';
import type { Checker, PolicyValues, TriggerOutcome } from '../company.ts';
import { selectMetrics } from '../content/library.ts';
import { selectArtifacts } from '../content/store.ts';
import { InvalidInput } from '../errors.ts';
import { emit } from '../events/emit.ts';
import { selectEvents } from '../events/store.ts';
import { chooseTopic, type TopicChoice } from '../influence/rules.ts';
import { insertInfluence } from '../influence/store.ts';
import type { Memory } from '../memory/rules.ts';
import { noteUsed, selectLive } from '../memory/store.ts';
import { describe } from '../missions/rules.ts';
import { type ProposalOutcome, proposeWithin } from '../proposals/propose.ts';
import { findByDedupeKey } from '../proposals/store.ts';
import { within } from '../within.ts';
import type { TriggerFacts } from './facts.ts';
import { nextDue, skips, topicOf, topicsOf } from './rules.ts';
import { type Checked, noteChecked, noteFired, noteQuiet, selectDue, type TriggerRow } from './store.ts';

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

/** @returns counts, one line per rule that went wrong, and for each rule that chose a topic whether a memory did (S28) */
export async function evaluateTriggers(
  world: World,
  policies: PolicyValues,
  budgetMs: number,
  memoriesOf: MemoriesOf = memoryCache(world),
): Promise<{ counts: TriggerCounts; problems: string[]; choices: TopicNote[] }> {
  const started = world.clock.now().getTime();
  const left = () => budgetMs - (world.clock.now().getTime() - started);
  const rules = await selectDue(world.db.sql, world.clock.now());
  const counts: TriggerCounts = { due: rules.length, checked: 0, fired: 0, skipped: 0, rejected: 0, errors: 0, cut: 0, postponed: 0 };
  const problems: string[] = [];
  const choices: TopicNote[] = [];
  // One slow checker may use a quarter of the budget, not all of it: the others go on in the same heartbeat.
  const share = Math.max(budgetMs / 4, 1);
  const facts = triggerFacts(world.db.sql, policies, memoriesOf);
  const quiet: Checked[] = [];
  for (const rule of rules) {
    if (left() <= 0) {
      counts.postponed++;
      continue;
    }
    counts.checked++;
    const told = await evaluateRule(world, policies, rule, facts, Math.min(left(), share), quiet);
    counts[told.count]++;
    if (told.problem) problems.push(`${rule.name}: ${told.problem}`);
    if (told.choice) choices.push(told.choice);
  }
  await noteQuiet(world.db.sql, quiet);
  return { counts, problems, choices };
}

export type TopicNote = {
  rule: string;
  agent: string;
  memoryInfluenced: boolean;
  memoryId: string | null;
  heldOut: boolean;
  topic: string;
};
type Told = { count: 'fired' | 'skipped' | 'rejected' | 'errors' | 'cut' | 'checked'; problem?: string; choice?: TopicNote };

/** @param quiet takes what did not fire: most rules at most beats, written down together */
async function evaluateRule(
  world: World,
  policies: PolicyValues,
  rule: TriggerRow,
  facts: TriggerFacts,
  limitMs: number,
  quiet: Checked[],
): Promise<Told> {
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
    const choice = await turnTo(policies, rule, facts, random);
    const checked = await within(world.clock, limitMs, (signal) => check(checker, rule, choice?.topic ?? null, facts, now, random, signal));
    if (checked.cut) {
      const problem = `cut: its checker took longer than ${Math.round(limitMs)} ms`;
      await note(problem);
      return { count: 'cut', problem };
    }
    if (!checked.value.fired) {
      quiet.push({ name: rule.name, result: `not fired${checked.value.note ? `: ${checked.value.note}` : ''}`, now: world.clock.now() });
      return { count: 'checked' };
    }
    return await fire(world, policies, rule, checked.value, choice, random);
  } catch (error) {
    const problem = `error: ${describe(error)}`;
    await note(problem);
    return { count: 'errors', problem };
  }
}

/** The topic whose turn it is, unless a memory of the one who will do it chooses another (S28). */
export async function turnTo(policies: PolicyValues, rule: TriggerRow, facts: TriggerFacts, random: Random): Promise<Chosen | null> {
  const base = topicOf(rule.action_config, rule.topic_index);
  const agent = rule.action_config.target_agent;
  if (base === null || typeof agent !== 'string') return base === null ? null : { ...PLAIN, topic: base, base, agent: '' };
  const choice = chooseTopic(
    policies.memory_influence_policy,
    await facts.memories(agent),
    base,
    topicsOf(rule.action_config),
    random.fork('memory'),
  );
  return { ...choice, base, agent };
}

type Chosen = TopicChoice & { base: string; agent: string };
const PLAIN = { memoryInfluenced: false, heldOut: false, memory: null };

export function check(
  checker: Checker,
  rule: TriggerRow,
  topic: string | null,
  facts: TriggerFacts,
  now: Date,
  random: Random,
  signal: AbortSignal,
) {
  return checker({
    facts,
    conditions: rule.conditions,
    config: rule.action_config,
    topic,
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
  choice: Chosen | null,
  random: Random,
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
          metadata: {
            rule: rule.name,
            trigger_event: rule.trigger_event,
            next_due_at: due?.toISOString() ?? null,
            ...(choice ? { memory_influenced: choice.memoryInfluenced, memory_id: choice.memory?.id ?? null } : {}),
          },
          cause: outcome.cause ?? (choice?.memory ? { kind: 'memory', id: choice.memory.id } : { kind: 'schedule', id: rule.name }),
          depth,
          untrusted: proposal.untrusted,
        },
      ]);
      const made = await proposeWithin(world, sql, policies, {
        agentId: proposal.agent_id,
        title: proposal.title,
        steps: proposal.proposed_steps,
        source: 'trigger',
        cause: { kind: 'trigger', id: eventId ?? null },
        depth,
        dedupeKey: proposal.dedupe_key,
        untrusted: proposal.untrusted,
      });
      if (choice) await recordChoice(world, sql, rule, choice, made.id, now);
      return made;
    })
    .catch((error: unknown) => {
      if (error instanceof InvalidInput) throw new Error(`its proposal is not of the right form: ${error.message}`);
      throw error;
    });
  if (!proposed) return { count: 'checked' };
  const noted = choice && {
    rule: rule.name,
    agent: choice.agent,
    memoryInfluenced: choice.memoryInfluenced,
    memoryId: choice.memory?.id ?? null,
    heldOut: choice.heldOut,
    topic: choice.topic,
  };
  const more = noted ? { choice: noted } : {};
  if (proposed.status !== 'rejected') return { count: 'fired', ...more };
  await noteChecked(world.db.sql, rule.name, { result: `rejected: ${proposed.reason}`, now: world.clock.now() });
  return { count: 'rejected', ...more };
}

/** Whether a memory changed the topic, or could have and was held back by the draw: the comparison that tells whether remembering pays. */
async function recordChoice(world: World, sql: Sql, rule: TriggerRow, choice: Chosen, proposalId: string, now: Date): Promise<void> {
  const row = { kind: 'topic' as const, agentId: choice.agent, chooser: rule.name, base: choice.base, chosen: choice.topic };
  const drawn = { influenced: choice.memoryInfluenced, heldOut: choice.heldOut, memoryId: choice.memory?.id ?? null };
  await insertInfluence(sql, { ...row, ...drawn, id: world.ids.next(), proposalId, conversationId: null }, now);
  if (choice.memory) await noteUsed(sql, [choice.memory.id], now);
}

export type MemoriesOf = (agentId: string) => Promise<readonly Memory[]>;

/** One read per agent, however many rules and jobs of a heartbeat ask (S29). */
export function memoryCache(world: World): MemoriesOf {
  const known = new Map<string, Promise<Memory[]>>();
  return (agentId) => {
    const read = known.get(agentId) ?? selectLive(world.db.sql, [agentId]);
    known.set(agentId, read);
    return read;
  };
}

/** What was asked once stays asked, for proposals are never deleted: only the others are looked up again. */
const ASKED = new WeakMap<Sql, Set<string>>();
const MOST_ASKED = 10_000;

async function wasAsked(sql: Sql, key: string): Promise<boolean> {
  const known = ASKED.get(sql) ?? new Set();
  ASKED.set(sql, known);
  if (known.has(key)) return true;
  if (!(await findByDedupeKey(sql, key))) return false;
  if (known.size >= MOST_ASKED) known.clear();
  known.add(key);
  return true;
}

export function triggerFacts(sql: Sql, policies: PolicyValues, memories: MemoriesOf): TriggerFacts {
  return {
    policies,
    events: (filter) => selectEvents(sql, { ...filter, oldestFirst: true }),
    artifacts: (filter) => selectArtifacts(sql, filter),
    metrics: (filter) => selectMetrics(sql, filter),
    asked: (key) => wasAsked(sql, key),
    memories,
  };
}
