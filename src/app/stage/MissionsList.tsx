'use client';
/** Missions under way and done, each a line that opens to its steps and what they made. */
import type { MissionSummary } from '../../read/missions.ts';
import type { AgentNow, StageView } from '../../read/stage.ts';
import { countdownText } from '../../read/time-words.ts';
import { useNow } from '../browser/Clock.tsx';
import controls from '../controls.module.css';
import { MissionRow } from './MissionRow.tsx';
import styles from './missions.module.css';

type Props = {
  missions: MissionSummary[];
  filtered: boolean;
  view: StageView;
  agents: Map<string, AgentNow>;
  open: string | null;
  onOpen(id: string | null): void;
};

export function MissionsList({ missions, filtered, view, agents, open, onOpen }: Props) {
  return (
    <>
      <div className={styles.heading}>
        <h2 className={controls.heading}>Missions</h2>
        <Today counts={view.missions_today} />
      </div>
      {missions.length === 0 ? (
        <Empty filtered={filtered} heartbeat={view.heartbeat} paused={view.company.paused} />
      ) : (
        <ul className={styles.list} data-rows>
          {missions.map((mission) => (
            <MissionRow
              key={mission.id}
              mission={mission}
              agent={agents.get(mission.agent_id)}
              open={mission.id === open}
              onToggle={() => onOpen(mission.id === open ? null : mission.id)}
            />
          ))}
        </ul>
      )}
    </>
  );
}

function Today({ counts }: { counts: StageView['missions_today'] }) {
  const ended = counts.succeeded + counts.failed;
  return (
    <p className={styles.today}>
      <a href="/missions?status=running">Running {counts.running}</a> · <a href="/missions">Today {counts.started}</a>
      {ended > 0 && (
        <>
          {' '}
          · <a href="/missions?status=failed">{Math.round((100 * counts.succeeded) / ended)} % ok</a>
        </>
      )}
    </p>
  );
}

function Empty({ filtered, heartbeat, paused }: { filtered: boolean; heartbeat: StageView['heartbeat']; paused: boolean }) {
  const now = useNow();
  const next = heartbeat.at ? Date.parse(heartbeat.at) + heartbeat.interval_seconds * 1000 - now : null;
  if (filtered) return <p className={controls.empty}>No mission matches the filter.</p>;
  return (
    <p className={controls.empty}>
      <strong>No missions yet</strong>
      {paused
        ? 'The company is paused. Resume it to let its agents propose work.'
        : next === null
          ? 'The first heartbeat is about to look for work.'
          : `The next heartbeat looks for work ${next > 0 ? `in ${countdownText(next)}` : 'now'}.`}
    </p>
  );
}
