'use client';
/** A mission's film in motion: its time line in the chosen pace, the moment it is at, the live edge, and the address of the moment. */
import { useEffect, useMemo, useRef, useState } from 'react';
import type { MissionFilm } from '../../../read/mission-film.ts';
import { isLive, openingOf } from './opening.ts';
import { momentAt, type Pace, type Timeline, timelineOf } from './timeline.ts';
import { type Player, useFilm, usePlayer } from './use-player.ts';

export type FilmState = {
  line: Timeline;
  startMs: number;
  player: Player;
  pace: Pace;
  moment: number;
  live: boolean;
  following: boolean;
  setPace(pace: Pace): void;
  goTo(moment: number): void;
  seek(filmMs: number): void;
  follow(): void;
};

export function useMissionFilm(film: MissionFilm, startAt: string | null): FilmState {
  const { beats, mission } = film;
  const live = isLive(mission.status);
  const [opening] = useState(() => openingOf(beats, mission.status, startAt));
  const [pace, setPace] = useState<Pace>('story');
  const [following, setFollowing] = useState(opening.why === 'live');
  const startMs = Date.parse(beats[0]?.at ?? mission.created_at);
  const line = useMemo(() => lineOf(film, startMs, pace), [film, startMs, pace]);
  const player = usePlayer({ at: opening.why === 'live' ? line.totalMs : (line.stops[opening.moment] ?? 0), speed: 1 }, line.totalMs);
  const moment = useFilm(player.clock, (at) => Math.min(beats.length - 1, momentAt(line, at)));
  const held = useRef(line);
  const { clock, seek } = player;
  // biome-ignore lint/correctness/useExhaustiveDependencies: only a new line moves the film
  useEffect(() => {
    if (held.current === line) return;
    seek(following && live ? line.totalMs : carried(held.current, line, clock.at()));
    held.current = line;
  }, [line]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: once, when the page is alive
  useEffect(() => {
    if (opening.why === 'beginning' && !window.matchMedia('(prefers-reduced-motion: reduce)').matches) player.play();
  }, []);
  const moved = useRef(false);
  useEffect(() => {
    const beat = beats[moment];
    if (moved.current && !player.playing && beat) window.history.replaceState(null, '', `?t=${beat.id}`);
  }, [beats, moment, player.playing]);
  const go = (filmMs: number) => {
    moved.current = true;
    setFollowing(live && filmMs >= line.totalMs);
    seek(filmMs);
  };
  const play = () => {
    moved.current = true;
    player.play();
  };
  return {
    line,
    startMs,
    player: { ...player, play },
    pace,
    moment,
    live,
    following: following && live,
    setPace,
    seek: go,
    goTo: (to) => {
      player.pause();
      go(line.stops[Math.min(beats.length - 1, Math.max(0, to))] ?? 0);
    },
    follow: () => {
      player.pause();
      go(line.totalMs);
    },
  };
}

/** While a mission is under way its film reaches up to now. */
function lineOf({ beats, mission, as_of }: MissionFilm, startMs: number, pace: Pace): Timeline {
  const times = beats.map((beat) => Date.parse(beat.at) - startMs);
  if (isLive(mission.status)) times.push(Math.max(Date.parse(as_of) - startMs, times.at(-1) ?? 0));
  return timelineOf(times, pace);
}

/** The same place of the film on another time line: as far into the same moment. */
function carried(from: Timeline, to: Timeline, at: number): number {
  const moment = Math.max(0, momentAt(from, at));
  const [a, b] = [from.stops[moment] ?? 0, from.stops[moment + 1] ?? from.totalMs];
  const [x, y] = [to.stops[moment] ?? to.totalMs, to.stops[moment + 1] ?? to.totalMs];
  return b > a ? x + ((at - a) / (b - a)) * (y - x) : x;
}
