'use client';
/** The conversations page: schedule, live transcript, list, and the form that calls people to the table. */
import { useState } from 'react';
import type { TalksView } from '../../read/talks.ts';
import { Clock } from '../browser/Clock.tsx';
import { Panel } from '../browser/Panel.tsx';
import { useView } from '../browser/use-view.ts';
import controls from '../controls.module.css';
import { DayRibbon } from './DayRibbon.tsx';
import { LiveTalk } from './LiveTalk.tsx';
import { QuickStart } from './QuickStart.tsx';
import { StartTalk } from './StartTalk.tsx';
import { TalkList } from './TalkList.tsx';
import styles from './talks.module.css';

export function Talks({ first }: { first: TalksView }) {
  const past = first.day !== first.today;
  const { view, stale, refresh } = useView(first, `/api/ops/views/talks${past ? `?day=${first.day}` : ''}`);
  const [starting, setStarting] = useState(false);
  const agents = new Map(view.agents.map((agent) => [agent.id, agent]));
  const { policy } = view;
  return (
    <Clock asOf={view.as_of}>
      <main id="main" className={styles.page} data-stale={stale}>
        <header className={styles.head}>
          <div>
            <h1>Conversations</h1>
            <p className={styles.lede}>
              {policy.enabled ? (
                <>
                  At most <a href="/policies/roundtable_policy">{policy.limit} a day</a> by the schedule; those you call do not count.
                </>
              ) : (
                <>
                  Conversations are switched off by <a href="/policies/roundtable_policy">roundtable_policy</a>.
                </>
              )}
            </p>
          </div>
          <button
            type="button"
            className={starting ? controls.button : controls.primary}
            aria-expanded={starting}
            aria-controls="start-talk"
            onClick={() => setStarting(!starting)}
          >
            {starting ? 'Close the form' : 'Start a conversation'}
          </button>
        </header>
        {starting && (
          <Panel name="Start a conversation" className={styles.panel}>
            <StartTalk formats={view.formats} agents={view.agents} />
          </Panel>
        )}
        <Panel name="Schedule of the day" className={styles.panel}>
          <DayRibbon view={view} />
        </Panel>
        <div className={styles.columns}>
          <Panel name="Live conversation" className={styles.panel}>
            {view.live ? <LiveTalk talk={view.live} agents={agents} onSaid={refresh} /> : <QuickStart view={view} />}
          </Panel>
          <Panel name="All conversations" className={styles.panel}>
            <TalkList talks={view.talks} agents={agents} day={past ? view.day : null} />
          </Panel>
        </div>
      </main>
    </Clock>
  );
}
