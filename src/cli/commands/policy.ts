/** `policy`: every number and switch, its changes, and changing one. */

import { InvalidInput } from '../../core/errors.ts';
import { setPolicy } from '../../core/policy/policies.ts';
import { listPolicies, policyHistory } from '../../read/policies.ts';
import { ageText } from '../../read/time-words.ts';
import type { World } from '../../world/world.ts';
import { type Command, textOf, wholeOf } from '../command.ts';
import { withWorld } from '../open-world.ts';
import { jsonText, readJson } from '../read-json.ts';
import { closest } from '../suggest.ts';
import { cell, safeText, table } from '../table.ts';
import { operator } from './propose.ts';

const get: Command = {
  name: 'policy get',
  summary: 'all policies, or one whole',
  args: ['[KEY]'],
  notes: 'With --json: {key, value, updated_at, updated_by, summary, unreadable}, without KEY a list of them.',
  run: (call) =>
    withWorld({}, async ({ world }) => {
      const { out } = call;
      const policies = await listPolicies(world);
      const [key] = call.args;
      const one = key === undefined ? null : policies.find((policy) => policy.key === key);
      if (one === undefined) throw unknownKey(world, key as string);
      if (call.json) out.json(one ?? policies);
      else if (one) {
        out.print(safeText(JSON.stringify(one.value, null, 2)));
        out.say(`${one.summary} Set by ${cell(one.updated_by)}${one.updated_at ? ` at ${one.updated_at.toISOString()}` : ''}.`);
        if (one.unreadable) out.say(`This value cannot be read, so what it governs is stopped: ${cell(one.unreadable)}`);
      } else {
        out.print(
          table(
            [
              { title: 'KEY', value: (p) => p.key },
              { title: 'VALUE', value: (p) => `${p.unreadable ? 'UNREADABLE ' : ''}${JSON.stringify(p.value)}`, grows: true },
              { title: 'SET BY', value: (p) => p.updated_by },
            ],
            policies,
            out.width,
            out.dim,
          ),
        );
      }
      return 0;
    }),
};

const set: Command = {
  name: 'policy set',
  summary: 'change a policy while the company runs; the old value stays when the new one is not of the right form',
  args: ['KEY', 'JSON'],
  options: { reason: { type: 'string', help: 'why; kept in the history' } },
  notes: `JSON: the whole new value, as in deskmates policy set x_daily_quota '{"limit":3}' --reason "quieter"; @FILE or @- (stdin) reads it from there.
With --json: {key, before, after, unchanged}.`,
  run: async (call) => {
    const [key, typed] = call.args as [string, string];
    const reason = textOf(call, 'reason') ?? '';
    const value = readJson(await jsonText(typed, key), key);
    const change = await withWorld({}, ({ world }) => setPolicy(world, { key, value, by: operator(), reason }));
    if (call.json) call.out.json(change);
    else if (change.unchanged) call.out.print(`${key} is ${safeText(JSON.stringify(change.after))} already.`);
    else call.out.print(`${key}: ${safeText(JSON.stringify(change.before))} → ${safeText(JSON.stringify(change.after))}`);
    return 0;
  },
};

const history: Command = {
  name: 'policy history',
  summary: 'who changed what, when and why, newest first',
  args: ['[KEY]'],
  options: { limit: { type: 'string', hint: 'N', help: 'how many, 1 to 1000; default 20' } },
  run: (call) => {
    const limit = wholeOf(call, 'limit', { min: 1, max: 1000, default: 20 });
    return withWorld({}, async ({ world }) => {
      const { out } = call;
      const [key] = call.args;
      if (key !== undefined && !(await listPolicies(world)).some((policy) => policy.key === key)) throw unknownKey(world, key);
      const rows = await policyHistory(world.db.sql, { key, limit });
      if (call.json) out.json(rows);
      else if (rows.length === 0) out.print('No policy was changed yet.');
      else {
        const now = world.clock.now().getTime();
        out.print(
          table(
            [
              { title: 'AGE', value: (c) => ageText(now - c.changed_at.getTime()), right: true },
              { title: 'WHO', value: (c) => c.changed_by },
              { title: 'KEY', value: (c) => c.key },
              { title: 'CHANGE', value: (c) => `${JSON.stringify(c.before)} → ${JSON.stringify(c.after)}`, grows: true },
              { title: 'REASON', value: (c) => c.reason, grows: true },
            ],
            rows,
            out.width,
            out.dim,
          ),
        );
      }
      return 0;
    });
  },
};

function unknownKey(world: World, key: string): InvalidInput {
  const known = [...world.company.policies.keys()];
  const near = closest(key, known);
  return new InvalidInput(
    'key',
    `key: no policy is called "${cell(key).slice(0, 60)}"${near ? `; did you mean ${near}?` : '.'} Known: ${known.join(', ')}`,
  );
}

export const commands: readonly Command[] = [get, set, history];
