/** `talks`: conversations, one in full, the day's slots; starting one, saying something into it, ending it. */
import { dayName } from '../../core/conversations/day-rules.ts';
import { endTalk, say } from '../../core/conversations/say.ts';
import { startTalk } from '../../core/conversations/start.ts';
import { InvalidInput } from '../../core/errors.ts';
import { daySlots, listTalks, readTalk } from '../../read/conversations.ts';
import { ageText } from '../../read/time-words.ts';
import { type Command, oneOf, requiredText, textOf, wholeOf } from '../command.ts';
import { theRow } from '../ids.ts';
import { withWorld } from '../open-world.ts';
import { shortId, table } from '../table.ts';
import { talkText } from '../talk-text.ts';
import { operator } from './propose.ts';

const STATUSES = ['pending', 'running', 'distilling', 'completed', 'failed', 'cancelled'] as const;

const list: Command = {
  name: 'talks',
  summary: 'conversations, newest first, with what each left behind',
  options: {
    limit: { type: 'string', hint: 'N', help: 'how many, 1 to 1000; default 20' },
    status: { type: 'string', hint: 'STATUS', help: `${STATUSES.join(', ')} only` },
  },
  run: (call) => {
    const limit = wholeOf(call, 'limit', { min: 1, max: 1000, default: 20 });
    const status = oneOf(call, 'status', STATUSES);
    return withWorld({}, async ({ world }) => {
      const rows = await listTalks(world.db.sql, { limit, status });
      const { out } = call;
      if (call.json) out.json(rows);
      else if (rows.length === 0)
        out.print(status ? `No conversation is ${status}.` : 'Nobody has talked yet. Start one: deskmates talks start --format standup');
      else {
        const now = world.clock.now().getTime();
        const columns = [
          { title: 'AGE', value: (t: (typeof rows)[number]) => ageText(now - t.created_at.getTime()), right: true },
          { title: 'FORMAT', value: (t: (typeof rows)[number]) => t.format },
          { title: 'STATUS', value: (t: (typeof rows)[number]) => t.status },
          { title: 'TURNS', value: (t: (typeof rows)[number]) => `${t.turn_count}/${t.planned_turns}`, right: true },
          { title: 'LEFT BEHIND', value: (t: (typeof rows)[number]) => left(t) },
          { title: 'TOPIC', value: (t: (typeof rows)[number]) => t.topic, grows: true },
          { title: 'PEOPLE', value: (t: (typeof rows)[number]) => String(t.participants.length), right: true },
          { title: 'ID', value: (t: (typeof rows)[number]) => shortId(t.id) },
        ];
        out.print(table(columns, rows, out.width, out.dim));
      }
      return 0;
    });
  },
};

function left(talk: { memories: number; drifts: number; action_items: number }): string {
  const parts = [
    ...(talk.memories ? [`${talk.memories} mem`] : []),
    ...(talk.drifts ? [`${talk.drifts} drift`] : []),
    ...(talk.action_items ? [`${talk.action_items} task`] : []),
  ];
  return parts.join(', ');
}

const show: Command = {
  name: 'talks show',
  summary: 'a conversation in full: why these people, who said what and why they spoke, what was distilled',
  args: ['ID'],
  options: { weights: { type: 'boolean', help: 'with the weights that chose each speaker' } },
  notes: 'With --json: the conversation’s row with turns: [rows].',
  run: (call) =>
    withWorld({}, async ({ world }) => {
      const { id } = await theRow(world.db.sql, call.args[0] as string, ['conversation']);
      const talk = await readTalk(world.db.sql, id);
      if (!talk) throw new InvalidInput('id', `id: no conversation ${id}`);
      if (call.json) call.out.json(talk);
      else call.out.print(talkText(talk, world.company, call.out, call.values.weights === true));
      return 0;
    }),
};

const slots: Command = {
  name: 'talks day',
  summary: 'the 24 slots of a day and what became of each',
  options: { day: { type: 'string', hint: 'YYYY-MM-DD', help: 'which day (UTC); default today' } },
  run: (call) => {
    const day = textOf(call, 'day');
    if (day !== undefined && !(/^\d{4}-\d{2}-\d{2}$/.test(day) && !Number.isNaN(Date.parse(day))))
      throw new InvalidInput('day', `--day: "${day.slice(0, 20)}" is not a day such as 2026-03-02`);
    return withWorld({}, async ({ world }) => {
      const which = day ?? dayName(world.clock.now());
      const rows = await daySlots(world.db.sql, which);
      if (call.json) call.out.json(rows);
      else if (rows.length === 0) call.out.print(`No plan was drawn for ${which}: the day's first heartbeat draws it.`);
      else {
        const columns = [
          { title: 'UTC', value: (s: (typeof rows)[number]) => s.slot },
          { title: 'SLOT', value: (s: (typeof rows)[number]) => s.name },
          { title: 'FORMAT', value: (s: (typeof rows)[number]) => s.format },
          { title: 'CHANCE', value: (s: (typeof rows)[number]) => `${Math.round(s.probability * 100)} %`, right: true },
          { title: 'STATUS', value: (s: (typeof rows)[number]) => s.status },
          { title: 'WHY', value: (s: (typeof rows)[number]) => s.reason ?? '', grows: true },
          { title: 'TALK', value: (s: (typeof rows)[number]) => (s.conversation_id ? shortId(s.conversation_id) : '') },
        ];
        call.out.print(table(columns, rows, call.out.width, call.out.dim));
      }
      return 0;
    });
  },
};

const start: Command = {
  name: 'talks start',
  summary: 'call people to the table now',
  options: {
    format: { type: 'string', hint: 'FORMAT', help: 'standup, debate, watercooler, brainstorm …' },
    topic: { type: 'string', help: 'what about, at most 200 characters; default: one of the format’s own' },
    with: { type: 'string', hint: 'IDS', help: 'who, separated by commas; default: by lot' },
  },
  notes: 'With --json: {id, status, topic, participants}.',
  run: async (call) => {
    const format = requiredText(call, 'format', 'say what kind of conversation, for example --format standup');
    const participants =
      textOf(call, 'with')
        ?.split(',')
        .map((id) => id.trim())
        .filter(Boolean) ?? null;
    const started = await withWorld({}, ({ world }) =>
      startTalk(world, { format, topic: textOf(call, 'topic') ?? null, participants, by: operator() }),
    );
    if (call.json) call.out.json(started);
    else
      call.out.print(
        `${format} about “${started.topic}” with ${started.participants.join(', ')}: ${shortId(started.id)}. Read along: deskmates talks show ${shortId(started.id)}`,
      );
    return 0;
  },
};

const speak: Command = {
  name: 'talks say',
  summary: 'say something into a running conversation; the agents answer',
  args: ['ID', 'TEXT'],
  options: {
    ask: { type: 'boolean', help: 'ask the room: everybody answers' },
    to: { type: 'string', hint: 'AGENT', help: 'this one answers' },
  },
  notes: 'With --json: {turn, answers}, who owes an answer.',
  run: (call) =>
    withWorld({}, async ({ world }) => {
      const { id } = await theRow(world.db.sql, call.args[0] as string, ['conversation']);
      const said = await say(world, {
        conversationId: id,
        text: call.args[1] as string,
        by: operator(),
        ask: call.values.ask === true,
        to: textOf(call, 'to') ?? null,
      });
      if (call.json) call.out.json(said);
      else call.out.print(said.answers.length ? `Said. ${said.answers.join(', ')} will answer.` : 'Said. Somebody will answer.');
      return 0;
    }),
};

const end: Command = {
  name: 'talks end',
  summary: 'end a conversation now; what was said is still distilled',
  args: ['ID'],
  options: { reason: { type: 'string', help: 'why; kept with the conversation' } },
  run: (call) =>
    withWorld({}, async ({ world }) => {
      const { id } = await theRow(world.db.sql, call.args[0] as string, ['conversation']);
      const ended = await endTalk(world, { conversationId: id, by: operator(), reason: textOf(call, 'reason') ?? '' });
      if (call.json) call.out.json({ id, ...ended });
      else call.out.print(ended.status === 'cancelled' ? 'Called off before it began.' : 'Ended. What was said is being distilled.');
      return 0;
    }),
};

export const commands: readonly Command[] = [list, show, slots, start, speak, end];
