/** `missions`: work under way and done; showing one, cancelling one, sending one that failed back to work. */

import { cancelMission } from '../../core/missions/cancel.ts';
import { retryMission } from '../../core/missions/retry.ts';
import { listMissions, type MissionWhole, readMission } from '../../read/missions.ts';
import { ageText, durationText } from '../../read/time-words.ts';
import { type Command, oneOf, requiredText, wholeOf } from '../command.ts';
import { theRow } from '../ids.ts';
import { withWorld } from '../open-world.ts';
import type { Output } from '../output.ts';
import { cell, cutTo, shortId, table } from '../table.ts';
import { operator } from './propose.ts';

const list: Command = {
  name: 'missions',
  summary: 'missions, newest first',
  options: {
    limit: { type: 'string', hint: 'N', help: 'how many, 1 to 1000; default 20' },
    status: { type: 'string', hint: 'STATUS', help: 'approved, running, succeeded, failed or cancelled only' },
  },
  run: (call) => {
    const limit = wholeOf(call, 'limit', { min: 1, max: 1000, default: 20 });
    const status = oneOf(call, 'status', ['approved', 'running', 'succeeded', 'failed', 'cancelled']);
    return withWorld({}, async ({ world }) => {
      const rows = await listMissions(world.db.sql, { limit, status });
      const { out } = call;
      if (call.json) out.json(rows);
      else if (rows.length === 0) out.print(status ? `No mission is ${status}.` : 'There is no mission yet.');
      else {
        const now = world.clock.now().getTime();
        out.print(
          table(
            [
              { title: 'AGE', value: (m) => ageText(now - m.created_at.getTime()), right: true },
              { title: 'AGENT', value: (m) => m.created_by },
              { title: 'STATUS', value: (m) => m.status },
              { title: 'STEPS', value: (m) => `${m.steps_succeeded}/${m.steps_total}`, right: true },
              { title: 'TITLE', value: (m) => m.title, grows: true },
              { title: 'REASON', value: (m) => m.reason ?? '', grows: true },
              { title: 'ID', value: (m) => shortId(m.id) },
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

const show: Command = {
  name: 'missions show',
  summary: 'a mission with its steps and what they made',
  args: ['ID'],
  notes: 'With --json: the mission’s row with steps: [rows] and artifacts: [{id, step_id, kind, title}].',
  run: (call) =>
    withWorld({}, async ({ world }) => {
      const { id } = await theRow(world.db.sql, call.args[0] as string, ['mission']);
      const mission = await readMission(world.db.sql, id);
      if (call.json) call.out.json(mission);
      else if (mission) showMission(mission, world.clock.now(), call.out);
      return 0;
    }),
};

function showMission(mission: MissionWhole, now: Date, out: Output): void {
  const age = ageText(now.getTime() - mission.created_at.getTime());
  out.print(out.bold(cutTo(cell(mission.title), out.width)));
  out.print(`${mission.status}, by ${cell(mission.created_by)}, ${age === 'now' ? 'just now' : `${age} ago`}  ${out.dim(mission.id)}`);
  if (mission.reason) out.print(`because: ${cell(mission.reason)}`);
  for (const step of mission.steps) {
    const took = step.started_at && step.finished_at ? `  ${durationText(step.finished_at.getTime() - step.started_at.getTime())}` : '';
    const tries = step.attempt > 1 ? `  ${step.attempt} tries` : '';
    out.print(`  ${step.position + 1}. ${step.kind}  ${step.status}${took}${tries}  ${out.dim(shortId(step.id))}`);
    if (step.last_error && step.last_error !== mission.reason) out.print(`     ${cell(step.last_error)}`);
    for (const made of mission.artifacts.filter(({ step_id }) => step_id === step.id)) {
      out.print(`     ${cutTo(`${made.kind}: ${cell(made.title)}`, out.width - 15)}  ${out.dim(shortId(made.id))}`);
    }
  }
}

const cancel: Command = {
  name: 'missions cancel',
  summary: 'end a mission and whatever of it has not finished',
  args: ['ID'],
  options: { reason: { type: 'string', help: 'why; kept with the mission (needed)' } },
  run: async (call) => {
    const reason = requiredText(call, 'reason', 'say in a few words why; it is kept with the mission');
    const done = await withWorld({}, async ({ world }) => {
      const { id } = await theRow(world.db.sql, call.args[0] as string, ['mission']);
      return cancelMission(world, { id, by: operator(), reason });
    });
    if (call.json) call.out.json(done);
    else
      call.out.print(
        `cancelled  mission ${done.id}, ${done.steps_cancelled} ${done.steps_cancelled === 1 ? 'step' : 'steps'} not finished`,
      );
    return 0;
  },
};

const retry: Command = {
  name: 'missions retry',
  summary: 'send the failed step of a mission back to work',
  args: ['ID'],
  options: { reason: { type: 'string', help: 'why it is worth another try; kept with the mission (needed)' } },
  run: async (call) => {
    const reason = requiredText(call, 'reason', 'say in a few words why; it is kept with the mission');
    const done = await withWorld({}, async ({ world }) => {
      const { id } = await theRow(world.db.sql, call.args[0] as string, ['mission']);
      return retryMission(world, { id, by: operator(), reason });
    });
    if (call.json) call.out.json(done);
    else call.out.print(`queued again  mission ${done.id}, ${done.steps_queued} ${done.steps_queued === 1 ? 'step' : 'steps'} to go`);
    return 0;
  },
};

export const commands: readonly Command[] = [list, show, cancel, retry];
