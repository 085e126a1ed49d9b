/** What a trigger would propose if its turn came now, and what the door would say: read only, nothing is kept. */
import type { World } from '../../world/world.ts';
import type { Checker, PolicyValues, TriggerOutcome, TriggerProposal } from '../company.ts';
import { InvalidInput } from '../errors.ts';
import { selectLive } from '../memory/store.ts';
import { describe } from '../missions/rules.ts';
import { readPolicies } from '../policy/policies.ts';
import { checkInput, idsIn } from '../proposals/input.ts';
import { type Decision, decide } from '../proposals/rules.ts';
import { anyUntrusted, countUsage, findByDedupeKey } from '../proposals/store.ts';
import { oneLine } from '../text.ts';
import { startOfDay } from '../time.ts';
import { within } from '../within.ts';
import { check, triggerFacts, turnTo } from './evaluate.ts';
import { readRule, type TriggerRow } from './store.ts';

export type Rehearsal =
  | { outcome: 'quiet'; note: string }
  | { outcome: 'error'; note: string }
  | {
      outcome: 'proposes';
      proposal: TriggerProposal;
      untrusted: boolean;
      /** The topic whose turn it is, and the memory that changed it. */
      topic: string | null;
      memory: { id: string; content: string } | null;
      decision: Decision;
    };

const LIMIT_MS = 4000;

/** Facts are SELECTs and the rest is pure, so nothing can be written. @throws InvalidInput when there is no rule of that name */
export async function rehearseTrigger(world: World, name: string): Promise<Rehearsal> {
  const rule = await readRule(world.db.sql, name);
  if (!rule) throw new InvalidInput('name', `name: no trigger rule is called "${oneLine(name, 60)}"`);
  const checker = world.company.checkers.get(rule.trigger_event);
  if (!checker) return { outcome: 'error', note: `no checker is called "${rule.trigger_event}"` };
  try {
    return await run(world, await readPolicies(world), rule, checker);
  } catch (error) {
    const wrong = error instanceof InvalidInput ? 'its proposal is not of the right form: ' : '';
    return { outcome: 'error', note: wrong + describe(error) };
  }
}

async function run(world: World, policies: PolicyValues, rule: TriggerRow, checker: Checker): Promise<Rehearsal> {
  const { sql } = world.db;
  const now = world.clock.now();
  const random = world.random.fork(`rehearsal/${rule.name}/${rule.fire_count}/${now.toISOString()}`);
  const facts = triggerFacts(sql, policies, (agentId) => selectLive(sql, [agentId]));
  const choice = await turnTo(policies, rule, facts, random);
  const checked = await within(world.clock, LIMIT_MS, (signal) => check(checker, rule, choice?.topic ?? null, facts, now, random, signal));
  if (checked.cut) return { outcome: 'error', note: `its checker took longer than ${LIMIT_MS} ms` };
  if (!checked.value.fired) return { outcome: 'quiet', note: checked.value.note ?? 'there is nothing to propose now' };
  const { proposal } = checked.value;
  if (proposal.dedupe_key && (await findByDedupeKey(sql, proposal.dedupe_key)))
    return { outcome: 'quiet', note: `${proposal.dedupe_key} was asked before` };
  const { decision, untrusted } = await atTheDoor(world, policies, checked.value);
  return { outcome: 'proposes', proposal, untrusted, topic: choice?.topic ?? null, memory: choice?.memory ?? null, decision };
}

async function atTheDoor(
  world: World,
  policies: PolicyValues,
  { proposal, cause, depth = 0 }: Extract<TriggerOutcome, { fired: true }>,
): Promise<{ decision: Decision; untrusted: boolean }> {
  const { sql } = world.db;
  const asked = { agentId: proposal.agent_id, title: proposal.title, steps: proposal.proposed_steps, depth };
  const whence = { source: 'trigger', cause: cause ?? { kind: 'trigger', id: null } } as const;
  const input = checkInput(world, { ...asked, ...whence }, policies.proposal_policy.max_steps);
  const usage = await countUsage(sql, input.agent.id, startOfDay(world.clock.now()));
  const named = idsIn(input.steps);
  const untrusted = (proposal.untrusted ?? false) || (named.length > 0 && (await anyUntrusted(sql, named)));
  return { decision: decide({ ...input, untrusted }, { policies, usage, stepKinds: world.company.stepKinds }), untrusted };
}
