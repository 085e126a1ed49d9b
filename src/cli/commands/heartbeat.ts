/** `heartbeat`: one now, for a crontab or by hand. */
import { heartbeat } from '../../core/heartbeat.ts';
import type { Command } from '../command.ts';
import { EXIT } from '../exit-codes.ts';
import { withWorld } from '../open-world.ts';
import { cell, table } from '../table.ts';

const beat: Command = {
  name: 'heartbeat',
  summary: 'one heartbeat now: triggers, reactions, stale steps, expired approvals',
  notes: 'With --json: {id, status, jobs}. Exit code 1 when every job failed or one did; "already_running" is done.',
  run: async (call) => {
    const report = await withWorld({}, ({ world }) => heartbeat(world, { source: 'cli' }));
    const { out } = call;
    if (call.json) out.json(report);
    else {
      out.print(
        report.status === 'already_running' ? 'A heartbeat is under way already; it does the work.' : `Heartbeat ${report.status}.`,
      );
      if (report.jobs.length) {
        const counts = (of: Record<string, number>) =>
          Object.entries(of)
            .map(([name, n]) => `${n} ${name}`)
            .join(', ');
        out.print(
          table(
            [
              { title: 'JOB', value: (job) => job.name },
              { title: 'MS', value: (job) => String(job.ms), right: true },
              {
                title: 'RESULT',
                value: (job) => job.error ?? ([counts(job.counts), ...job.notes].filter(Boolean).join('; ') || 'nothing to do'),
                grows: true,
              },
            ],
            report.jobs,
            out.width,
            out.dim,
          ),
        );
      }
    }
    for (const job of report.jobs) if (!job.ok) out.say(`${job.name}: ${cell(job.error ?? 'failed')}`);
    return report.status === 'failed' || report.status === 'partial' ? EXIT.failed : EXIT.done;
  },
};

export const commands: readonly Command[] = [beat];
