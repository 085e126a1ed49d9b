'use client';
/** The last day of heartbeats as a strip, worked like a slider; the chosen one opens to its jobs. */
import { useEffect, useState } from 'react';
import type { RunsView, Tick, TickDetail } from '../../read/runs.ts';
import { getJson } from '../browser/api.ts';
import controls from '../controls.module.css';
import { Cron } from './Cron.tsx';
import styles from './heartbeats.module.css';
import { Jobs } from './Jobs.tsx';
import { stripText, TICK_WORDS, tickText, troubleBefore } from './ticks.ts';

export function Heartbeats({ view }: { view: RunsView }) {
  const { ticks, newest } = view;
  // The id, not the place: the strip moves on with every heartbeat.
  const [chosen, setChosen] = useState<string | null>(null);
  const found = ticks.findIndex((tick) => tick.id === (chosen ?? newest?.id));
  const at = found < 0 ? ticks.length - 1 : found;
  const tick = ticks[at];
  if (!tick)
    return (
      <>
        <h2 className={controls.heading}>Heartbeats</h2>
        <p className={controls.empty}>
          <strong>Waiting for the first heartbeat</strong>
          <code>npm start</code> beats by itself. Without it, let cron do it:
        </p>
        <Cron open />
      </>
    );
  const choose = (index: number) => setChosen(ticks[index]?.id ?? null);
  const trouble = troubleBefore(ticks, at);
  return (
    <>
      <h2 className={controls.heading}>Heartbeats</h2>
      <p className={styles.summary}>{stripText(ticks)}</p>
      <div className={styles.strip}>
        <Strip ticks={ticks} at={at} />
        <input
          className={styles.slider}
          type="range"
          min={0}
          max={ticks.length - 1}
          value={at}
          aria-label="Heartbeat"
          aria-valuetext={tickText(tick)}
          onChange={(event) => choose(Number(event.target.value))}
        />
      </div>
      <div className={styles.bar}>
        <p className={styles.chosen} data-status={tick.status}>
          <span aria-hidden="true">{TICK_WORDS[tick.status].mark}</span> {tickText(tick)}
        </p>
        <button type="button" className={controls.button} disabled={trouble < 0} onClick={() => choose(trouble)}>
          Previous trouble
        </button>
        <button type="button" className={controls.button} disabled={chosen === null} onClick={() => setChosen(null)}>
          Newest
        </button>
      </div>
      <Detail key={tick.id} tick={tick} known={newest?.id === tick.id ? newest : null} />
      <Cron />
    </>
  );
}

/** Height tells the outcome as well as colour does: the worse, the taller. */
function Strip({ ticks, at }: { ticks: readonly Tick[]; at: number }) {
  return (
    <svg className={styles.cells} viewBox={`0 0 ${Math.max(ticks.length, 48)} 30`} preserveAspectRatio="none" aria-hidden="true">
      {ticks.map((tick, index) => {
        const { height } = TICK_WORDS[tick.status];
        return (
          <rect
            key={tick.id}
            data-status={tick.status}
            data-chosen={index === at}
            x={index + 0.1}
            y={30 - height}
            width={0.8}
            height={height}
          />
        );
      })}
      <rect className={styles.marker} x={at} y={0} width={1} height={30} />
    </svg>
  );
}

function Detail({ tick, known }: { tick: Tick; known: TickDetail | null }) {
  const [read, setRead] = useState<TickDetail | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const [tries, setTries] = useState(0);
  const detail = known ?? read;
  // biome-ignore lint/correctness/useExhaustiveDependencies: a tick that ends, or a retry, is read again
  useEffect(() => {
    if (known) return;
    let current = true;
    // A slider passes many heartbeats on its way to one.
    const wait = setTimeout(async () => {
      const answer = await getJson<TickDetail>(`/api/ops/views/runs/${tick.id}`);
      if (!current) return;
      setProblem(answer.ok ? null : answer.message);
      if (answer.ok) setRead(answer.value);
    }, 120);
    return () => {
      current = false;
      clearTimeout(wait);
    };
  }, [tick.id, tick.status, known, tries]);
  if (problem)
    return (
      <p className={controls.error} role="alert">
        {problem}{' '}
        <button type="button" className={controls.link} onClick={() => setTries(tries + 1)}>
          Retry
        </button>
      </p>
    );
  if (!detail) return <p className={styles.waiting} aria-busy="true" />;
  return <Jobs detail={detail} />;
}
