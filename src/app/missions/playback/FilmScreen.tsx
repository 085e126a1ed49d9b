'use client';
/** The picture of the film: which step it is in, and who is doing what. */
import type { ReactNode } from 'react';
import type { Beat } from '../../../read/beats.ts';
import type { FilmStep, MissionFilm } from '../../../read/mission-film.ts';
import type { AgentNow } from '../../../read/stage.ts';
import { STEP_WORDS } from '../../stage/words.ts';
import { Cast } from './Cast.tsx';
import styles from './screen.module.css';

type Props = { film: MissionFilm; moment: number; agents: Map<string, AgentNow>; office: ReactNode };

export function FilmScreen({ film, moment, agents, office }: Props) {
  return (
    <div className={styles.screen}>
      <p className={styles.card}>{cardOf(film, moment)}</p>
      {office}
      <ol className={styles.path} aria-label="Steps at this moment">
        {film.steps.map((step, index) => {
          const state = stateAt(film, index, moment);
          return (
            <li key={step.id} data-status={state}>
              <span aria-hidden="true">{STEP_WORDS[state].mark}</span> {step.label}
              <span className="visually-hidden">: {STEP_WORDS[state].label}</span>
            </li>
          );
        })}
      </ol>
      <Cast beats={film.beats} moment={moment} agents={agents} everyone={[...new Set(film.beats.map((beat) => beat.agent_id))]} />
    </div>
  );
}

const STATES: Partial<Record<Beat['kind'], FilmStep['status']>> = {
  step_started: 'running',
  step_succeeded: 'succeeded',
  step_failed: 'failed',
  step_retried: 'queued',
  step_recovered: 'queued',
};

/** What a step had come to by then. */
function stateAt({ steps, beats }: MissionFilm, index: number, moment: number): FilmStep['status'] {
  const id = steps[index]?.id;
  const last = beats.slice(0, moment + 1).findLast((beat) => beat.step_id === id && STATES[beat.kind]);
  return (last && STATES[last.kind]) ?? 'queued';
}

/** "Step 2 of 4 — Analyze": the last step that was touched by then. */
function cardOf({ steps, beats, mission }: MissionFilm, moment: number): string {
  for (let at = moment; at >= 0; at--) {
    const beat = beats[at];
    const index = steps.findIndex((step) => step.id === beat?.step_id);
    if (index !== -1) return `Step ${index + 1} of ${steps.length} — ${steps[index]?.label}`;
    if (beat?.event?.mission_id === mission.id) break;
  }
  return moment < 0 ? mission.title : `Before the work — ${steps.length === 1 ? 'one step' : `${steps.length} steps`} to come`;
}
