/** `status`: the company at one glance. */

import { readStatus, type Status } from '../../read/status.ts';
import { ageText } from '../../read/time-words.ts';
import { readEnv } from '../../world/env.ts';
import { processEnv } from '../../world/process-env.ts';
import type { Call, Command } from '../command.ts';
import { withWorld } from '../open-world.ts';
import { ROOT } from '../root.ts';
import { readRunning } from '../running.ts';
import { cell, cutTo } from '../table.ts';

type Whole = Status & { now: Date; database: { kind: string; name: string }; dashboard: string | null; data_dir: string };

const status: Command = {
  name: 'status',
  summary: 'is it alive, what waits, what was done, refused and spent today (UTC)',
  run: async (call) => {
    const env = readEnv(processEnv(), ROOT);
    const running = readRunning(env.dataDir);
    const whole = await withWorld(
      {},
      async ({ world, database }): Promise<Whole> => ({
        ...(await readStatus(world)),
        now: world.clock.now(),
        database: { kind: database.kind, name: database.name },
        dashboard: running?.url ?? null,
        data_dir: env.dataDir,
      }),
    );
    if (call.json) call.out.json(whole);
    else show(whole, call);
    return 0;
  },
};

function show(whole: Whole, { out }: Call): void {
  const ago = (at: Date | null) => (at ? `${ageText(whole.now.getTime() - at.getTime())} ago`.replace('now ago', 'just now') : 'never');
  const line = (name: string, text: string) => out.print(cutTo(`${name.padEnd(14)}${cell(text)}`, out.width));
  out.print(out.bold(`${cell(whole.company)}${whole.paused ? ' (paused)' : ''}`));
  line('dashboard', whole.dashboard ?? 'not running here (npm start)');
  line('database', `${whole.database.kind === 'embedded' ? 'embedded PostgreSQL' : 'PostgreSQL'} at ${whole.database.name}`);
  line('data', whole.data_dir);
  const beat = whole.heartbeat;
  line('heartbeat', beat.at ? `${ago(beat.at)}, ${beat.status} (${beat.source})` : 'none yet');
  line('workers', whole.workers.length ? whole.workers.map((w) => `${w.worker_id} (${w.running} running)`).join(', ') : 'none alive');
  line('queue', `${whole.queue.ready} ready, ${whole.queue.later} later, ${whole.queue.running} running`);
  line('model', whole.model.label);
  line('spent today', `$${whole.spend.today_usd.toFixed(4)} of $${whole.spend.cap_usd}`);
  const counts = (of: Record<string, number>) =>
    Object.entries(of)
      .map(([name, n]) => `${n} ${name}`)
      .join(', ') || 'none';
  line('proposals', `today: ${counts(whole.today.proposals)}`);
  line('missions', `today: ${counts(whole.today.missions)}`);
  line('steps', `today: ${counts(whole.today.steps)}`);
  line('events', `today: ${whole.today.events}`);
  if (whole.today.rejections.length) line('refused by', whole.today.rejections.map((r) => `${r.gate} ${r.count}`).join(', '));
  if (whole.pending_approvals) line('needs you', `${whole.pending_approvals} pending: deskmates proposals --status pending`);
  for (const breaker of whole.breakers)
    line('switched off', `${breaker.kind} (${breaker.state}): ${breaker.reason ?? `${breaker.failures} failures`}`);
  for (const problem of whole.unreadable_policies) line('bad policy', problem);
}

export const commands: readonly Command[] = [status];
