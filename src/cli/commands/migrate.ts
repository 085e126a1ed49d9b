/** `migrate`: the newest schema. */

import { openDatabase } from '../../world/database-url.ts';
import { connect } from '../../world/db.ts';
import { readEnv } from '../../world/env.ts';
import { adopt, migrate } from '../../world/migrate.ts';
import { processEnv } from '../../world/process-env.ts';
import type { Command } from '../command.ts';
import { MIGRATIONS, ROOT } from '../root.ts';

const migrateCommand: Command = {
  name: 'migrate',
  summary: 'bring the database to the newest schema; safe to run again, and by many at once',
  options: {
    adopt: { type: 'boolean', help: 'record migrations that were pasted into a SQL editor, without running them; then run the rest' },
  },
  notes: 'With --json: {database, adopted: [names], applied: [names]}.',
  run: async (call) => {
    const database = await openDatabase(readEnv(processEnv(), ROOT), { create: true, onProgress: call.out.say });
    try {
      const db = await connect(database.url, { max: 2 });
      try {
        const adopted = call.values.adopt ? await adopt(db, MIGRATIONS) : [];
        const applied = await migrate(db, MIGRATIONS);
        if (call.json) call.out.json({ database: database.name, adopted, applied });
        else {
          for (const name of adopted) call.out.print(`adopted  ${name}`);
          for (const name of applied) call.out.print(`applied  ${name}`);
          if (adopted.length + applied.length === 0) call.out.print('The database is up to date.');
        }
        return 0;
      } finally {
        await db.close();
      }
    } finally {
      await database.release();
    }
  },
};

export const commands: readonly Command[] = [migrateCommand];
