/** `relationships`, `voice`, `pays`, `import-metrics`: the team as it has become, and whether it pays. */
import { readFile, stat } from 'node:fs/promises';
import { importMetrics } from '../../core/content/metrics.ts';
import { MAX_CSV_BYTES } from '../../core/content/metrics-rules.ts';
import { InvalidInput } from '../../core/errors.ts';
import { before, DAY_MS } from '../../core/time.ts';
import { type Arm, conversationReturns, influenceArms, verdict } from '../../read/influence.ts';
import { readVoice } from '../../read/memory.ts';
import { listRelationships } from '../../read/relationships.ts';
import { agentOption } from '../agent-option.ts';
import { type Command, wholeOf } from '../command.ts';
import { withWorld } from '../open-world.ts';
import { table } from '../table.ts';
import { operator } from './propose.ts';

export const relationships: Command = {
  name: 'relationships',
  summary: 'who gets along with whom, lowest first, and the last thing that moved them',
  options: { agent: { type: 'string', hint: 'ID', help: 'of one agent only' } },
  notes: 'With --json: the rows, with backstory and drift_log (the last 20 changes).',
  run: (call) =>
    withWorld({}, async ({ world }) => {
      const rows = await listRelationships(world.db.sql, agentOption(call, world.company));
      if (call.json) call.out.json(rows);
      else if (rows.length === 0) call.out.print('No relationships yet: deskmates seed writes them.');
      else {
        const columns = [
          { title: 'PAIR', value: (r: (typeof rows)[number]) => `${r.agent_a} – ${r.agent_b}` },
          { title: 'AFFINITY', value: (r: (typeof rows)[number]) => r.affinity.toFixed(2), right: true },
          { title: 'START', value: (r: (typeof rows)[number]) => r.seeded_affinity.toFixed(2), right: true },
          {
            title: 'TALKS',
            value: (r: (typeof rows)[number]) => `${r.total_interactions} (+${r.positive_interactions} −${r.negative_interactions})`,
            right: true,
          },
          { title: 'LAST CHANGE', value: (r: (typeof rows)[number]) => lastChange(r.drift_log), grows: true },
        ];
        call.out.print(table(columns, rows, call.out.width, call.out.dim));
      }
      return 0;
    }),
};

function lastChange(log: { drift: number; reason: string }[]): string {
  const last = log.at(-1);
  return last ? `${last.drift > 0 ? '+' : ''}${last.drift.toFixed(2)} ${last.reason}` : '';
}

export const voice: Command = {
  name: 'voice',
  summary: 'how experience has changed the way the agents speak, and what earned it',
  options: { agent: { type: 'string', hint: 'ID', help: 'of one agent only' } },
  run: (call) =>
    withWorld({}, async ({ world }) => {
      const only = agentOption(call, world.company);
      const agents = world.company.agents.filter(({ id }) => only === undefined || id === only);
      const voices = await Promise.all(agents.map(({ id }) => readVoice(world.db.sql, id, world.company.voiceRules)));
      if (call.json) call.out.json(voices);
      else {
        for (const one of voices) {
          call.out.print(call.out.bold(`${one.agent_id} (${one.memories} memories)`));
          if (one.modifiers.length === 0) call.out.print('  speaks as on the first day');
          for (const { modifier, because, memories } of one.modifiers) {
            call.out.print(`  ${modifier}\n    because: ${because}`);
            for (const { content } of memories.slice(0, 3)) call.out.print(call.out.dim(`    · ${content.slice(0, 110)}`));
          }
        }
      }
      return 0;
    }),
};

export const pays: Command = {
  name: 'pays',
  summary: 'does remembering, pairing and taking initiative pay? with and without, side by side',
  options: { days: { type: 'string', hint: 'N', help: 'of the last N days, 1 to 365; default 30' } },
  notes:
    'With --json: {arms: [{kind, arm, decisions, accepted, succeeded, failed, posts, engagement, drift, memories, cost_usd}], conversations: […]}.',
  run: (call) => {
    const days = wholeOf(call, 'days', { min: 1, max: 365, default: 30 });
    return withWorld({}, async ({ world }) => {
      const since = before(world.clock.now(), days * DAY_MS);
      const arms = await influenceArms(world.db.sql, since);
      const conversations = await conversationReturns(world.db.sql, since);
      const { out } = call;
      if (call.json) {
        out.json({ arms, conversations });
        return 0;
      }
      for (const kind of ['topic', 'pairing', 'initiative'] as const) out.print(`${out.bold(kind)}: ${verdict(arms, kind)}`);
      if (arms.length) out.print(`\n${table(ARM_COLUMNS, arms, out.width, out.dim)}`);
      if (conversations.length) {
        const columns = [
          { title: 'FORMAT', value: (c: (typeof conversations)[number]) => c.format },
          { title: 'TALKS', value: (c: (typeof conversations)[number]) => String(c.conversations), right: true },
          { title: 'MEMORIES', value: (c: (typeof conversations)[number]) => String(c.memories), right: true },
          { title: 'MISSIONS', value: (c: (typeof conversations)[number]) => `${c.missions_succeeded}/${c.missions}`, right: true },
          { title: 'COST', value: (c: (typeof conversations)[number]) => `$${c.cost_usd.toFixed(3)}`, right: true },
        ];
        out.print(`\n${table(columns, conversations, out.width, out.dim)}`);
      }
      return 0;
    });
  },
};

const ARM_WORDS = { influenced: 'with', held_out: 'held out', plain: 'nothing to go by' };
const ARM_COLUMNS = [
  { title: 'CHOICE', value: (arm: Arm) => arm.kind },
  { title: '', value: (arm: Arm) => ARM_WORDS[arm.arm] },
  { title: 'DECISIONS', value: (arm: Arm) => String(arm.decisions), right: true },
  { title: 'MISSIONS', value: (arm: Arm) => `${arm.succeeded} done, ${arm.failed} failed`, right: true },
  {
    title: 'ENGAGEMENT',
    value: (arm: Arm) => (arm.engagement === null ? '' : `${(arm.engagement * 100).toFixed(1)} % of ${arm.posts}`),
    right: true,
  },
  { title: 'DRIFT', value: (arm: Arm) => (arm.drift === null ? '' : arm.drift.toFixed(3)), right: true },
  { title: 'COST', value: (arm: Arm) => `$${arm.cost_usd.toFixed(3)}`, right: true },
];

export const importCommand: Command = {
  name: 'import-metrics',
  summary: 'the numbers of our posts from an X analytics export (CSV)',
  args: ['FILE'],
  notes:
    'Posts are found by their id, or by their text (a would-post that you posted by hand). Importing a file twice changes nothing.\nWith --json: {rows, ours, written, unknown, problems}.',
  run: async (call) => {
    const csv = await readExport(call.args[0] as string);
    const imported = await withWorld({}, ({ world }) => importMetrics(world, { csv, by: operator() }));
    if (call.json) call.out.json(imported);
    else {
      call.out.print(
        `${imported.rows} rows: ${imported.ours} about our posts, ${imported.written} with new numbers, ${imported.unknown} about other posts.`,
      );
      for (const problem of imported.problems) call.out.say(problem);
    }
    return 0;
  },
};

async function readExport(path: string): Promise<string> {
  const found = await stat(path).catch((error: NodeJS.ErrnoException) => {
    throw new InvalidInput('file', `file: ${path.slice(0, 200)} cannot be read (${error.code ?? 'unknown'})`);
  });
  if (!found.isFile()) throw new InvalidInput('file', `file: ${path.slice(0, 200)} is not a file`);
  if (found.size > MAX_CSV_BYTES)
    throw new InvalidInput('file', `file: ${found.size} bytes; at most ${MAX_CSV_BYTES}. Export a shorter period`);
  const bytes = await readFile(path);
  const utf16 = bytes[0] === 0xff && bytes[1] === 0xfe;
  return new TextDecoder(utf16 ? 'utf-16le' : 'utf-8').decode(bytes);
}
