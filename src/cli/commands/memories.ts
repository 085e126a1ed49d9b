/** `memories`: what the agents remember, where it came from; pinning one, marking it wrong, forgetting it. */
import { type Care, careFor } from '../../core/memory/care.ts';
import { MEMORY_TYPES } from '../../core/memory/rules.ts';
import { listMemories } from '../../read/memory.ts';
import { ageText } from '../../read/time-words.ts';
import { agentOption } from '../agent-option.ts';
import { type Call, type Command, oneOf, textOf, wholeOf } from '../command.ts';
import { theRow } from '../ids.ts';
import { withWorld } from '../open-world.ts';
import { shortId, table } from '../table.ts';
import { operator } from './propose.ts';

const list: Command = {
  name: 'memories',
  summary: 'what the agents remember, newest first, or best match first with --search',
  options: {
    agent: { type: 'string', hint: 'ID', help: 'of one agent only' },
    type: { type: 'string', hint: 'TYPE', help: `${MEMORY_TYPES.join(', ')} only` },
    search: { type: 'string', hint: 'WORDS', help: 'that speak of this' },
    all: { type: 'boolean', help: 'superseded and retired ones, too' },
    limit: { type: 'string', hint: 'N', help: 'how many, 1 to 1000; default 20' },
  },
  run: (call) => {
    const limit = wholeOf(call, 'limit', { min: 1, max: 1000, default: 20 });
    const type = oneOf(call, 'type', MEMORY_TYPES);
    const search = textOf(call, 'search');
    return withWorld({}, async ({ world }) => {
      const rows = await listMemories(world.db.sql, {
        agentId: agentOption(call, world.company),
        type,
        search,
        all: call.values.all === true,
        limit,
      });
      const { out } = call;
      if (call.json) out.json(rows);
      else if (rows.length === 0) out.print('Nothing is remembered yet that fits.');
      else {
        const now = world.clock.now().getTime();
        const columns = [
          { title: 'AGE', value: (m: (typeof rows)[number]) => ageText(now - m.created_at.getTime()), right: true },
          { title: 'AGENT', value: (m: (typeof rows)[number]) => m.agent_id },
          { title: 'TYPE', value: (m: (typeof rows)[number]) => m.type },
          { title: 'SURE', value: (m: (typeof rows)[number]) => m.confidence.toFixed(2), right: true },
          { title: 'MEMORY', value: (m: (typeof rows)[number]) => m.content, grows: true },
          { title: 'STATE', value: stateOf, grows: true },
          { title: 'FROM', value: (m: (typeof rows)[number]) => `${m.cause_kind}${m.cause_id ? ` ${shortId(m.cause_id)}` : ''}` },
          { title: 'ID', value: (m: (typeof rows)[number]) => shortId(m.id) },
        ];
        out.print(table(columns, rows, out.width, out.dim));
      }
      return 0;
    });
  },
};

function stateOf(memory: Awaited<ReturnType<typeof listMemories>>[number]): string {
  if (memory.retired_at) return memory.retired_reason ?? 'retired';
  if (memory.superseded_by) return `superseded: ${memory.superseded_reason ?? ''}`;
  return [...(memory.pinned ? ['pinned'] : []), ...(memory.promoted_at ? ['long-term'] : [])].join(', ');
}

const care = (action: Care['action'], summary: string): Command => ({
  name: `memories ${action}`,
  summary,
  args: ['ID'],
  options: { reason: { type: 'string', help: action === 'wrong' || action === 'forget' ? 'why (needed)' : 'why' } },
  run: (call: Call) =>
    withWorld({}, async ({ world }) => {
      const { id } = await theRow(world.db.sql, call.args[0] as string, ['memory']);
      const done = await careFor(world, { id, action, by: operator(), reason: textOf(call, 'reason') ?? '' });
      if (call.json) call.out.json(done);
      else call.out.print(done.unchanged ? 'It was so already.' : DONE[action]);
      return 0;
    }),
});

const DONE: Record<Care['action'], string> = {
  pin: 'Pinned: it is never replaced and never fades.',
  unpin: 'Unpinned.',
  wrong: 'Marked wrong: nobody uses it any more, and what a voice earned from it is gone.',
  forget: 'Forgotten: nobody uses it any more.',
};

export const commands: readonly Command[] = [
  list,
  care('pin', 'keep a memory whatever comes'),
  care('unpin', 'let it age like the others'),
  care('wrong', 'mark a memory as wrong: it is kept for the record and no longer used'),
  care('forget', 'stop using a memory'),
];
