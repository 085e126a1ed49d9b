/** The system's pulse: a list of jobs, each isolated, budgeted and recorded. Two at once do the work once. */
import type { World } from '../world/world.ts';
import type { CorePolicies, PolicyValues } from './company.ts';
import { readMetrics } from './content/metrics.ts';
import { fillSlots, recoverTalks } from './conversations/plan.ts';
import { type DueJobs, selectDueJobs } from './due-store.ts';
import { emit } from './events/emit.ts';
import { selectEvents } from './events/store.ts';
import { queueInitiatives } from './initiative/enqueue.ts';
import { learnFromOutcomes } from './memory/learn.ts';
import { promoteAndFade } from './memory/promote.ts';
import { recoverStale } from './missions/recover.ts';
import { describe } from './missions/rules.ts';
import { policySnapshot } from './policy/policies.ts';
import type { Unreadable } from './policy/rules.ts';
import { expirePending } from './proposals/decide-pending.ts';
import { processReactions } from './reactions/react.ts';
import { closeRun, type JobReport, openAfterDead, openRun } from './runs-store.ts';
import { before, MINUTE_MS } from './time.ts';
import { evaluateTriggers, type MemoriesOf, memoryCache } from './triggers/evaluate.ts';
import { within } from './within.ts';

export type HeartbeatReport = {
  id: string | null;
  status: 'succeeded' | 'partial' | 'failed' | 'already_running';
  jobs: JobReport[];
};

/** What the jobs of one beat share. */
type Beat = { policies: PolicyValues; budgetMs: number; signal: AbortSignal; memoriesOf: MemoriesOf };
type JobResult = { counts: Record<string, number>; notes?: string[]; choices?: JobReport['choices'] };
type Job = {
  name: string;
  /** What it counts when nothing is due. */
  idle?: Record<string, number>;
  budgetMs(policy: CorePolicies['heartbeat_policy']): number;
  /** False: the job also runs while the company is paused. */
  pausable: boolean;
  run(world: World, beat: Beat): Promise<JobResult>;
};

const usual = (policy: CorePolicies['heartbeat_policy']) => policy.job_budget_ms;

/** The tutorial's six (S09), then those that fill the day: conversations, initiatives, readings of posts, and what waited too long. */
const JOBS: readonly Job[] = [
  {
    name: 'triggers',
    idle: { due: 0, checked: 0, fired: 0, skipped: 0, rejected: 0, errors: 0, cut: 0, postponed: 0 },
    pausable: true,
    budgetMs: (policy) => policy.trigger_budget_ms,
    run: async (world, { policies, budgetMs, memoriesOf }) => {
      const { counts, problems, choices } = await evaluateTriggers(world, policies, budgetMs, memoriesOf);
      return { counts, notes: problems, choices };
    },
  },
  {
    name: 'reactions',
    idle: { processed: 0, proposed: 0, rejected: 0, failed: 0 },
    pausable: true,
    budgetMs: (policy) => policy.reaction_budget_ms,
    run: async (world, { policies, budgetMs, signal }) => {
      const { counts, problems } = await processReactions(world, policies, budgetMs, signal);
      return { counts, notes: problems };
    },
  },
  {
    name: 'promote_insights',
    idle: { promoted: 0, faded: 0 },
    pausable: true,
    budgetMs: usual,
    run: async (world, { policies }) => ({ counts: await promoteAndFade(world, policies) }),
  },
  {
    name: 'learn_from_outcomes',
    idle: { lessons: 0, strategies: 0, from_missions: 0 },
    pausable: true,
    budgetMs: usual,
    run: async (world, { policies }) => ({ counts: await learnFromOutcomes(world, policies) }),
  },
  {
    name: 'stale_steps',
    idle: { requeued: 0, failed: 0 },
    pausable: false,
    budgetMs: usual,
    // Workers sweep within seconds; this is the net under them, for when none is alive (S09: 30 minutes without progress).
    run: async (world, { policies }) => ({ counts: await recoverStale(world, policies.heartbeat_policy.stale_minutes * MINUTE_MS) }),
  },
  {
    name: 'stale_roundtables',
    idle: { waiting: 0, called_off: 0 },
    pausable: false,
    budgetMs: usual,
    run: async (world, { policies }) => ({
      counts: await recoverTalks(world, policies, policies.heartbeat_policy.stale_minutes * MINUTE_MS),
    }),
  },
  {
    name: 'roundtable_slots',
    idle: { enqueued: 0, skipped: 0, missed: 0 },
    pausable: true,
    budgetMs: usual,
    run: async (world, { policies }) => ({ counts: await fillSlots(world, policies) }),
  },
  {
    name: 'initiatives',
    pausable: true,
    budgetMs: usual,
    run: async (world, { policies, memoriesOf }) => ({ counts: await queueInitiatives(world, policies, memoriesOf) }),
  },
  {
    name: 'tweet_metrics',
    pausable: true,
    budgetMs: usual,
    run: (world, { policies }) => readMetrics(world, policies),
  },
  {
    name: 'expire_pending',
    idle: { expired: 0 },
    pausable: false,
    budgetMs: usual,
    run: async (world) => ({ counts: { expired: await expirePending(world) } }),
  },
];

/** A job that ignores its signal is left behind after its budget and this much more. */
const GRACE_MS = 1000;
/** A run that has not ended after this long died with its process. */
const DEAD_RUN_MS = 2 * MINUTE_MS;

/** Never throws for a job's sake; throws when the database itself cannot be reached. */
export async function heartbeat(
  world: World,
  options: {
    source: 'scheduler' | 'api' | 'cli' /** The newest beat a scheduler knew of when it found the next one due. */;
    after?: Date | null;
  },
): Promise<HeartbeatReport> {
  const now = world.clock.now();
  const run = { id: world.ids.next(), source: options.source, now, deadBefore: before(now, DEAD_RUN_MS), after: options.after };
  const id = (await openRun(world.db.sql, run)) ?? (await world.db.begin((sql) => openAfterDead(sql, run)));
  if (!id) return { id: null, status: 'already_running', jobs: [] };
  const jobs: JobReport[] = [];
  try {
    const { values, unreadable } = await policySnapshot(world);
    await tellUnreadable(world, values, unreadable);
    const memoriesOf = memoryCache(world);
    const due = await selectDueJobs(world.db.sql, { id, policies: values, now });
    for (const job of JOBS) {
      if (job.idle && !due[job.name as keyof DueJobs])
        jobs.push({ name: job.name, ok: true, ms: 0, counts: job.idle, error: null, cut: false, notes: [] });
      else if (job.pausable && values.company.paused)
        jobs.push({ name: job.name, ok: true, ms: 0, counts: {}, error: null, cut: false, notes: ['the company is paused'] });
      else jobs.push(await runJob(world, values, job, memoriesOf));
    }
  } catch (error) {
    jobs.push({ name: 'heartbeat', ok: false, ms: 0, counts: {}, error: describe(error), cut: false, notes: [] });
  }
  const bad = jobs.filter((job) => !job.ok).length;
  const status = bad === 0 ? 'succeeded' : bad === jobs.length ? 'failed' : 'partial';
  await closeRun(world.db.sql, id, { status, jobs, now: world.clock.now() });
  return { id, status, jobs };
}

async function runJob(world: World, policies: PolicyValues, job: Job, memoriesOf: MemoriesOf): Promise<JobReport> {
  const started = world.clock.now().getTime();
  const budgetMs = job.budgetMs(policies.heartbeat_policy);
  const report = (rest: Partial<JobReport>): JobReport => ({
    name: job.name,
    ok: true,
    ms: world.clock.now().getTime() - started,
    counts: {},
    error: null,
    cut: false,
    notes: [],
    ...rest,
  });
  try {
    const done = await within(world.clock, budgetMs + GRACE_MS, (signal) => job.run(world, { policies, budgetMs, signal, memoriesOf }));
    return done.cut
      ? report({ ok: false, cut: true, error: `took longer than its ${budgetMs} ms; what is left waits for the next heartbeat` })
      : report(done.value);
  } catch (error) {
    world.log.error({ job: job.name, error: describe(error) }, 'heartbeat job failed');
    return report({ ok: false, error: describe(error) });
  }
}

/** A policy that cannot be read counts as "stop"; people are told once per bad value. */
async function tellUnreadable(world: World, policies: PolicyValues, unreadable: Unreadable[]): Promise<void> {
  for (const { key, problem, updatedAt } of unreadable) {
    const told = await selectEvents(world.db.sql, { kinds: ['policy_unreadable'], tags: [`policy:${key}`], since: updatedAt, limit: 1 });
    if (told.length) continue;
    await world.db.begin((sql) =>
      emit(world, sql, policies, [
        {
          agentId: world.company.coordinator,
          kind: 'policy_unreadable',
          title: `Policy ${key} cannot be read`,
          summary: `${problem}. Until it is set right, what it governs is stopped.`,
          tags: ['alert', 'policy', `policy:${key}`],
          metadata: { key, problem },
          cause: { kind: 'person', id: 'sql' },
          depth: 0,
        },
      ]),
    );
  }
}
