/** What goes into the simulation: recorded events, and a snapshot of the company. Nothing else makes anybody do anything. */
import type { EventKind } from '../../core/events/event.ts';
import type { BoardNumbers } from '../frame.ts';

/** A recorded event, reduced to what the office shows. */
export type EventFact = {
  type: 'event';
  id: string;
  /** Sortable text of the event's place in the stream: later ones overrule earlier ones, in whatever order they arrive. */
  order: string;
  /** On the axis of `Clock.nowMs`. */
  atMs: number;
  kind: EventKind;
  agentId: string;
  title: string;
  /** The text itself: what was said, why it failed. */
  text: string;
  missionId: string | null;
  proposalId: string | null;
  /** The kind of the step and its words for people. */
  step: { kind: string; label: string } | null;
  talk: { id: string; format: string; participants: string[] } | null;
  byPerson: boolean;
  /** The two whose affinity changed, and where to. */
  drift: { pair: [string, string]; closer: boolean } | null;
  /** Who is switched off from now on. */
  off: string[] | null;
};

/** The truth at one moment: replaces all that was known. */
export type SnapshotFact = {
  type: 'snapshot';
  asOfMs: number;
  /** Events up to here are contained; null: none. */
  upTo: string | null;
  off: string[];
  missions: MissionNow[];
  pending: PendingNow[];
  board: BoardNumbers;
  /** The newest events, for what a snapshot does not hold: talks, failures, what was just said. Any order. */
  recent: EventFact[];
};

export type MissionNow = {
  id: string;
  agentId: string;
  status: 'queued' | 'running';
  title: string;
  step: { kind: string; label: string } | null;
  sinceMs: number | null;
};

export type PendingNow = { id: string; agentId: string; title: string; sinceMs: number };

/** A person has seen an agent's failure. */
export type AcknowledgedFact = { type: 'acknowledged'; agentId: string; order: string };

export type OfficeFact = EventFact | SnapshotFact | AcknowledgedFact;

export type OfficeSnapshot = SnapshotFact & { agents: { id: string; name: string }[] };

export type Clock = {
  /** Milliseconds since 1970 (UTC) on which facts are dated; in a film, the film's own axis. */
  nowMs: number;
  /** The moment that sky and wall clock show; the same as `nowMs` unless it is a film. */
  skyMs?: number;
  /** Minutes that local time is ahead of UTC. */
  zoneMinutes: number;
};
