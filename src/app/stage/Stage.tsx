'use client';
/** The stage: team, missions, what needs a person, the feed. Each panel fails alone. */
import { useEffect, useMemo, useState } from 'react';
import type { FirstMinute } from '../../read/first-minute.ts';
import type { Feed, StageView } from '../../read/stage.ts';
import { Clock } from '../browser/Clock.tsx';
import { Panel } from '../browser/Panel.tsx';
import { useShell } from '../shell/use-shell.ts';
import { AgentStrip } from './AgentStrip.tsx';
import { type Filters, filterEvents, filterMissions, NO_FILTERS, tagsOf } from './filters.ts';
import { Hints } from './Hints.tsx';
import { MissionsList } from './MissionsList.tsx';
import { NeedsYou } from './NeedsYou.tsx';
import { OfficePanel } from './OfficePanel.tsx';
import { SignalFeed } from './SignalFeed.tsx';
import { StageFilters } from './StageFilters.tsx';
import styles from './stage.module.css';
import { type Tab, TabBar } from './TabBar.tsx';
import { useStage } from './use-stage.ts';
import { Why, WhyDialog } from './Why.tsx';

type Props = {
  view: StageView;
  feed: Feed;
  /** Null when the first hints are done with for good. */
  first: FirstMinute | null;
  /** A conversation was opened in this browser before. */
  watched: boolean;
};

/** Tags that the filter offers. */
const MOST_TAGS = 60;

export function Stage({ view: start, feed, first, watched }: Props) {
  const stage = useStage({ view: start, feed });
  const verbs = useShell();
  const { view, connection } = stage;
  const { shown } = stage.feed;
  const [filters, setFilters] = useState<Filters>(NO_FILTERS);
  const [tab, setTab] = useState<Tab>('feed');
  const [openMission, setOpenMission] = useState<string | null>(null);
  const [why, setWhy] = useState<string | null>(null);
  const events = useMemo(() => filterEvents(shown, filters, Date.parse(view.as_of)), [shown, filters, view.as_of]);
  const tags = useMemo(() => tagsOf(shown.slice(0, 1000), MOST_TAGS), [shown]);
  const missions = useMemo(() => filterMissions(view.missions, filters), [view.missions, filters]);
  const agents = useMemo(() => new Map(view.agents.map((agent) => [agent.id, agent])), [view.agents]);
  // What is held back from the feed has happened all the same.
  const known = useMemo(() => (stage.feed.held.length ? [...stage.feed.held, ...shown] : shown), [stage.feed.held, shown]);
  const pick = (agent: string) => setFilters((now) => ({ ...now, agent: agent === now.agent ? null : agent }));
  useNeedsYouHash(setTab);
  const changed = () => {
    stage.refresh();
    verbs.refresh();
  };
  const showMission = (id: string) => {
    setWhy(null);
    setOpenMission(id);
    setTab('missions');
  };
  return (
    <Clock asOf={view.as_of}>
      <Why value={setWhy}>
        <main id="main" className={styles.page} data-stale={connection.state === 'lost'}>
          <h1 className="visually-hidden">Stage of {view.company.name}</h1>
          {first && <Hints first={first} watched={watched} model={view.model} />}
          <TabBar current={tab} onSelect={setTab} waiting={view.waiting} />
          <div className={styles.stage} data-tab={tab}>
            <div className={styles.main}>
              <Panel name="Team" tab="team" className={styles.teamPanel}>
                <OfficePanel view={view} events={known} selected={filters.agent} onSelect={pick}>
                  <AgentStrip agents={view.agents} selected={filters.agent} onSelect={pick} />
                </OfficePanel>
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
                <NeedsYou pending={view.pending} waiting={view.waiting} agents={agents} onDecided={changed} />
              </Panel>
              <Panel name="Signals" tab="feed" className={styles.feedPanel}>
                <StageFilters filters={filters} agents={view.agents} tags={tags} onChange={setFilters} />
                <SignalFeed
                  events={events}
                  held={stage.feed.held.length}
                  filtered={filters !== NO_FILTERS}
                  agents={agents}
                  onAtTop={stage.setAtTop}
                  onRelease={stage.releaseHeld}
                  older={stage.older}
                  onOlder={stage.loadOlder}
                />
              </Panel>
            </aside>
          </div>
          {why && <WhyDialog id={why} agents={agents} onMission={showMission} onClose={() => setWhy(null)} />}
        </main>
      </Why>
    </Clock>
  );
}

/** `/#needs-you` leads to what waits, from anywhere: the oldest card takes the focus, or the panel's name when nothing waits. */
function useNeedsYouHash(show: (tab: Tab) => void): void {
  useEffect(() => {
    const look = () => {
      if (window.location.hash !== '#needs-you') return;
      show('needs');
      requestAnimationFrame(() => {
        const panel = document.querySelector('[data-panel="needs"]');
        const target = panel?.querySelector('article') ?? panel?.querySelector('h2');
        if (target instanceof HTMLElement) target.focus();
      });
    };
    look();
    // The router changes the address without saying so; a second press of the same link must work, too.
    const onClick = (event: MouseEvent) => {
      if (event.target instanceof Element && event.target.closest('a[href$="#needs-you"]')) setTimeout(look, 50);
    };
    window.addEventListener('hashchange', look);
    document.addEventListener('click', onClick);
    return () => {
      window.removeEventListener('hashchange', look);
      document.removeEventListener('click', onClick);
    };
  }, [show]);
}
