'use client';
/** The whole mission on one line: what every step was doing when, and what happened beside the work. Pointing previews, pressing goes there. */
import { type PointerEvent, useRef, useState } from 'react';
import type { Beat } from '../../../read/beats.ts';
import type { FilmStep } from '../../../read/mission-film.ts';
import type { Mark } from '../../../read/sentences.ts';
import { durationText } from '../../../read/time-words.ts';
import { STEP_WORDS } from '../../stage/words.ts';
import styles from './lanes.module.css';
import { MARKS } from './marks.ts';
import { filmAt, momentAt, type Timeline } from './timeline.ts';
import { type FilmClock, useEveryFrame } from './use-player.ts';

type Props = { steps: FilmStep[]; beats: Beat[]; line: Timeline; startMs: number; clock: FilmClock; onSeek(filmMs: number): void };

export function Lanes({ steps, beats, line, startMs, clock, onSeek }: Props) {
  const place = (filmMs: number) => `${(100 * filmMs) / line.totalMs}%`;
  const placeOf = (iso: string) => place(filmAt(line, Date.parse(iso) - startMs));
  return (
    <>
      <div className={styles.lanes} aria-hidden="true">
        <div className={styles.lane}>
          <span className={styles.label}>Moments</span>
          <span className={styles.track}>
            {beats.map((beat, index) => (
              <i key={beat.id} className={styles.mark} data-mark={beat.mark ?? 'plain'} style={{ left: place(line.stops[index] ?? 0) }}>
                {beat.mark ? MARKS[beat.mark].glyph : ''}
              </i>
            ))}
            {line.gaps
              .filter((gap) => widthOf(line, gap.after) > 0.04)
              .map(({ after, realMs }) => (
                <i
                  key={after}
                  className={styles.gap}
                  style={{ left: place(((line.stops[after] ?? 0) + (line.stops[after + 1] ?? 0)) / 2) }}
                >
                  <span>{`// ${durationText(realMs)}`}</span>
                </i>
              ))}
          </span>
        </div>
        {steps.map((step, index) => (
          <div key={step.id} className={styles.lane}>
            <span className={styles.label} data-status={step.status}>
              <span className={styles.state}>{STEP_WORDS[step.status].mark}</span> {index + 1}. {step.label}
            </span>
            <span className={styles.track}>
              {step.spans.map((span) => (
                <i
                  key={`${span.state} ${span.from}`}
                  className={styles.bar}
                  data-state={span.state}
                  style={{ left: placeOf(span.from), right: `calc(100% - ${placeOf(span.to)})` }}
                />
              ))}
            </span>
          </div>
        ))}
        <Overlay beats={beats} line={line} clock={clock} onSeek={onSeek} />
      </div>
      <Legend beats={beats} />
    </>
  );
}

/** The film's share between a moment and the next: where it is narrow, no length is written into it. */
function widthOf({ stops, totalMs }: Timeline, moment: number): number {
  return ((stops[moment + 1] ?? 0) - (stops[moment] ?? 0)) / totalMs;
}

function Legend({ beats }: { beats: Beat[] }) {
  const used = new Set(beats.map((beat) => beat.mark));
  return (
    <p className={styles.legend} aria-hidden="true">
      {Object.entries(MARKS).map(
        ([mark, { glyph, label }]) =>
          used.has(mark as Mark) && (
            <span key={mark}>
              <i className={styles.sign} data-mark={mark}>
                {glyph}
              </i>{' '}
              {label}
            </span>
          ),
      )}
    </p>
  );
}

/** The playhead, and what the pointer points at. */
function Overlay({ beats, line, clock, onSeek }: Pick<Props, 'beats' | 'line' | 'clock' | 'onSeek'>) {
  const overlay = useRef<HTMLDivElement>(null);
  const head = useRef<HTMLElement>(null);
  const [preview, setPreview] = useState<number | null>(null);
  useEveryFrame(clock, (filmMs) => {
    if (head.current) head.current.style.left = `${(100 * filmMs) / line.totalMs}%`;
  });
  const filmAtPointer = (event: PointerEvent) => {
    const box = overlay.current?.getBoundingClientRect();
    if (!box?.width) return 0;
    return Math.min(1, Math.max(0, (event.clientX - box.left) / box.width)) * line.totalMs;
  };
  const moment = preview === null ? undefined : beats[Math.min(beats.length - 1, Math.max(0, momentAt(line, preview)))];
  const share = preview === null ? 0 : preview / line.totalMs;
  return (
    <div
      ref={overlay}
      className={styles.overlay}
      onPointerMove={(event) => {
        setPreview(filmAtPointer(event));
        if (event.buttons === 1) onSeek(filmAtPointer(event));
      }}
      onPointerDown={(event) => {
        event.currentTarget.setPointerCapture(event.pointerId);
        onSeek(filmAtPointer(event));
      }}
      onPointerLeave={() => setPreview(null)}
    >
      <i ref={head} className={styles.head} />
      {moment && (
        <>
          <i className={styles.ghost} style={{ left: `${100 * share}%` }} />
          <span className={styles.tip} style={share < 0.5 ? { left: `${100 * share}%` } : { right: `${100 - 100 * share}%` }}>
            {moment.sentence}
          </span>
        </>
      )}
    </div>
  );
}
