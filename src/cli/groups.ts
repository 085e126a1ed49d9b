/** Every command by its first word; loaded when it is asked for. */
import type { Command } from './command.ts';

export type Group = { name: string; summary: string; load(): Promise<readonly Command[]> };

export const groups: readonly Group[] = [
  {
    name: 'start',
    summary: 'run the company: database, workers, heartbeat and dashboard',
    load: async () => (await import('./commands/start.ts')).commands,
  },
  {
    name: 'status',
    summary: 'is it alive, what waits, what was done, refused and spent today',
    load: async () => (await import('./commands/status.ts')).commands,
  },
  {
    name: 'verify',
    summary: 'does it really run, point by point; says what is wrong',
    load: async () => (await import('./commands/verify.ts')).commands,
  },
  {
    name: 'events',
    summary: 'what happened, or with --follow what happens',
    load: async () => (await import('./commands/events.ts')).commands,
  },
  { name: 'why', summary: 'the chain of causes behind anything', load: async () => (await import('./commands/why.ts')).commands },
  { name: 'propose', summary: 'bring in work', load: async () => (await import('./commands/propose.ts')).commands },
  {
    name: 'proposals',
    summary: 'list proposals; approve or reject one',
    load: async () => (await import('./commands/proposals.ts')).commands,
  },
  {
    name: 'missions',
    summary: 'list missions; show, cancel or retry one',
    load: async () => (await import('./commands/missions.ts')).commands,
  },
  { name: 'artifacts', summary: 'list what was made; show one', load: async () => (await import('./commands/artifacts.ts')).commands },
  {
    name: 'talks',
    summary: 'conversations: list, show, day; start one, say something, end one',
    load: async () => (await import('./commands/talks.ts')).commands,
  },
  {
    name: 'memories',
    summary: 'what the agents remember; pin, mark wrong or forget one',
    load: async () => (await import('./commands/memories.ts')).commands,
  },
  { name: 'relationships', summary: 'who gets along with whom', load: async () => [(await import('./commands/team.ts')).relationships] },
  { name: 'voice', summary: 'what experience did to the way they speak', load: async () => [(await import('./commands/team.ts')).voice] },
  { name: 'pays', summary: 'do memory, affinity and initiative pay?', load: async () => [(await import('./commands/team.ts')).pays] },
  {
    name: 'import-metrics',
    summary: 'numbers of posts from an X analytics export',
    load: async () => [(await import('./commands/team.ts')).importCommand],
  },
  {
    name: 'policy',
    summary: 'get, set and history of every number and switch',
    load: async () => (await import('./commands/policy.ts')).commands,
  },
  {
    name: 'simulate',
    summary: 'a month of the company in a minute: forecast, what-if, invariants',
    load: async () => (await import('./commands/simulate.ts')).commands,
  },
  { name: 'heartbeat', summary: 'one heartbeat now', load: async () => (await import('./commands/heartbeat.ts')).commands },
  {
    name: 'worker',
    summary: 'a worker alone, for a machine of its own',
    load: async () => (await import('./commands/worker.ts')).commands,
  },
  {
    name: 'migrate',
    summary: 'bring the database to the newest schema',
    load: async () => (await import('./commands/migrate.ts')).commands,
  },
  {
    name: 'seed',
    summary: 'write missing policies, trigger rules and relationships',
    load: async () => (await import('./commands/seed.ts')).commands,
  },
  {
    name: 'build',
    summary: 'build the dashboard if its sources changed',
    load: async () => (await import('./commands/build.ts')).commands,
  },
];
