'use client';
import { useCallback, useMemo, useRef } from 'react';
import type { Mode } from '../../../office/film/warp.ts';
/** One mission as a film: title and verdict, the player, its lanes, and the list of sentences it is made of. */
import { useCast } from '../../../office/view/use-cast.ts';
import type { MissionFilm } from '../../../read/mission-film.ts';
import type { AgentNow } from '../../../read/stage.ts';
import { Age, Clock } from '../../browser/Clock.tsx';
import { agentColor } from '../../browser/Face.tsx';
import { Panel } from '../../browser/Panel.tsx';
import { useView } from '../../browser/use-view.ts';
import controls from '../../controls.module.css';
import { MISSION_WORDS } from '../../stage/words.ts';
import { MissionActions } from '../MissionActions.tsx';
import { BeatList } from './BeatList.tsx';
import { CopyLink } from './CopyLink.tsx';
import { FilmScreen } from './FilmScreen.tsx';
import { Lanes } from './Lanes.tsx';
import { MomentPane } from './MomentPane.tsx';
import { Paces } from './Paces.tsx';
import { PastOffice, type PastOfficeProps } from './PastOffice.tsx';
import styles from './playback.module.css';
import { otherSpeed, Transport } from './Transport.tsx';
import { realAt } from './timeline.ts';
import transport from './transport.module.css';
import { type FilmState, useMissionFilm } from './use-film.ts';
import { useKeys } from './use-keys.ts';
import { useReducedMotion } from './use-player.ts';

const SPEEDS = [0.5, 1, 2, 4, 8];

type Props = { first: MissionFilm; startAt: string | null };

export function MissionPlayback({ first, startAt }: Props) {
  const { view, stale, refresh } = useView(first, `/api/ops/views/missions/${first.mission.id}`);
  const agents = new Map(view.agents.map((agent) => [agent.id, agent]));
  return (
    <Clock asOf={view.as_of}>
      <main id="main" className={styles.page} data-stale={stale}>
        <Title film={view} onDone={refresh} />
        <Panel name="Playback" className={styles.player}>
          <FilmPlayer film={view} agents={agents} startAt={startAt} />
        </Panel>
      </main>
    </Clock>
  );
}

function Title({ film, onDone }: { film: MissionFilm; onDone(): void }) {
  const { mission } = film;
  const agent = film.agents.find((known) => known.id === mission.agent_id);
  const words = MISSION_WORDS[mission.status];
  return (
    <header className={styles.head}>
      <p className={styles.crumb}>
        <a href="/missions">Missions</a>
      </p>
      <h1>{mission.title}</h1>
      <p className={styles.verdict} data-status={mission.status}>
        <span aria-hidden="true">{words.mark}</span> {mission.verdict}
      </p>
      <p className={styles.facts} style={agentColor(agent)}>
        <a className={styles.agent} href={`/agents/${mission.agent_id}`}>
          {agent?.name ?? mission.agent_id}
        </a>
        <span className={controls.chip}>{mission.origin}</span>
        {mission.untrusted && <span className={controls.outside}>outside text</span>}
        <span>
          begun <Age at={mission.created_at} suffix=" ago" />
        </span>
        <a href="/costs">${mission.cost_usd.toFixed(4)}</a>
        <a href={`/why/${mission.id}`}>Why does it exist?</a>
      </p>
      <MissionActions id={mission.id} title={mission.title} status={mission.status} onDone={onDone} />
    </header>
  );
}

function FilmPlayer({ film, agents, startAt }: { film: MissionFilm; agents: Map<string, AgentNow>; startAt: string | null }) {
  const state = useMissionFilm(film, startAt);
  const { player, moment, line } = state;
  const { beats } = film;
  const stepper = useReducedMotion();
  const office = useMissionOffice(film, state, stepper);
  const root = useRef<HTMLDivElement>(null);
  const step = (moments: number) => state.goTo(moment + moments);
  useKeys(root, {
    toggle: () => (stepper ? step(1) : player.playing ? player.pause() : player.play()),
    step,
    first: () => state.goTo(0),
    last: () => state.goTo(beats.length - 1),
    pace: (by) => player.setSpeed(otherSpeed(SPEEDS, player.speed, by)),
  });
  const beat = beats[moment];
  return (
    <div ref={root} className={styles.film}>
      <div className={styles.screen}>
        <FilmScreen film={film} moment={moment} agents={agents} office={<PastOffice {...office} />} />
      </div>
      <div className={styles.moment}>
        <MomentPane
          beat={beat}
          agent={beat && agents.get(beat.agent_id)}
          number={moment + 1}
          of={beats.length}
          since={beats[0]?.at ?? null}
          announce
        />
      </div>
      <div className={styles.controls}>
        <Transport player={player} speeds={SPEEDS} stepper={stepper} back={moment > 0} forth={moment < beats.length - 1} onStep={step}>
          <Paces pace={state.pace} onChange={state.setPace} />
          {state.live && (
            <button type="button" className={transport.live} aria-pressed={state.following} onClick={state.follow}>
              <i aria-hidden="true" /> LIVE
            </button>
          )}
          <span className={transport.end}>
            <CopyLink path={`/missions/${film.mission.id}?t=${beat?.id ?? ''}`} />
          </span>
        </Transport>
        <label className={styles.scrub}>
          <span className="visually-hidden">Moment</span>
          <input
            type="range"
            min={0}
            max={Math.max(0, beats.length - 1)}
            value={Math.max(0, moment)}
            aria-valuetext={beat?.sentence}
            onChange={(event) => state.goTo(Number(event.target.value))}
          />
        </label>
      </div>
      <div className={styles.lanes}>
        <Lanes steps={film.steps} beats={beats} line={line} startMs={state.startMs} clock={player.clock} onSeek={state.seek} />
      </div>
      <section className={styles.list} aria-labelledby="beats">
        <h2 className={controls.heading} id="beats">
          What happened
        </h2>
        <BeatList beats={beats} current={moment} label="What happened, in order" onPick={state.goTo} />
        {film.cut && <p className={styles.cut}>More happened than is shown here.</p>}
      </section>
    </div>
  );
}

/** The same events in the office, at the real moment that the player shows. */
function useMissionOffice(film: MissionFilm, { line, player }: FilmState, still: boolean): PastOfficeProps {
  const { beats, mission } = film;
  const events = useMemo(() => beats.flatMap(({ event }) => (event ? [event] : [])), [beats]);
  const agents = useCast(film.agents);
  const mode = useMemo(
    (): Mode => (line.pace === 'even' ? { pace: 'even' } : line.pace === 'real' ? { pace: 'real', speed: 1 } : { pace: 'story' }),
    [line.pace],
  );
  const { clock } = player;
  const realMs = useCallback(() => realAt(line, clock.at()), [line, clock]);
  return { events, agents, seed: mission.id, mode, still, realMs };
}
