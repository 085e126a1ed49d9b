/** `verify`: checks the running company point by point and says what is wrong. */
import { checkInvariants } from '../../read/invariants.ts';
import { resolvedPolicies } from '../../read/policies.ts';
import { ageText } from '../../read/time-words.ts';
import { type Check, judgeSigns, readSigns } from '../../read/verify.ts';
import { judgeTeam, readTeamSigns } from '../../read/verify-team.ts';
import { readEnv } from '../../world/env.ts';
import { processEnv } from '../../world/process-env.ts';
import { answers } from '../../world/reach.ts';
import type { World } from '../../world/world.ts';
import { isBuilt } from '../build.ts';
import type { Command } from '../command.ts';
import { EXIT } from '../exit-codes.ts';
import { withWorld } from '../open-world.ts';
import { ROOT } from '../root.ts';
import { readRunning } from '../running.ts';
import { table } from '../table.ts';

const verify: Command = {
  name: 'verify',
  summary: 'does it really run? the loop, the workers, the team, policies, dashboard and every invariant, point by point',
  notes:
    'With --json: {ok, checks: [{name, ok, detail, at}]}; ok is null where a young company has nothing to show yet. Exit code 1 when a check fails.',
  run: async (call) => {
    const env = readEnv(processEnv(), ROOT);
    const { checks, now } = await withWorld({}, async ({ world }) => {
      const at = world.clock.now();
      return { now: at, checks: [built(), ...(await databaseChecks(world, at)), await dashboard(readRunning(env.dataDir)?.url ?? null)] };
    });
    const ok = checks.every((check) => check.ok !== false);
    if (call.json) call.out.json({ ok, checks });
    else {
      const mark = (check: Check) => (check.ok ? 'ok' : check.ok === null ? 'not yet' : 'WRONG');
      const columns = [
        { title: 'CHECK', value: (check: Check) => check.name },
        { title: '', value: mark },
        { title: 'LAST', value: (check: Check) => (check.at ? ageText(now.getTime() - check.at.getTime()) : ''), right: true },
        { title: 'DETAIL', value: (check: Check) => check.detail, grows: true },
      ];
      call.out.print(table(columns, checks, call.out.width, call.out.dim));
    }
    for (const check of checks) if (check.ok === false) call.out.say(`${check.name}: ${check.detail}`);
    return ok ? EXIT.done : EXIT.failed;
  },
};

async function databaseChecks(world: World, now: Date): Promise<Check[]> {
  const { values, breakers, unreadable } = await resolvedPolicies(world);
  const open = [...breakers]
    .filter(([, breaker]) => breaker.state !== 'closed')
    .map(([kind, { reason }]) => `${kind} is switched off: ${reason}`);
  return [
    ...judgeSigns(await readSigns(world.db.sql, now), values, now),
    ...judgeTeam(await readTeamSigns(world.db.sql, now), values, now),
    {
      name: 'policies',
      ok: unreadable.length === 0,
      at: null,
      detail: unreadable.map(({ problem }) => problem).join('; ') || 'all can be read',
    },
    { name: 'breakers', ok: open.length === 0, at: null, detail: open.join('; ') || 'all closed' },
    ...(await checkInvariants(world.db.sql, now)).map((invariant): Check => ({ ...invariant, at: null })),
  ];
}

function built(): Check {
  const ok = isBuilt();
  return {
    name: 'build',
    ok,
    at: null,
    detail: ok ? 'the dashboard is built' : 'the dashboard is not built, or older than its sources: deskmates build',
  };
}

/** Null where the company does not run on this machine: its dashboard is elsewhere. */
async function dashboard(url: string | null): Promise<Check> {
  if (!url) return { name: 'dashboard', ok: null, at: null, detail: 'does not run in this folder' };
  const ok = await answers(`${url}/api/health`, 3000);
  return { name: 'dashboard', ok, at: null, detail: ok ? `${url}/stage answers` : `${url} does not answer` };
}

export const commands: readonly Command[] = [verify];
