/** A person's word about a memory: pin it, mark it wrong, forget it. What was derived from it follows, because voices and topics are derived from live memories. */
import type { World } from '../../world/world.ts';
import { InvalidInput } from '../errors.ts';
import { emit } from '../events/emit.ts';
import { readPolicies } from '../policy/policies.ts';
import { oneLine } from '../text.ts';
import { lockMemory, retire, setPinned } from './store.ts';

export const CARE = ['pin', 'unpin', 'wrong', 'forget'] as const;
export type Care = { id: string; action: (typeof CARE)[number]; by: string; reason: string };

/** @throws InvalidInput when there is no such memory, it is gone already, or a reason is missing */
export async function careFor(world: World, care: Care): Promise<{ id: string; pinned: boolean; retired: boolean; unchanged: boolean }> {
  return world.db.begin(async (sql) => {
    const memory = await lockMemory(sql, care.id);
    if (!memory) throw new InvalidInput('id', `id: no memory ${care.id}`);
    const ends = care.action === 'wrong' || care.action === 'forget';
    const reason = oneLine(care.reason, 300);
    if (ends && !reason) throw new InvalidInput('reason', `reason: say why it is ${care.action === 'wrong' ? 'wrong' : 'to be forgotten'}`);
    if (!ends && memory.retired_at)
      throw new InvalidInput('action', `action: this memory was retired at ${memory.retired_at.toISOString()} and cannot be pinned`);
    const pinned = care.action === 'pin';
    const unchanged = ends ? memory.retired_at !== null : memory.pinned === pinned;
    if (unchanged) return { id: memory.id, pinned: memory.pinned, retired: memory.retired_at !== null, unchanged };
    const now = world.clock.now();
    const policies = await readPolicies(world, sql);
    if (ends) await retire(sql, memory.id, care.by, `${care.action === 'wrong' ? 'wrong' : 'forgotten'}: ${reason}`, now);
    else await setPinned(sql, memory.id, pinned);
    await emit(world, sql, policies, [
      {
        agentId: memory.agent_id,
        kind: ends ? 'memory_retired' : 'memory_pinned',
        title: memory.content,
        summary: `${WORDS[care.action]} by ${care.by}${reason ? `: ${reason}` : ''}`,
        tags: ['memory', care.action],
        metadata: { memory_id: memory.id, action: care.action, reason },
        cause: { kind: 'person', id: care.by },
        depth: 0,
      },
    ]);
    return { id: memory.id, pinned, retired: ends, unchanged };
  });
}

const WORDS: Record<Care['action'], string> = { pin: 'pinned', unpin: 'unpinned', wrong: 'marked wrong', forget: 'forgotten' };
