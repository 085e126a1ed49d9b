/** A moment of a film: one thing that happened, as a sentence and as the row behind it. */
import type { JsonObject } from '../core/company.ts';
import type { EventKind, EventRow } from '../core/events/event.ts';
import type { World } from '../world/world.ts';
import { eventSentence, type Mark, markOf, type Names } from './sentences.ts';
import type { StreamEvent } from './stream.ts';

export type Beat = {
  /** The row's: an event, the proposal, a memory. */
  id: string;
  at: string;
  kind: EventKind | 'proposed' | 'remembered';
  agent_id: string;
  sentence: string;
  mark: Mark | null;
  step_id: string | null;
  untrusted: boolean;
  payload: JsonObject;
  /** The event itself, for whoever plays it; null for rows that are no event. */
  event: StreamEvent | null;
};

export function eventBeat(row: EventRow, names: Names): Beat {
  const at = row.created_at.toISOString();
  return {
    id: row.id,
    at,
    kind: row.kind,
    agent_id: row.agent_id,
    sentence: eventSentence(row, names),
    mark: markOf(row.kind),
    step_id: row.step_id,
    untrusted: row.untrusted,
    payload: row.metadata,
    event: { ...row, created_at: at },
  };
}

export function namesOf(world: World): Names {
  const agents = new Map(world.company.agents.map((agent) => [agent.id, agent.displayName]));
  return { agent: (id) => agents.get(id) ?? id, step: (kind) => world.company.stepKinds.get(kind)?.label ?? kind };
}
