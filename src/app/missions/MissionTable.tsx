'use client';
/** The table: one line a mission, which opens to its steps and to what may be done with it. */
import Link from 'next/link';
import { useRouter } from 'next/navigation';
import { useState } from 'react';
import type { MissionFilter, MissionLine, MissionListView } from '../../read/mission-list.ts';
import type { AgentNow } from '../../read/stage.ts';
import { countdownText } from '../../read/time-words.ts';
import { Age, useNow } from '../browser/Clock.tsx';
import { agentColor, Face } from '../browser/Face.tsx';
import controls from '../controls.module.css';
import { MissionSteps } from '../stage/MissionSteps.tsx';
import { Why } from '../stage/Why.tsx';
import { MISSION_WORDS, STEP_WORDS } from '../stage/words.ts';
import { filterQuery, ORIGINS } from './filter.ts';
import { MissionActions } from './MissionActions.tsx';
import styles from './table.module.css';

type Props = { view: MissionListView; filter: MissionFilter; filtered: boolean; onChanged(): void };

export function MissionTable({ view, filter, filtered, onChanged }: Props) {
  const [open, setOpen] = useState<string | null>(null);
  const router = useRouter();
  const agents = new Map(view.agents.map((agent) => [agent.id, agent]));
  if (view.missions.length === 0) return <Empty view={view} filtered={filtered} />;
  return (
    <Why value={(id) => router.push(`/why/${id}`)}>
      <table className={styles.table}>
        <thead>
          <tr>
            <th scope="col">Mission</th>
            <th scope="col">Origin</th>
            <th scope="col">Steps</th>
            <th scope="col">Agent</th>
            <th scope="col">Age</th>
            <th scope="col" className={styles.number}>
              Cost
            </th>
          </tr>
        </thead>
        <tbody>
          {view.missions.map((mission) => (
            <Row
              key={mission.id}
              mission={mission}
              agent={agents.get(mission.agent_id)}
              open={mission.id === open}
              onToggle={() => setOpen(mission.id === open ? null : mission.id)}
              onChanged={onChanged}
            />
          ))}
        </tbody>
      </table>
      {(filter.before || view.next) && (
        <nav className={styles.pages} aria-label="Pages">
          {filter.before && <Link href={`/missions${filterQuery({ ...filter, before: null })}`}>Newest missions</Link>}
          {view.next && <Link href={`/missions${filterQuery({ ...filter, before: view.next })}`}>Older missions</Link>}
        </nav>
      )}
    </Why>
  );
}

type RowProps = { mission: MissionLine; agent: AgentNow | undefined; open: boolean; onToggle(): void; onChanged(): void };

function Row({ mission, agent, open, onToggle, onChanged }: RowProps) {
  const words = MISSION_WORDS[mission.status];
  return (
    <>
      <tr className={styles.row} data-status={mission.status} style={agentColor(agent)}>
        <th scope="row">
          <span className={styles.what}>
            <button
              type="button"
              className={styles.toggle}
              aria-expanded={open}
              aria-label={`Steps of ${mission.title}`}
              onClick={onToggle}
            >
              <span aria-hidden="true">{open ? '▾' : '▸'}</span>
            </button>
            <span className={styles.mark} title={words.label}>
              <span aria-hidden="true">{words.mark}</span>
              <span className="visually-hidden">{words.label}: </span>
            </span>
            <a className={styles.title} href={`/missions/${mission.id}`}>
              {mission.title}
            </a>
            {mission.untrusted && <span className={controls.outside}>outside text</span>}
          </span>
        </th>
        <td className={styles.origin}>
          <a href={`/why/${mission.id}`} title={mission.origin}>
            <span className={controls.chip}>{ORIGINS.find(({ source }) => source === mission.source)?.label ?? mission.source}</span>
          </a>
        </td>
        <td className={styles.steps}>
          <StepBar mission={mission} />
        </td>
        <td className={styles.agent}>
          <span className={styles.who}>
            <Face agent={agent} />
            <a href={`/agents/${mission.agent_id}`}>{agent?.name ?? mission.agent_id}</a>
          </span>
        </td>
        <td className={styles.age}>
          <Age at={mission.finished_at ?? mission.started_at ?? mission.created_at} />
        </td>
        <td className={styles.cost}>
          <a href="/costs">{mission.cost_usd ? `$${mission.cost_usd.toFixed(4)}` : '$0'}</a>
        </td>
      </tr>
      {open && (
        <tr className={styles.opened}>
          <td colSpan={6}>
            <MissionSteps mission={mission} />
            <div className={styles.verbs}>
              <a className={controls.button} href={`/missions/${mission.id}`}>
                ▶ Play it back
              </a>
              <MissionActions id={mission.id} title={mission.title} status={mission.status} onDone={onChanged} />
            </div>
          </td>
        </tr>
      )}
    </>
  );
}

function StepBar({ mission }: { mission: MissionLine }) {
  const done = mission.steps.filter((step) => step.status === 'succeeded').length;
  return (
    <span className={styles.progress}>
      <span className={styles.bar} aria-hidden="true">
        {mission.steps.map((step) => (
          <i key={step.id} data-status={step.status} title={`${step.label}: ${STEP_WORDS[step.status].label}`} />
        ))}
      </span>
      <span className={styles.done}>
        {done}/{mission.steps.length}
        <span className="visually-hidden"> steps done</span>
      </span>
    </span>
  );
}

function Empty({ view, filtered }: { view: MissionListView; filtered: boolean }) {
  const now = useNow();
  const { at, interval_seconds } = view.heartbeat;
  const next = at ? Date.parse(at) + interval_seconds * 1000 - now : null;
  if (filtered)
    return (
      <p className={controls.empty}>
        <strong>No mission matches</strong>
        <Link href="/missions">Show all missions</Link>
      </p>
    );
  return (
    <p className={controls.empty}>
      <strong>No missions yet</strong>
      {view.paused
        ? 'The company is paused. Resume it to let its agents propose work.'
        : next === null
          ? 'The first heartbeat is about to look for work.'
          : `The next heartbeat runs ${next > 0 ? `in ${countdownText(next)}` : 'now'}.`}
    </p>
  );
}
