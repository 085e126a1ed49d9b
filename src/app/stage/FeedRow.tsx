'use client';
/** One event. Its words are shown as text, whatever they contain. */
import { memo } from 'react';
import type { AgentNow } from '../../read/stage.ts';
import type { StreamEvent } from '../../read/stream.ts';
import { Age } from '../browser/Clock.tsx';
import { agentColor, Face } from '../browser/Face.tsx';
import controls from '../controls.module.css';
import styles from './feed.module.css';
import { useWhy } from './Why.tsx';
import { kindWords } from './words.ts';

type Props = { event: StreamEvent; agent: AgentNow | undefined };

export const FeedRow = memo(function FeedRow({ event, agent }: Props) {
  const kind = kindWords(event.kind);
  const showWhy = useWhy();
  return (
    <article className={styles.event} tabIndex={-1} data-row style={agentColor(agent)} data-tone={kind.tone}>
      <Face agent={agent} />
      <div className={styles.body}>
        <p className={styles.head}>
          <span className={styles.name}>{agent?.name ?? event.agent_id}</span>
          <span className={styles.kind}>{kind.label}</span>
          {event.untrusted && <span className={controls.outside}>outside text</span>}
        </p>
        <p className={styles.title}>{event.title}</p>
        {event.summary && event.summary !== event.title && <p className={styles.summary}>{event.summary}</p>}
      </div>
      <div className={styles.side}>
        <span className={styles.age}>
          <Age at={event.created_at} />
        </span>
        <button type="button" className={controls.link} onClick={() => showWhy(event.id)} aria-label={`Why: ${event.title}`}>
          Why?
        </button>
      </div>
    </article>
  );
});
