/** Events by cursor: `after` reads on towards the present, `before` back into the past, neither starts at the newest. */
import { z } from 'zod';
import { cursorOf, cursorText, eventsAfter, eventsBefore, parseCursor } from '../../../../read/stream.ts';
import { json, limitParameter, readQuery, route } from '../../../routing.ts';

export const dynamic = 'force-dynamic';

const cursor = z.string().transform((text, context) => {
  const parsed = parseCursor(text);
  if (!parsed) context.addIssue({ code: 'custom', message: 'must be a cursor as this endpoint returns it: <tx>.<seq>' });
  return parsed ?? z.NEVER;
});
const query = z.object({ limit: limitParameter, after: cursor.optional(), before: cursor.optional() });

export const GET = route('read', async (request, call) => {
  const { after, before, limit } = readQuery(request, query);
  const { sql } = (await call.world()).db;
  const events = after ? await eventsAfter(sql, after, limit) : await eventsBefore(sql, before ?? null, limit);
  const last = events.at(-1);
  return json({ events, cursor: last ? cursorText(cursorOf(last)) : null });
});
