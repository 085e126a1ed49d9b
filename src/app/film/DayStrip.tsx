'use client';
/** The day on one line: how much happened when, and the place the film is at. */
import { useRef } from 'react';
import { type FilmClock, useEveryFrame } from '../missions/playback/use-player.ts';
import { DAY_FILM_MS } from './day-time.ts';
import styles from './strip.module.css';

type Props = { pulse: number[]; clock: FilmClock; totalMs: number; time: string; onSeek(ms: number): void };

const HOURS = [0, 3, 6, 9, 12, 15, 18, 21];

export function DayStrip({ pulse, clock, totalMs, time, onSeek }: Props) {
  const slider = useRef<HTMLInputElement>(null);
  const most = Math.max(1, ...pulse);
  useEveryFrame(clock, (at) => {
    if (slider.current) slider.current.value = String(at);
  });
  return (
    <div className={styles.strip}>
      <div className={styles.bars} aria-hidden="true">
        {pulse.map((count, slice) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a slice of the day is its place
          <i key={slice} style={{ height: count ? `${Math.max(8, (100 * Math.sqrt(count)) / Math.sqrt(most))}%` : 0 }} />
        ))}
      </div>
      <input
        ref={slider}
        className={styles.slider}
        type="range"
        min={0}
        max={DAY_FILM_MS}
        step={1000}
        defaultValue={clock.at()}
        aria-label="Time of day"
        aria-valuetext={`${time} UTC`}
        onChange={(event) => onSeek(Math.min(totalMs, Number(event.target.value)))}
      />
      <div className={styles.hours} aria-hidden="true">
        {HOURS.map((hour) => (
          <span key={hour}>{String(hour).padStart(2, '0')}:00</span>
        ))}
      </div>
    </div>
  );
}
