/** A person switches a trigger rule on or off; kept and told with who and why. */
import type { World } from '../../world/world.ts';
import { InvalidInput } from '../errors.ts';
import { emit } from '../events/emit.ts';
import { readPolicies } from '../policy/policies.ts';
import { cleanText, oneLine } from '../text.ts';
import { lockRule, setEnabled } from './store.ts';

/** @throws InvalidInput when there is no rule of that name */
export async function switchTrigger(
  world: World,
  input: { name: string; enabled: boolean; by: string; reason: string },
): Promise<{ name: string; enabled: boolean; unchanged: boolean }> {
  const { name, enabled, by } = input;
  const reason = cleanText(input.reason).trim().slice(0, 500);
  return world.db.begin(async (sql) => {
    const rule = await lockRule(sql, name);
    if (!rule) throw new InvalidInput('name', `name: no trigger rule is called "${oneLine(name, 60)}"`);
    if (rule.enabled === enabled) return { name, enabled, unchanged: true };
    await setEnabled(sql, name, enabled, by);
    await emit(world, sql, await readPolicies(world, sql), [
      {
        agentId: world.company.coordinator,
        kind: 'trigger_switched',
        title: `Trigger ${name} switched ${enabled ? 'on' : 'off'} by ${by}`,
        summary: reason,
        tags: ['trigger', name, enabled ? 'on' : 'off'],
        metadata: { rule: name, enabled, by, reason },
        cause: { kind: 'person', id: by },
        depth: 0,
      },
    ]);
    return { name, enabled, unchanged: false };
  });
}
