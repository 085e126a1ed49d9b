/** `start`: the whole company on one machine. */
import type { Command } from '../command.ts';
import { startCompany } from '../start.ts';

const start: Command = {
  name: 'start',
  summary: 'run the company: database, workers, heartbeat and dashboard, until Ctrl-C',
  notes: `Everything is kept in .deskmates/ (DESKMATES_DATA moves it); DATABASE_URL uses another PostgreSQL.
PORT and HOST say where the dashboard listens (default http://127.0.0.1:4200). Any HOST that others reach needs DASHBOARD_TOKEN.
Ctrl-C stops claiming, lets running steps finish for at most 30 s, and stops everything; a second Ctrl-C hurries.
With --json: {url, pid, database} once the dashboard answers, everything else on stderr.`,
  run: (call) => startCompany(call),
};

export const commands: readonly Command[] = [start];
