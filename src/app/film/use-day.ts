'use client';
/** The day's events, piece after piece until all are here; today's go on arriving. */
import { useEffect, useState } from 'react';
import type { Beat } from '../../read/beats.ts';
import type { DayChunk, DayView } from '../../read/day-film.ts';
import { getJson } from '../browser/api.ts';

export type DayBeats = { beats: Beat[]; state: 'loading' | 'whole' | 'failed'; retry(): void };

export function useDayBeats(first: DayChunk, view: DayView): DayBeats {
  const [held, setHeld] = useState<DayChunk>(first);
  const [failed, setFailed] = useState(false);
  const { day, total } = view;
  // Behind the last piece there is more once the count has grown.
  const from = held.next ?? (held.beats.length < total ? (held.beats.at(-1)?.id ?? 'start') : null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: a count that has grown is a reason to ask again
  useEffect(() => {
    if (!from || failed) return;
    let current = true;
    getJson<DayChunk>(`/api/ops/views/film/${day}?from=${from}`).then((answer) => {
      if (!current) return;
      if (!answer.ok) return setFailed(true);
      setHeld(({ beats }) => ({ beats: joined(beats, answer.value.beats), next: answer.value.next }));
    });
    return () => {
      current = false;
    };
  }, [day, from, total, failed]);
  return { beats: held.beats, state: failed ? 'failed' : held.next ? 'loading' : 'whole', retry: () => setFailed(false) };
}

function joined(beats: Beat[], more: Beat[]): Beat[] {
  const known = new Set(beats.map((beat) => beat.id));
  return [...beats, ...more.filter((beat) => !known.has(beat.id))];
}
