'use client';
/** All conversations, newest first: what about, who, how it went, what it left behind. */
import { useState } from 'react';
import type { AgentNow } from '../../read/stage.ts';
import type { TalkLine } from '../../read/talks.ts';
import { Age } from '../browser/Clock.tsx';
import { Face } from '../browser/Face.tsx';
import controls from '../controls.module.css';
import styles from './talk-list.module.css';
import { counted, STATUS_WORDS, usdText, yieldWords } from './talk-words.ts';

type Props = { talks: TalkLine[]; agents: Map<string, AgentNow>; day: string | null };

/** Lines the view holds at most. */
const MOST = 60;

export function TalkList({ talks, agents, day }: Props) {
  const [format, setFormat] = useState('');
  const labels = [...new Set(talks.map((talk) => talk.label))].sort();
  const shown = talks.filter((talk) => !format || talk.label === format);
  return (
    <>
      <div className={styles.head}>
        <h2 className={controls.heading}>{day ? `Held on ${day}` : 'All conversations'}</h2>
        {labels.length > 1 && (
          <label>
            <span className="visually-hidden">Format</span>
            <select className={controls.field} value={format} onChange={({ target }) => setFormat(target.value)}>
              <option value="">every format</option>
              {labels.map((label) => (
                <option key={label}>{label}</option>
              ))}
            </select>
          </label>
        )}
      </div>
      {talks.length >= MOST && <p className={styles.facts}>The newest {MOST}; older ones by the day above.</p>}
      {shown.length === 0 ? (
        <p className={controls.empty}>
          <strong>No conversations {day ? 'on this day' : 'yet'}</strong>
          What is said at the table stays readable here.
        </p>
      ) : (
        <ol className={styles.list}>
          {shown.map((talk) => (
            <li key={talk.id}>
              <Line talk={talk} agents={agents} />
            </li>
          ))}
        </ol>
      )}
    </>
  );
}

function Line({ talk, agents }: { talk: TalkLine; agents: Map<string, AgentNow> }) {
  const status = STATUS_WORDS[talk.status];
  const left = yieldWords(talk);
  const names = talk.participants.map((id) => agents.get(id)?.name ?? id).join(', ');
  return (
    <a className={styles.talk} href={`/talks/${talk.id}`} data-status={talk.status}>
      <span className={styles.mark} aria-hidden="true">
        {status.mark}
      </span>
      <span className={styles.what}>
        <span className={styles.topic}>{talk.topic}</span>
        <span className={styles.facts}>
          {talk.label} · {status.label} · {counted(talk.turn_count, 'turn')}
          {left && ` · ${left}`} · {usdText(talk.usd)}
        </span>
      </span>
      <span className={styles.people}>
        {talk.participants.map((id) => (
          <Face key={id} agent={agents.get(id)} />
        ))}
        <span className="visually-hidden">with {names}</span>
      </span>
      <span className={styles.time}>
        <Age at={talk.at} suffix=" ago" />
      </span>
    </a>
  );
}
