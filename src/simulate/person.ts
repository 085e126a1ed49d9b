/** The simulated person: looks in three times a day and decides what waits. */
import { decidePending } from '../core/proposals/decide-pending.ts';
import { DAY_MS, HOUR_MS } from '../core/time.ts';
import { pendingProposals } from '../read/pending.ts';
import type { SimulatedWorld } from './world/world.ts';

export type Person = {
  /** The next look after this instant, in milliseconds; infinity = never. */
  nextAt(nowMs: number): number;
  /** Share of what waits that is approved. */
  approves: number;
};

const LOOKS = [9, 13, 18].map((hour) => hour * HOUR_MS);

/** `present` approves six of seven; `away` never looks, and what waits expires. */
export function person(kind: 'present' | 'away'): Person {
  return {
    approves: 6 / 7,
    nextAt(nowMs) {
      if (kind === 'away') return Number.POSITIVE_INFINITY;
      const day = Math.floor(nowMs / DAY_MS) * DAY_MS;
      return LOOKS.map((look) => day + look).find((at) => at > nowMs) ?? day + DAY_MS + (LOOKS[0] ?? 0);
    },
  };
}

const MOST = 50;

/** Each proposal's luck is its own: what else waits changes nothing. */
export async function lookIn(world: SimulatedWorld, { approves }: Person): Promise<void> {
  for (const { id, title, agent_id } of await pendingProposals(world, MOST)) {
    const approved = world.random.fork(`person/${agent_id}/${title}/${world.clock.now().toISOString()}`).chance(approves);
    const reason = approved ? 'looks fine' : 'not now: there are better uses of the day';
    await decidePending(world, { id, decision: approved ? 'accept' : 'reject', by: 'simulated-person', reason });
  }
}
