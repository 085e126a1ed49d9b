/** Works off everything that is due now, one step after the other: what worker processes do, without the processes. */
import { goOn } from '../src/core/conversations/converse.ts';
import { setbackTalk } from '../src/core/conversations/setback.ts';
import { claimConversation, nextTalkAt } from '../src/core/conversations/store.ts';
import { takeInitiative } from '../src/core/initiative/generate.ts';
import { setbackInitiative } from '../src/core/initiative/setback.ts';
import { claimInitiative } from '../src/core/initiative/store.ts';
import { claimSteps } from '../src/core/missions/claims.ts';
import { type WorkOutcome, work } from '../src/core/missions/work.ts';
import { readPolicies } from '../src/core/policy/policies.ts';
import { after } from '../src/core/time.ts';
import type { World } from '../src/world/world.ts';
import type { TestWorld } from './world.ts';

export async function workAll(world: World, options: { kinds?: string[]; limit?: number } = {}): Promise<WorkOutcome[]> {
  const outcomes: WorkOutcome[] = [];
  const kinds = options.kinds ?? [...world.company.stepKinds.keys()];
  while (outcomes.length < (options.limit ?? 500)) {
    const policies = await readPolicies(world);
    const now = world.clock.now();
    const [step] = await claimSteps(world.db.sql, {
      workerId: 'test-worker',
      kinds,
      withoutAgents: [],
      limit: 1,
      now,
      leaseUntil: after(now, 30_000),
      eventIds: [world.ids.next()],
    });
    if (!step) return outcomes;
    outcomes.push(await work(world, step, policies, 'test-worker', new AbortController().signal));
  }
  return outcomes;
}

/** Lets everybody talk who is due, moving the clock from turn to turn, until nothing is due within `withinMs`. Failures are set back as workers do. */
export async function talkAll(world: TestWorld, options: { withinMs?: number; limit?: number } = {}): Promise<string[]> {
  const until = world.clock.now().getTime() + (options.withinMs ?? 30 * 60_000);
  const outcomes: string[] = [];
  while (outcomes.length < (options.limit ?? 2000)) {
    const policies = await readPolicies(world);
    const now = world.clock.now();
    const talk = await claimConversation(world.db.sql, { workerId: 'test-worker', now, leaseUntil: after(now, 30_000) });
    if (talk) {
      outcomes.push(
        await goOn(world, talk, policies, new AbortController().signal).catch((error: unknown) =>
          setbackTalk(world, talk, policies, error),
        ),
      );
      continue;
    }
    const next = await nextTalkAt(world.db.sql);
    if (!next || next.getTime() > until) return outcomes;
    if (next > now) world.clock.set(next);
  }
  return outcomes;
}

/** Works off the initiatives that are due. */
export async function initiateAll(world: TestWorld): Promise<number> {
  for (let done = 0; ; done++) {
    const policies = await readPolicies(world);
    const now = world.clock.now();
    const row = await claimInitiative(world.db.sql, { workerId: 'test-worker', withoutAgents: [], now, leaseUntil: after(now, 30_000) });
    if (!row) return done;
    await takeInitiative(world, row, policies, new AbortController().signal).catch((error: unknown) =>
      setbackInitiative(world, row, policies, error),
    );
  }
}
