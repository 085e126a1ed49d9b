'use client';
/** A mission in one line: state, title, where it came from, its steps as a bar, who, how long. */
import { useEffect, useRef } from 'react';
import type { MissionSummary } from '../../read/missions.ts';
import type { AgentNow } from '../../read/stage.ts';
import { Age } from '../browser/Clock.tsx';
import { agentColor } from '../browser/Face.tsx';
import controls from '../controls.module.css';
import { MissionSteps } from './MissionSteps.tsx';
import styles from './missions.module.css';
import { MISSION_WORDS, STEP_WORDS } from './words.ts';

type Props = { mission: MissionSummary; agent: AgentNow | undefined; open: boolean; onToggle(): void };

export function MissionRow({ mission, agent, open, onToggle }: Props) {
  const words = MISSION_WORDS[mission.status];
  const row = useRef<HTMLLIElement>(null);
  useEffect(() => {
    if (open) row.current?.scrollIntoView({ block: 'nearest' });
  }, [open]);
  const done = mission.steps.filter((step) => step.status === 'succeeded').length;
  return (
    <li ref={row} className={styles.mission} data-status={mission.status} style={agentColor(agent)}>
      <button
        type="button"
        className={styles.line}
        data-row
        aria-expanded={open}
        aria-controls={open ? `steps-${mission.id}` : undefined}
        onClick={onToggle}
      >
        <span className={styles.mark} aria-hidden="true">
          {words.mark}
        </span>
        <span className={styles.what}>
          <span className={styles.title}>{mission.title}</span>
          <span className={controls.chip}>{mission.origin}</span>
          {mission.untrusted && <span className={controls.outside}>outside text</span>}
        </span>
        <span className={styles.bar}>
          {mission.steps.map((step) => (
            <i key={step.id} data-status={step.status} title={`${step.label}: ${STEP_WORDS[step.status].label}`} />
          ))}
          <span className="visually-hidden">
            {words.label}, {done} of {mission.steps.length} steps done
          </span>
        </span>
        <span className={styles.agent}>{agent?.name ?? mission.agent_id}</span>
        <span className={styles.time}>
          <Since mission={mission} />
        </span>
      </button>
      <a href={`/missions/${mission.id}`} className={styles.replay} aria-label={`Replay: ${mission.title}`}>
        ▶ Replay
      </a>
      {open && <MissionSteps mission={mission} />}
    </li>
  );
}

/** How long it has been at work or has waited; once it has ended, how long ago. */
function Since({ mission }: { mission: MissionSummary }) {
  const { label } = MISSION_WORDS[mission.status];
  const at = mission.finished_at ?? mission.started_at ?? mission.created_at;
  return (
    <>
      {mission.status === 'succeeded' ? '' : `${label} · `}
      <Age at={at} />
    </>
  );
}
