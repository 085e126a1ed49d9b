'use client';
/** The stage: header, team, missions, what needs a person, the feed. Each panel fails alone. */
import { useMemo, useState } from 'react';
import type { Feed, StageView } from '../../read/stage.ts';
import { Clock } from '../browser/Clock.tsx';
import type { Theme } from '../theme.ts';
import { AgentStrip } from './AgentStrip.tsx';
import { type Filters, filterEvents, filterMissions, NO_FILTERS } from './filters.ts';
import { MissionsList } from './MissionsList.tsx';
import { NeedsYou } from './NeedsYou.tsx';
import { Panel } from './Panel.tsx';
import { SignalFeed } from './SignalFeed.tsx';
import { StageFilters } from './StageFilters.tsx';
import { StageHeader } from './StageHeader.tsx';
import styles from './stage.module.css';
import { TABS, type Tab, TabBar } from './TabBar.tsx';
import { useStage } from './use-stage.ts';
import { Why, WhyDialog } from './Why.tsx';

type Props = {
  view: StageView;
  feed: Feed;
  theme: Theme | null;
  /** A token guards the dashboard, so one may sign out. */
  guarded: boolean;
};

export function Stage({ view: first, feed, theme, guarded }: Props) {
  const stage = useStage({ view: first, feed });
  const { view, connection } = stage;
  const [filters, setFilters] = useState<Filters>(NO_FILTERS);
  const [tab, setTab] = useState<Tab>('feed');
  const [openMission, setOpenMission] = useState<string | null>(null);
  const [why, setWhy] = useState<string | null>(null);
  const events = useMemo(() => filterEvents(stage.feed.shown, filters), [stage.feed.shown, filters]);
  const missions = useMemo(() => filterMissions(view.missions, filters), [view.missions, filters]);
  const agents = useMemo(() => new Map(view.agents.map((agent) => [agent.id, agent])), [view.agents]);
  const showMission = (id: string) => {
    setWhy(null);
    setOpenMission(id);
    setTab('missions');
  };
  return (
    <Clock asOf={view.as_of}>
      <Why value={setWhy}>
        <div className={styles.page} data-stale={connection.state === 'lost'}>
          <StageHeader view={view} connection={connection} theme={theme} guarded={guarded} onChanged={stage.refresh} />
          <main id="main" className={styles.stage} data-tab={tab}>
            <h1 className="visually-hidden">Stage of {view.company.name}</h1>
            <div className={styles.main}>
              <Panel name="Team" tab="team" className={styles.teamPanel}>
                <AgentStrip
                  agents={view.agents}
                  selected={filters.agent}
                  onSelect={(agent) => setFilters({ ...filters, agent: agent === filters.agent ? null : agent })}
                />
              </Panel>
              <Panel name="Missions" tab="missions" className={styles.missionsPanel}>
                <MissionsList
                  missions={missions}
                  filtered={missions.length !== view.missions.length}
                  view={view}
                  agents={agents}
                  open={openMission}
                  onOpen={setOpenMission}
                />
              </Panel>
            </div>
            <aside className={styles.aside} aria-label="Needs you and signals">
              <Panel name="Needs you" tab="needs" className={styles.needsPanel}>
                <NeedsYou pending={view.pending} agents={agents} onDecided={stage.refresh} />
              </Panel>
              <Panel name="Signals" tab="feed" className={styles.feedPanel}>
                <StageFilters filters={filters} agents={view.agents} onChange={setFilters} />
                <SignalFeed
                  events={events}
                  held={stage.feed.held.length}
                  filtered={filters !== NO_FILTERS}
                  agents={agents}
                  live={connection.state === 'live'}
                  onAtTop={stage.setAtTop}
                  onRelease={stage.releaseHeld}
                  onOlder={stage.loadOlder}
                />
              </Panel>
            </aside>
          </main>
          <TabBar tabs={TABS} current={tab} onSelect={setTab} waiting={view.pending.length} />
          {why && <WhyDialog id={why} agents={agents} onMission={showMission} onClose={() => setWhy(null)} />}
        </div>
      </Why>
    </Clock>
  );
}
