/** Action items become proposals through the one intake, a few a day (S36). */
import type { Sql } from '../../world/db.ts';
import type { World } from '../../world/world.ts';
import type { JsonObject, PolicyValues } from '../company.ts';
import { InvalidInput } from '../errors.ts';
import { proposeWithin } from '../proposals/propose.ts';
import { countFromSource, lockDoor } from '../proposals/store.ts';
import { startOfDay } from '../time.ts';
import type { ConversationRow, Distillation } from './conversation.ts';
import type { CleanItem } from './distil-rules.ts';

/** The day's limit is counted behind the intake's lock: five conversations that end at once make three tasks, not fifteen. */
export async function proposeItems(
  world: World,
  sql: Sql,
  policies: PolicyValues,
  talk: ConversationRow,
  items: readonly CleanItem[],
): Promise<{ items: Distillation['action_items']; notes: string[] }> {
  const made: Distillation['action_items'] = [];
  const notes: string[] = [];
  if (items.length === 0) return { items: made, notes };
  await lockDoor(sql);
  const limit = policies.initiative_policy.max_action_items_per_day;
  let today = await countFromSource(sql, 'action_item', startOfDay(world.clock.now()));
  for (const [index, item] of items.entries()) {
    const shown = { title: item.title, agent_id: item.agentId, step_kind: item.stepKind };
    if (today >= limit) {
      notes.push(
        `action item “${item.title.slice(0, 60)}” not proposed: initiative_policy allows ${limit} a day and ${today} were made today`,
      );
      made.push({ ...shown, proposal_id: null, status: 'over_the_limit', reason: `${today} of ${limit} today` });
      continue;
    }
    const kind = world.company.stepKinds.get(item.stepKind);
    try {
      const proposed = await proposeWithin(world, sql, policies, {
        agentId: item.agentId,
        title: item.title,
        steps: [{ kind: item.stepKind, payload: (kind?.about?.(item.topic) ?? {}) as JsonObject }],
        source: 'action_item',
        cause: { kind: 'conversation', id: talk.id },
        depth: talk.depth + 1,
        dedupeKey: `action_item:${talk.id}:${index + 1}`,
        untrusted: true,
      });
      if (proposed.status !== 'rejected') today++;
      made.push({ ...shown, proposal_id: proposed.id, status: proposed.status, reason: proposed.reason });
    } catch (error) {
      if (!(error instanceof InvalidInput)) throw error;
      notes.push(`action item “${item.title.slice(0, 60)}” dropped: ${error.message}`);
    }
  }
  return { items: made, notes };
}
