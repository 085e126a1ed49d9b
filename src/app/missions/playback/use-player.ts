'use client';
/** A clock for films: it runs by animation frames, stops by itself at the end, and leaves nothing behind when its page goes. */
import { useEffect, useRef, useState, useSyncExternalStore } from 'react';

/** Where the film is. What moves with every frame listens to it; React draws only what changes with a moment. */
export type FilmClock = {
  /** Film milliseconds. */
  at(): number;
  /** Calls back whenever the film has moved; returns the way to stop it. */
  hear(moved: () => void): () => void;
};

export type Player = {
  clock: FilmClock;
  playing: boolean;
  speed: number;
  play(): void;
  pause(): void;
  seek(filmMs: number): void;
  setSpeed(speed: number): void;
};

/** A frame that took longer (a hidden page) does not jump the film. */
const LONGEST_FRAME_MS = 250;

export function usePlayer(first: { at: number; speed: number }, totalMs: number): Player {
  const [film] = useState(() => filmClock(first.at));
  const [playing, setPlaying] = useState(false);
  const [speed, setSpeed] = useState(first.speed);
  // The frame loop reads what is current without being started anew.
  const current = useRef({ speed, totalMs });
  current.current = { speed, totalMs };
  useEffect(() => {
    if (!playing) return;
    let last: number | null = null;
    let frame = 0;
    const tick = (time: number) => {
      const { speed, totalMs } = current.current;
      film.move(Math.min(totalMs, film.at() + (last === null ? 0 : Math.min(time - last, LONGEST_FRAME_MS)) * speed));
      last = time;
      if (film.at() >= totalMs) setPlaying(false);
      else frame = requestAnimationFrame(tick);
    };
    frame = requestAnimationFrame(tick);
    return () => cancelAnimationFrame(frame);
  }, [playing, film]);
  return {
    clock: film,
    playing,
    speed,
    setSpeed,
    seek: (filmMs) => film.move(Math.min(Math.max(0, filmMs), totalMs)),
    play: () => {
      if (film.at() >= totalMs) film.move(0);
      setPlaying(true);
    },
    pause: () => setPlaying(false),
  };
}

function filmClock(start: number): FilmClock & { move(filmMs: number): void } {
  const ears = new Set<() => void>();
  let at = start;
  return {
    at: () => at,
    hear(moved) {
      ears.add(moved);
      return () => ears.delete(moved);
    },
    move(filmMs) {
      if (filmMs === at) return;
      at = filmMs;
      for (const moved of ears) moved();
    },
  };
}

/** What of the film's place matters here, for example the number of the moment; draws anew only when that changes. */
export function useFilm<T extends number | string | boolean>(clock: FilmClock, look: (filmMs: number) => T): T {
  const read = () => look(clock.at());
  return useSyncExternalStore(clock.hear, read, read);
}

/** Runs with every frame of the film, and once at the start: for what moves by style alone. */
export function useEveryFrame(clock: FilmClock, draw: (filmMs: number) => void): void {
  const drawing = useRef(draw);
  drawing.current = draw;
  useEffect(() => {
    const run = () => drawing.current(clock.at());
    run();
    return clock.hear(run);
  }, [clock]);
}

/** Whether this person asked for less motion; false until the page is alive. */
export function useReducedMotion(): boolean {
  const [reduced, setReduced] = useState(false);
  useEffect(() => {
    const query = window.matchMedia('(prefers-reduced-motion: reduce)');
    const look = () => setReduced(query.matches);
    look();
    query.addEventListener('change', look);
    return () => query.removeEventListener('change', look);
  }, []);
  return reduced;
}
