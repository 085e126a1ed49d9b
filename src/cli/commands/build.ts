/** `build`: the dashboard, when its sources changed. */
import { build, isBuilt } from '../build.ts';
import type { Command } from '../command.ts';

const buildCommand: Command = {
  name: 'build',
  summary: 'build the dashboard if its sources changed since the last build',
  options: { force: { type: 'boolean', help: 'build in any case' } },
  notes: 'With --json: {built}.',
  run: async (call) => {
    const needed = call.values.force === true || !isBuilt();
    if (needed) await build((text) => process.stderr.write(text));
    if (call.json) call.out.json({ built: needed });
    else call.out.print(needed ? 'The dashboard is built.' : 'The dashboard is built already; its sources have not changed.');
    return 0;
  },
};

export const commands: readonly Command[] = [buildCommand];
