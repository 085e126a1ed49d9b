/** What a policy's value means, in one sentence, and whether it is on. Pure. */
import type { CorePolicies } from '../core/company.ts';

export type PolicyState = 'on' | 'off' | null;
export type PolicyWords = { state: PolicyState; words: string };

type Tellers = { [K in keyof CorePolicies]: (value: CorePolicies[K]) => PolicyWords };

const plain = (words: string): PolicyWords => ({ state: null, words });
const switched = (on: boolean, words: string, off: string): PolicyWords => (on ? { state: 'on', words } : { state: 'off', words: off });
const percent = (share: number) => `${Math.round(share * 1000) / 10} %`;
const usd = (amount: number) => `$${amount < 1 ? amount.toFixed(3).replace(/0$/, '') : amount.toFixed(2)}`;
const count = (n: number, one: string, many = `${one}s`) => `${n.toLocaleString('en')} ${n === 1 ? one : many}`;
const list = (names: readonly string[]) => names.join(', ');

const TELL: Tellers = {
  company: ({ name, paused }) => switched(!paused, `${name} is at work.`, `${name} is paused: nothing is proposed or worked on.`),
  kill_switch: ({ agents, kinds }) =>
    agents.length + kinds.length === 0
      ? plain('Nobody and nothing is switched off.')
      : plain(`Switched off: ${list([...agents, ...kinds])}.`),
  auto_approve: ({ enabled, allowed_step_kinds: kinds }) =>
    switched(
      enabled,
      kinds.length ? `Without a person: ${list(kinds)}.` : 'It lists nothing, so everything waits.',
      'Every proposal waits for a person.',
    ),
  proposal_policy: (p) =>
    plain(
      `Each agent may propose ${p.max_per_agent_per_day} a day, ${p.max_pending} may wait, for ${count(p.pending_expires_hours, 'hour')}; at most ${count(p.max_steps, 'step')} each.`,
    ),
  causality: ({ max_depth }) => plain(`A chain ends after ${count(max_depth, 'link')}.`),
  reaction_matrix: ({ patterns }) => plain(`${count(patterns.length, 'pattern')} of who answers whom.`),
  heartbeat_policy: (p) =>
    plain(`A heartbeat every ${count(p.interval_seconds, 'second')}; the first ${p.warmup_beats} come every ${p.warmup_seconds}.`),
  worker_policy: (p) =>
    switched(
      p.concurrency > 0,
      `${count(p.concurrency, 'step')} at once for each worker, ${count(p.max_attempts, 'try', 'tries')} each; a kind rests after ${count(p.breaker_failures, 'failure')} in a row.`,
      'No steps run: concurrency is 0.',
    ),
  model_policy: (p) => plain(`At most ${usd(p.daily_cap_usd)} a day, on ${p.models.default ?? 'no default model'} (${p.provider}).`),
  x_daily_quota: ({ limit }) => plain(`${count(limit, 'tweet')} a day.`),
  x_policy: (p) =>
    switched(
      p.posting,
      `Posts go out, for at most ${usd(p.daily_spend_cap_usd)} a day, ${p.allow_links ? 'with' : 'without'} links.`,
      'Nothing is posted; what would be posted is kept in the outbox.',
    ),
  content_policy: (p) => switched(p.enabled, `${count(p.max_drafts_per_day, 'draft')} a day.`, 'No articles are written.'),
  deploy_policy: (p) =>
    switched(p.enabled, `${count(p.max_per_day, 'deployment')} a day, each approved by a person.`, 'Nothing is deployed.'),
  web_policy: (p) =>
    plain(`${count(p.feeds.length, 'feed')} and ${count(p.topics.length, 'topic')}, ${p.max_items_per_scan} items a scan.`),
  roundtable_policy: (p) =>
    switched(
      p.enabled,
      `At most ${count(p.max_daily_conversations, 'conversation')} a day, ${p.gap_seconds[0]} to ${p.gap_seconds[1]} seconds between turns of ${p.max_chars} characters.`,
      'No conversations take place.',
    ),
  memory_policy: (p) =>
    plain(
      `${p.max_per_agent} memories an agent, ${p.max_per_conversation} from one conversation, kept from a confidence of ${percent(p.min_confidence)}; ${p.decay_days ? `unused ones fade after ${count(p.decay_days, 'day')}` : 'none fade'}.`,
    ),
  memory_influence_policy: (p) =>
    switched(p.enabled, `In ${percent(p.probability)} of choices a memory decides what an agent turns to.`, 'Memories change no choice.'),
  relationship_drift_policy: (p) =>
    switched(p.enabled, `One conversation moves an affinity by ${p.max_drift} at most.`, 'Affinities stay as they are.'),
  initiative_policy: (p) =>
    switched(
      p.enabled,
      `${p.max_per_agent_per_day} ideas an agent and day, ${count(p.cooldown_hours, 'hour')} apart, from ${p.min_memories} memories on.`,
      'Agents start nothing of their own accord.',
    ),
  holdout_policy: ({ share }) => plain(`${percent(share)} of pairings and initiatives are made blind, for comparison.`),
  metrics_policy: (p) =>
    switched(
      p.fetch,
      `Numbers of posts are read every ${count(p.every_minutes, 'minute')}, for ${count(p.max_age_days, 'day')}.`,
      'Numbers of posts are not read.',
    ),
};

/** @param value as its schema gives it back; of a policy that only this company has, its fields are listed */
export function policyWords(key: string, value: unknown): PolicyWords {
  const tell = TELL[key as keyof CorePolicies] as ((value: unknown) => PolicyWords) | undefined;
  return tell ? tell(value) : { state: stateOf(value), words: fields(value) };
}

function stateOf(value: unknown): PolicyState {
  const enabled = (value as { enabled?: unknown } | null)?.enabled;
  return typeof enabled === 'boolean' ? (enabled ? 'on' : 'off') : null;
}

function fields(value: unknown): string {
  if (!value || typeof value !== 'object') return String(value);
  return Object.entries(value)
    .map(([name, inner]) => `${name.replaceAll('_', ' ')}: ${typeof inner === 'object' ? (JSON.stringify(inner) ?? '') : String(inner)}`)
    .join(' · ')
    .slice(0, 200);
}

/** What kind of effect a policy has, where the door does not look at it. Policies that are not here are met at the door. */
export const OTHER_EFFECTS: Readonly<Record<string, string>> = {
  company: 'It stops or starts everything at once; single proposals are not weighed by it.',
  reaction_matrix: 'It decides which events make whom propose something; what is then proposed meets the door like everything else.',
  heartbeat_policy: 'It decides when the company looks around, not what it does.',
  worker_policy: 'It decides how accepted work is carried out: how much at once, how often it is tried.',
  model_policy: 'It decides which model answers and when the day’s money is spent; a call that would go over the cap fails its step.',
  web_policy: 'It decides what scans read; what they find leads to other findings, which nobody can know afterwards.',
  roundtable_policy: 'It decides whether and how conversations take place.',
  memory_policy: 'It decides what is remembered from now on.',
  memory_influence_policy:
    'It decides how often a memory chooses a topic; the draws of yesterday are kept, the choices they would have led to are not.',
  relationship_drift_policy: 'It bounds how far conversations move affinities from now on.',
  initiative_policy: 'It decides whether agents start work of their own accord.',
  holdout_policy: 'It decides how many choices are made blind from now on.',
  metrics_policy: 'It decides whether and how often the numbers of posts are read.',
};
