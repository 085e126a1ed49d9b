'use client';
/** The picture of the film: which step it is in, and who is doing what. */
import type { MissionFilm } from '../../../read/mission-film.ts';
import type { AgentNow } from '../../../read/stage.ts';
import { Cast } from './Cast.tsx';
import styles from './screen.module.css';

type Props = { film: MissionFilm; moment: number; agents: Map<string, AgentNow> };

export function FilmScreen({ film, moment, agents }: Props) {
  return (
    <div className={styles.screen}>
      <p className={styles.card}>{cardOf(film, moment)}</p>
      <Cast beats={film.beats} moment={moment} agents={agents} />
    </div>
  );
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
