/** Appends events and queues the reactions they match, in the caller's transaction: nothing happens without a trace. */
import type { Sql } from '../../world/db.ts';
import type { World } from '../../world/world.ts';
import type { PolicyValues } from '../company.ts';
import { matchPatterns } from '../reactions/rules.ts';
import { cleanJson, cleanText, oneLine } from '../text.ts';
import type { NewEvent } from './event.ts';
import { insertEvents, lockPatterns } from './store.ts';

/** An event and the reactions it may start, ready to be written. Times are ISO texts: the whole travels as one JSON parameter. */
export type Prepared = { events: EventInsert[]; reactions: ReactionInsert[] };

export type EventInsert = {
  id: string;
  agent_id: string;
  kind: string;
  title: string;
  summary: string;
  tags: string[];
  metadata: object;
  cause_kind: string;
  cause_id: string | null;
  depth: number;
  mission_id: string | null;
  step_id: string | null;
  untrusted: boolean;
};

export type ReactionInsert = {
  id: string;
  event_id: string;
  pattern: string;
  source_agent: string;
  target_agent: string;
  type: string;
  status: 'queued' | 'rejected';
  reason: string | null;
  depth: number;
  cooldown_minutes: number;
};

/** Gives events their ids, cleans their text and rolls the reaction matrix. Touches no database. */
export function prepare(world: World, policies: PolicyValues, events: readonly NewEvent[]): Prepared {
  const prepared: Prepared = { events: [], reactions: [] };
  for (const event of events) {
    const id = world.ids.next();
    prepared.events.push({
      id,
      agent_id: event.agentId,
      kind: event.kind,
      title: oneLine(event.title, 300),
      summary: cleanText(event.summary ?? '').slice(0, 2000),
      tags: [...new Set(event.tags)],
      metadata: cleanJson(event.metadata ?? {}),
      cause_kind: event.cause.kind,
      cause_id: event.cause.id,
      depth: event.depth,
      mission_id: event.missionId ?? null,
      step_id: event.stepId ?? null,
      untrusted: event.untrusted ?? false,
    });
    prepared.reactions.push(...reactionsTo(world, policies, id, event));
  }
  return prepared;
}

/** Past the causality limit a match is stored as refused, so that a chain that was cut can be seen (X01). */
function reactionsTo(world: World, policies: PolicyValues, eventId: string, event: NewEvent): ReactionInsert[] {
  const limit = policies.causality.max_depth;
  const tooDeep = event.depth + 1 > limit;
  // Named by what happened, not by the event's id: what else the company does changes nobody's luck.
  const what = `${event.agentId}/${event.kind}/${event.title}/${world.clock.now().toISOString()}`;
  return matchPatterns(policies.reaction_matrix.patterns, event, (key) => world.random.fork(`reaction/${what}/${key}`).next()).map(
    ({ pattern, key }) => ({
      id: world.ids.next(),
      event_id: eventId,
      pattern: key,
      source_agent: event.agentId,
      target_agent: pattern.target,
      type: pattern.type,
      status: tooDeep ? 'rejected' : 'queued',
      reason: tooDeep ? `causality: this event is link ${event.depth} of its chain and the limit is ${limit}; the chain ends here` : null,
      depth: event.depth + 1,
      cooldown_minutes: pattern.cooldown,
    }),
  );
}

/** Writes events and their reactions. Call it inside the transaction that does what the events tell. */
export async function emit(world: World, sql: Sql, policies: PolicyValues, events: readonly NewEvent[]): Promise<string[]> {
  const prepared = prepare(world, policies, events);
  if (prepared.reactions.length) await lockPatterns(sql, prepared.reactions);
  await insertEvents(sql, prepared, world.clock.now());
  return prepared.events.map((event) => event.id);
}
