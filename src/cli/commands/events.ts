/** `events`: what happened, and what happens. */

import { EVENT_KINDS, type EventRow } from '../../core/events/event.ts';
import { listEvents } from '../../read/events.ts';
import { cursorOf, followEvents, type StreamEvent } from '../../read/stream.ts';
import { ageText } from '../../read/time-words.ts';
import type { LiveWorld } from '../../world/live.ts';
import { agentOption } from '../agent-option.ts';
import { type Call, type Command, oneOf, wholeOf } from '../command.ts';
import { withWorld } from '../open-world.ts';
import type { Output } from '../output.ts';
import { stopSignals } from '../signals.ts';
import { cell, cutTo, shortId, table } from '../table.ts';

const events: Command = {
  name: 'events',
  summary: 'the newest events, newest first; with --follow oldest first and on',
  options: {
    limit: { type: 'string', hint: 'N', help: 'how many, 1 to 1000; default 20' },
    follow: { type: 'boolean', help: 'go on with what happens, until Ctrl-C' },
    agent: { type: 'string', hint: 'ID', help: 'of this agent only' },
    kind: { type: 'string', hint: 'KIND', help: 'of this kind only, for example step_succeeded' },
  },
  notes: 'With --follow --json every line is one JSON value: one event.',
  run: (call) => {
    const limit = wholeOf(call, 'limit', { min: 1, max: 1000, default: 20 });
    const kind = oneOf(call, 'kind', EVENT_KINDS);
    return withWorld({}, async ({ world }) => {
      const agent = agentOption(call, world.company);
      if (call.values.follow) return follow(world, call, { limit, agent, kind });
      const rows = await listEvents(world.db.sql, { limit, agent, kind });
      if (call.json) call.out.json(rows);
      else show(rows, world.clock.now(), call.out);
      return 0;
    });
  },
};

function show(rows: readonly EventRow[], now: Date, out: Output): void {
  if (rows.length === 0) out.print('Nothing has happened yet.');
  else
    out.print(
      table(
        [
          { title: 'AGE', value: (e) => ageText(now.getTime() - e.created_at.getTime()), right: true },
          { title: 'AGENT', value: (e) => e.agent_id },
          { title: 'KIND', value: (e) => e.kind },
          // What was said says more than what it was about.
          { title: 'WHAT', value: (e) => (e.kind === 'conversation_turn' ? `“${e.summary}”` : e.title), grows: true },
          { title: 'ID', value: (e) => shortId(e.id) },
        ],
        rows,
        out.width,
        out.dim,
      ),
    );
}

type Filter = { limit: number; agent?: string | undefined; kind?: string | undefined };

async function follow(world: LiveWorld, call: Call, filter: Filter): Promise<number> {
  const { out } = call;
  const stop = stopSignals();
  const past = (await listEvents(world.db.sql, filter)).reverse();
  const tell = (event: EventRow | StreamEvent) => (call.json ? out.json(event) : out.print(line(event, out)));
  for (const event of past) tell(event);
  // Everything that was told is passed over, whatever the filter left out between.
  const told = new Set(past.map(({ id }) => id));
  const [newest] = await listEvents(world.db.sql, { limit: 1 });
  const after = past.at(-1) ?? newest;
  for await (const item of followEvents(world, { after: after ? cursorOf(after) : { tx: '0', seq: '0' }, signal: stop.asked })) {
    if (item.type === 'snapshot') out.say('Too much happened at once; some events are not shown here.');
    if (item.type !== 'events') continue;
    for (const event of item.events) {
      if (told.has(event.id) || (filter.agent && event.agent_id !== filter.agent) || (filter.kind && event.kind !== filter.kind)) continue;
      tell(event);
    }
  }
  return 0;
}

function line(event: EventRow | StreamEvent, out: Output): string {
  const at = typeof event.created_at === 'string' ? event.created_at : event.created_at.toISOString();
  return cutTo(`${at.slice(11, 19)}  ${cell(event.agent_id).padEnd(12)} ${cell(event.kind).padEnd(18)} ${cell(event.title)}`, out.width);
}

export const commands: readonly Command[] = [events];
