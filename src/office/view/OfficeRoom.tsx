'use client';
import { useCallback, useEffect, useMemo, useRef } from 'react';
import type { StageView } from '../../read/stage.ts';
import type { StreamEvent } from '../../read/stream.ts';
import { officeRoom } from '../room.ts';
import { factOf, snapshotOf } from '../sim/facts.ts';
import type { Clock, OfficeFact } from '../sim/input.ts';
import { type Office, openOffice, step } from '../sim/office.ts';
import { frame } from '../sim/picture.ts';
import { OfficeCanvas } from './OfficeCanvas.tsx';
/** The office live: the simulation is fed by the stage's view and its events, and by nothing else. */
import { useCast } from './use-cast.ts';

export type OfficeRoomProps = {
  view: StageView;
  /** Newest first, held rows included. */
  events: readonly StreamEvent[];
  still: boolean;
  selected: string | null;
  onSelect(agentId: string): void;
};

/** Events that a snapshot looks back on: talks, failures, what was just said. */
const LOOK_BACK = 300;

export default function OfficeRoom({ view, events, still, selected, onSelect }: OfficeRoomProps) {
  const agents = useCast(view.agents);
  const room = useMemo(() => officeRoom(agents.length), [agents]);
  const office = useRef<Office | null>(null);
  const waiting = useRef<OfficeFact[]>([]);
  const newest = useRef<string | null>(null);
  const ahead = useRef(0);
  const latest = useRef({ view, events });
  latest.current = { view, events };
  // biome-ignore lint/correctness/useExhaustiveDependencies: the room is entered anew when its people or its motion change
  useEffect(() => {
    office.current = null;
    waiting.current = [];
  }, [room, still]);
  useEffect(() => {
    ahead.current = Date.parse(view.as_of) - Date.now();
    waiting.current.push(snapshot(view, latest.current.events));
  }, [view]);
  useEffect(() => {
    const at = events.findIndex(({ id }) => id === newest.current);
    const fresh = newest.current === null ? [] : events.slice(0, at < 0 ? LOOK_BACK : at);
    waiting.current.push(...fresh.map((event) => factOf(event)).reverse());
    newest.current = events[0]?.id ?? null;
  }, [events]);
  const next = useCallback(
    (dtMs: number) => {
      const clock: Clock = { nowMs: Date.now() + ahead.current, zoneMinutes: -new Date().getTimezoneOffset() };
      const facts = waiting.current.splice(0);
      office.current = office.current
        ? step(office.current, dtMs, facts, clock)
        : openOffice({
            room,
            seed: latest.current.view.company.name,
            snapshot: snapshot(latest.current.view, latest.current.events),
            clock,
            still,
          });
      return frame(office.current);
    },
    [room, still],
  );
  return <OfficeCanvas room={room} agents={agents} next={next} still={still} selected={selected} onSelect={onSelect} />;
}

function snapshot(view: StageView, events: readonly StreamEvent[]) {
  return snapshotOf(view, events.slice(0, LOOK_BACK), events[0] ?? null);
}
