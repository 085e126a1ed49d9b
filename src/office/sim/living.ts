/** Runs an office for tests: tick by tick, with the facts that are due, and asks at every tick. */
import type { StreamEvent } from '../../read/stream.ts';
import { officeRoom } from '../room.ts';
import { factOf, snapshotOf } from './facts.ts';
import type { OfficeSnapshot } from './input.ts';
import { type Office, openOffice, step } from './office.ts';
import { castOf, sampleDay } from './sample-day.ts';

/** A Monday morning. */
export const START_MS = Date.UTC(2026, 10, 23, 9, 0, 0);

export function emptyOffice(agents: number, startMs = START_MS): Office {
  const snapshot = emptySnapshot(agents, startMs);
  return openOffice({ room: officeRoom(agents), seed: 'company', snapshot, clock: { nowMs: startMs, zoneMinutes: 0 } });
}

export function emptySnapshot(agents: number, startMs = START_MS): OfficeSnapshot {
  const view = sampleDay('nothing', agents, 0, startMs, 1000).view(startMs);
  return { ...snapshotOf(view, [], null), agents: castOf(agents) };
}

/** Steps of 100 ms up to `untilMs`; each event is taken in when it has happened, or `lateMs` after. */
export function live(
  office: Office,
  events: readonly StreamEvent[],
  untilMs: number,
  each?: (office: Office) => void,
  lateMs: (index: number) => number = () => 0,
): Office {
  const arriving = events.map((event, i) => ({ fact: factOf(event), arrivesMs: Date.parse(event.created_at) + lateMs(i) }));
  arriving.sort((a, b) => a.arrivesMs - b.arrivesMs);
  let now = office;
  let next = 0;
  while (now.clock.nowMs < untilMs) {
    const nowMs = now.clock.nowMs + 100;
    const due = next;
    while ((arriving[next]?.arrivesMs ?? Number.POSITIVE_INFINITY) <= nowMs) next++;
    now = step(
      now,
      100,
      arriving.slice(due, next).map(({ fact }) => fact),
      { nowMs, zoneMinutes: 0 },
    );
    each?.(now);
  }
  return now;
}

/** The tiles that are owned; one that is owned twice is a collision. */
export function collisions(office: Office): number {
  const tiles = office.bodies.filter(({ here }) => here).map(({ tile }) => tile);
  return tiles.length - new Set(tiles).size;
}
