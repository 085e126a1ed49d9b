/** The heartbeat's part: notes that an agent is due. No model call here (S34). */
import type { World } from '../../world/world.ts';
import type { PolicyValues } from '../company.ts';
import { emit } from '../events/emit.ts';
import type { Memory } from '../memory/rules.ts';
import { HOUR_MS, startOfDay } from '../time.ts';
import { readiness, rested } from './rules.ts';
import { insertInitiative, lastInitiatives, lockInitiatives, whoKnowsEnough } from './store.ts';

/** @param memoriesOf one read per agent and heartbeat (S29) */
export async function queueInitiatives(
  world: World,
  policies: PolicyValues,
  memoriesOf: (agentId: string) => Promise<readonly Memory[]>,
): Promise<{ queued: number }> {
  const policy = policies.initiative_policy;
  if (!policy.enabled) return { queued: 0 };
  const now = world.clock.now();
  const day = startOfDay(now);
  const from = new Date(Math.min(day.getTime(), now.getTime() - policy.cooldown_hours * HOUR_MS));
  const past = await lastInitiatives(world.db.sql, from, day);
  const there = world.company.agents.filter(
    ({ id }) => !policies.kill_switch.agents.includes(id) && rested(policy, past.get(id), now).ready,
  );
  const ids = there.map(({ id }) => id);
  const knowing = ids.length ? await whoKnowsEnough(world.db.sql, ids, policy) : new Set();
  let queued = 0;
  for (const agent of there) {
    if (!knowing.has(agent.id)) continue;
    const live = await memoriesOf(agent.id);
    if (!readiness(policy, live, past.get(agent.id), now).ready) continue;
    // Looked at once more under the lock: two heartbeats queue one initiative.
    const done = await world.db.begin(async (sql) => {
      await lockInitiatives(sql);
      const now = world.clock.now();
      const past = (await lastInitiatives(sql, from, day)).get(agent.id);
      const ready = readiness(policy, live, past, now);
      if (!ready.ready) return false;
      const id = world.ids.next();
      const cause = ready.memories[0]?.id ?? null;
      await insertInitiative(sql, {
        id,
        agentId: agent.id,
        reason: ready.reason,
        memoryIds: ready.memories.map((memory) => memory.id),
        causeId: cause,
        now,
      });
      await emit(world, sql, policies, [
        {
          agentId: agent.id,
          kind: 'initiative_queued',
          title: `${agent.displayName} wants to start something`,
          summary: ready.reason,
          tags: ['initiative'],
          metadata: { initiative_id: id },
          cause: { kind: 'memory', id: cause },
          depth: 0,
          untrusted: true,
        },
      ]);
      return true;
    });
    if (done) queued++;
  }
  return { queued };
}
