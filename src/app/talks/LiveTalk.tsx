'use client';
/** The conversation that runs now: its transcript turn by turn, and a chair for a person. */
import { useEffect, useRef } from 'react';
import type { AgentNow } from '../../read/stage.ts';
import type { TalkView } from '../../read/talk.ts';
import controls from '../controls.module.css';
import { SayForm } from './SayForm.tsx';
import { Transcript } from './Transcript.tsx';
import { STATUS_WORDS } from './talk-words.ts';
import styles from './transcript.module.css';

type Props = { talk: TalkView; agents: Map<string, AgentNow>; onSaid(): void };

export function LiveTalk({ talk, agents, onSaid }: Props) {
  const log = useRef<HTMLDivElement>(null);
  const turns = talk.turns.length;
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new turn is what moves the view, unless somebody reads further up
  useEffect(() => {
    const box = log.current;
    if (box && box.scrollHeight - box.scrollTop - box.clientHeight < 240) box.scrollTop = box.scrollHeight;
  }, [turns]);
  return (
    <>
      <div className={styles.liveHead}>
        <h2 className={controls.heading}>
          <i className={styles.pulse} aria-hidden="true" /> {STATUS_WORDS[talk.status].label}
        </h2>
        <p>
          <a href={`/talks/${talk.id}`}>{talk.topic}</a>{' '}
          <span className={styles.dim}>
            {talk.label}, turn {talk.turn_count} of {talk.planned_turns}
          </span>
        </p>
      </div>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard */}
      <div ref={log} className={styles.live} role="log" aria-label={`What is said: ${talk.topic}`} tabIndex={0}>
        <Transcript talk={talk} agents={agents} />
      </div>
      {talk.status === 'running' && <SayForm talk={talk} agents={agents} onSaid={onSaid} />}
    </>
  );
}
