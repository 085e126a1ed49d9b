'use client';
/** The office in a film: the same simulation, at the moment that the player shows. */
import { useCallback, useEffect, useMemo } from 'react';
import type { StreamEvent } from '../../read/stream.ts';
import { type FilmStart, openFilm } from '../film/film.ts';
import type { Mode } from '../film/warp.ts';
import { officeRoom } from '../room.ts';
import { OfficeCanvas } from './OfficeCanvas.tsx';

export type FilmOfficeProps = {
  /** Oldest first. */
  events: readonly StreamEvent[];
  agents: FilmStart['agents'];
  seed: string;
  mode: Mode;
  still: boolean;
  /** The real moment that the player stands at, in milliseconds since 1970. */
  realMs(): number;
};

const PREPARE_MS = 120;

export default function FilmOffice({ events, agents, seed, mode, still, realMs }: FilmOfficeProps) {
  const room = useMemo(() => officeRoom(agents.length), [agents]);
  const film = useMemo(
    () => openFilm(events, { agents, still, zoneMinutes: -new Date().getTimezoneOffset() }, room, seed, mode),
    [events, agents, still, room, seed, mode],
  );
  useEffect(() => {
    let timer = setTimeout(function more() {
      if (film.prepare()) timer = setTimeout(more, PREPARE_MS);
    }, PREPARE_MS);
    return () => clearTimeout(timer);
  }, [film]);
  const next = useCallback(() => film.at(Math.max(0, Math.min(film.durationMs, film.filmAt(realMs())))).frame, [film, realMs]);
  return <OfficeCanvas room={room} agents={agents} next={next} still={still} selected={null} />;
}
