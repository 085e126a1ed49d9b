'use client';
import { useRouter } from 'next/navigation';
import { useCallback, useEffect, useMemo, useRef } from 'react';
import type { Mode } from '../../office/film/warp.ts';
/** A day of the whole company: pick one, let it run up to six hundred times as fast, stop anywhere, read what happened. */
import { useCast } from '../../office/view/use-cast.ts';
import type { Beat } from '../../read/beats.ts';
import type { DayChunk, DayView } from '../../read/day-film.ts';
import { Clock } from '../browser/Clock.tsx';
import { Panel } from '../browser/Panel.tsx';
import { useView } from '../browser/use-view.ts';
import controls from '../controls.module.css';
import { BeatList } from '../missions/playback/BeatList.tsx';
import { Cast } from '../missions/playback/Cast.tsx';
import { CopyLink } from '../missions/playback/CopyLink.tsx';
import { MomentPane } from '../missions/playback/MomentPane.tsx';
import { PastOffice, type PastOfficeProps } from '../missions/playback/PastOffice.tsx';
import { otherSpeed, Transport } from '../missions/playback/Transport.tsx';
import { momentAt } from '../missions/playback/timeline.ts';
import transport from '../missions/playback/transport.module.css';
import { useKeys } from '../missions/playback/use-keys.ts';
import { type Player, useFilm, usePlayer, useReducedMotion } from '../missions/playback/use-player.ts';
import { DayStrip } from './DayStrip.tsx';
import { DAY_FILM_MS, timesOf, timeText } from './day-time.ts';
import styles from './film.module.css';
import { useDayBeats } from './use-day.ts';

const SPEEDS = [1, 10, 60, 120, 300, 600];

/** Where the address begins: at an event, or at a time of the day. */
export type Start = { event: string | null; ms: number | null };

type Props = { first: DayView; chunk: DayChunk; start: Start };

export function DayPlayback({ first, chunk, start }: Props) {
  const { view, stale } = useView(first, `/api/ops/views/film/${first.day}`);
  return (
    <Clock asOf={view.as_of}>
      <main id="main" className={styles.page} data-stale={stale}>
        <header className={styles.head}>
          <h1>{longDay(view.day)}</h1>
          <DayPicker view={view} />
        </header>
        {view.total === 0 ? (
          <p className={controls.empty}>
            <strong>Nothing happened on this day</strong>
            {view.days[0] && <a href={`/film/${view.days[0]}`}>Watch {longDay(view.days[0])}</a>}
          </p>
        ) : (
          <Panel name="The day" className={styles.panel}>
            <DayPlayer view={view} chunk={chunk} start={start} />
          </Panel>
        )}
      </main>
    </Clock>
  );
}

function DayPicker({ view }: { view: DayView }) {
  const router = useRouter();
  const days = view.days.includes(view.day) ? view.days : [view.day, ...view.days];
  return (
    <label className={styles.picker}>
      <span>Day</span>
      <select className={controls.field} value={view.day} onChange={(event) => router.push(`/film/${event.target.value}`)}>
        {days.map((day) => (
          <option key={day} value={day}>
            {day}
          </option>
        ))}
      </select>
    </label>
  );
}

function DayPlayer({ view, chunk, start }: { view: DayView; chunk: DayChunk; start: Start }) {
  const { beats, state, retry } = useDayBeats(chunk, view);
  const times = useMemo(() => timesOf(beats, view.day), [beats, view.day]);
  const totalMs = view.today ? Math.max(1, Date.parse(view.as_of) - Date.parse(`${view.day}T00:00:00Z`)) : DAY_FILM_MS;
  const named = times[beats.findIndex((beat) => beat.id === start.event)];
  const player = usePlayer({ at: named ?? start.ms ?? times[0] ?? 0, speed: 60 }, totalMs);
  const moment = useFilm(player.clock, (at) => momentAt({ stops: times }, at));
  const stepper = useReducedMotion();
  const office = useDayOffice(view, beats, player, stepper);
  const root = useRef<HTMLDivElement>(null);
  const goTo = (index: number) => {
    player.pause();
    player.seek(times[Math.min(times.length - 1, Math.max(0, index))] ?? 0);
  };
  const step = (moments: number) => goTo(moment + moments);
  useKeys(root, {
    toggle: () => (stepper ? step(1) : player.playing ? player.pause() : player.play()),
    step,
    first: () => goTo(0),
    last: () => goTo(times.length - 1),
    pace: (by) => player.setSpeed(otherSpeed(SPEEDS, player.speed, by)),
  });
  const time = useFilm(player.clock, timeText);
  const agents = new Map(view.agents.map((agent) => [agent.id, agent]));
  const beat = beats[moment];
  // Exactly at a moment the address is that moment; between two it is the time.
  const place = beat && times[moment] === player.clock.at() ? beat.id : time;
  useAddress(player.playing ? null : place);
  return (
    <div ref={root} className={styles.film}>
      <div className={styles.screen}>
        <p className={styles.time}>
          <time>{time}</time> <span>UTC</span>
        </p>
        <PastOffice {...office} />
        <Cast beats={beats} moment={moment} agents={agents} everyone={[...agents.keys()]} />
      </div>
      <div className={styles.controls}>
        <Transport player={player} speeds={SPEEDS} stepper={stepper} back={moment > 0} forth={moment < beats.length - 1} onStep={step}>
          {view.today && (
            <button type="button" className={transport.live} onClick={() => goTo(times.length - 1)}>
              <i aria-hidden="true" /> NOW
            </button>
          )}
          <span className={transport.end}>
            <CopyLink path={`/film/${view.day}?t=${place}`} />
          </span>
        </Transport>
        <DayStrip pulse={view.pulse} clock={player.clock} totalMs={totalMs} time={time} onSeek={player.seek} />
        <p className={styles.loading} role="status">
          {state === 'loading' && `Reading the day: ${beats.length} of ${view.total} signals`}
        </p>
        {state === 'failed' && (
          <p className={controls.error} role="alert">
            The rest of the day could not be read.{' '}
            <button type="button" className={controls.link} onClick={retry}>
              Retry
            </button>
          </p>
        )}
      </div>
      <div className={styles.moment}>
        <MomentPane
          beat={beat}
          agent={beat && agents.get(beat.agent_id)}
          number={moment + 1}
          of={view.total}
          since={null}
          announce={!player.playing}
        />
      </div>
      <section className={styles.list} aria-labelledby="day-list">
        <h2 className={controls.heading} id="day-list">
          What happened
        </h2>
        <BeatList beats={beats} current={moment} label="What happened on this day, in order" onPick={goTo} />
      </section>
    </div>
  );
}

/** The page's address names the moment it rests at. */
function useAddress(place: string | null): void {
  const opened = useRef(place);
  useEffect(() => {
    if (!place || place === opened.current) return;
    opened.current = null;
    window.history.replaceState(null, '', `?t=${place}`);
  }, [place]);
}

function longDay(day: string): string {
  const format = new Intl.DateTimeFormat('en-GB', { weekday: 'long', day: 'numeric', month: 'long', year: 'numeric', timeZone: 'UTC' });
  return format.format(Date.parse(`${day}T00:00:00Z`));
}

/** The same day in the office; the faster it runs, the more time passes while somebody walks. */
function useDayOffice(view: DayView, beats: readonly Beat[], { clock, speed }: Player, still: boolean): PastOfficeProps {
  const events = useMemo(() => beats.flatMap(({ event }) => (event ? [event] : [])), [beats]);
  const agents = useCast(view.agents);
  const fromMs = Date.parse(`${view.day}T00:00:00Z`);
  const mode = useMemo((): Mode => ({ pace: 'real', speed, span: { fromMs, toMs: fromMs + DAY_FILM_MS } }), [speed, fromMs]);
  const realMs = useCallback(() => fromMs + clock.at(), [fromMs, clock]);
  return { events, agents, seed: view.day, mode, still, realMs };
}
