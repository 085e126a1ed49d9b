'use client';
/** One conversation, live while it runs: transcript on the left, its reasons and its results on the right. */
import type { TalkPageView } from '../../../read/talk.ts';
import { Age, Clock } from '../../browser/Clock.tsx';
import { agentColor, Face } from '../../browser/Face.tsx';
import { Panel } from '../../browser/Panel.tsx';
import { useView } from '../../browser/use-view.ts';
import controls from '../../controls.module.css';
import { SayForm } from '../SayForm.tsx';
import { Transcript } from '../Transcript.tsx';
import { counted, STATUS_WORDS, usdText } from '../talk-words.ts';
import layout from '../talks.module.css';
import { Distilled } from './Distilled.tsx';
import { Reasons } from './Reasons.tsx';
import styles from './talk.module.css';
import { Voices } from './Voices.tsx';

export function TalkPage({ first }: { first: TalkPageView }) {
  const { view, stale, refresh } = useView(first, `/api/ops/views/talks/${first.talk.id}`);
  const { talk } = view;
  const agents = new Map(view.agents.map((agent) => [agent.id, agent]));
  const status = STATUS_WORDS[talk.status];
  return (
    <Clock asOf={view.as_of}>
      <main id="main" className={layout.page} data-stale={stale}>
        <header>
          <p className={styles.back}>
            <a href="/talks">Conversations</a>
          </p>
          <h1 className={styles.topic}>{talk.topic}</h1>
          <p className={styles.facts}>
            <span className={controls.chip}>{talk.label}</span>
            <span className={styles.status} data-status={talk.status}>
              {status.mark} {status.label}
            </span>
            <span>
              turn {talk.turn_count} of {talk.planned_turns}
            </span>
            <Age at={talk.started_at ?? talk.created_at} suffix=" ago" />
            <a href="/costs">
              {usdText(talk.cost.usd)} for {counted(talk.cost.calls, 'model call')}
            </a>
            {talk.untrusted && <span className={controls.outside}>topic from outside text</span>}
            <a href={`/why/${talk.id}`}>Why?</a>
          </p>
          <ul className={styles.people}>
            {talk.participants.map((id) => (
              <li key={id}>
                <a href={`/agents/${id}`} style={agentColor(agents.get(id))}>
                  <Face agent={agents.get(id)} /> {agents.get(id)?.name ?? id}
                </a>
              </li>
            ))}
          </ul>
        </header>
        <div className={styles.columns}>
          <Panel name="Transcript" className={layout.panel}>
            <h2 className={controls.heading}>Transcript</h2>
            <div aria-live={talk.status === 'running' ? 'polite' : undefined}>
              <Transcript talk={talk} agents={agents} />
            </div>
            {talk.end_reason && talk.status !== 'failed' && <p className={styles.end}>It ended: {talk.end_reason}.</p>}
            {talk.last_error && (
              <p className={controls.error}>
                {talk.status === 'failed' ? 'It failed' : 'It is tried again'}: {talk.last_error}
              </p>
            )}
            {(talk.status === 'running' || talk.status === 'pending') && <SayForm talk={talk} agents={agents} onSaid={refresh} />}
          </Panel>
          <div className={styles.side}>
            <Panel name="What it left behind" className={layout.panel}>
              <Distilled talk={talk} agents={agents} />
            </Panel>
            <Panel name="Why this topic, why these people" className={layout.panel}>
              <Reasons talk={talk} />
            </Panel>
            <Panel name="Voices in effect" className={layout.panel}>
              <Voices talk={talk} agents={agents} />
            </Panel>
          </div>
        </div>
      </main>
    </Clock>
  );
}
