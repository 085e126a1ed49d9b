'use client';
/** What was said, turn by turn: who, to whom, in what tone, and on request why this one spoke. */
import type { AgentNow } from '../../read/stage.ts';
import type { TalkView, TurnView } from '../../read/talk.ts';
import { Age } from '../browser/Clock.tsx';
import { agentColor, Face } from '../browser/Face.tsx';
import controls from '../controls.module.css';
import { TONE_WORDS } from './talk-words.ts';
import styles from './transcript.module.css';
import { WhySpeaker } from './WhySpeaker.tsx';

type Props = { talk: TalkView; agents: Map<string, AgentNow> };

export function Transcript({ talk, agents }: Props) {
  if (talk.turns.length === 0) {
    return (
      <p className={controls.empty}>
        <strong>{talk.status === 'pending' ? 'They are on their way to the table' : 'Nothing was said'}</strong>
        {talk.status === 'pending' && 'The first line appears here as soon as it is said.'}
      </p>
    );
  }
  return (
    <ol className={styles.transcript}>
      {talk.turns.map((turn, index) => (
        <Turn key={turn.id} turn={turn} before={talk.turns[index - 1]} agents={agents} />
      ))}
    </ol>
  );
}

function Turn({ turn, before, agents }: { turn: TurnView; before: TurnView | undefined; agents: Map<string, AgentNow> }) {
  const agent = turn.by_person ? undefined : agents.get(turn.speaker);
  const name = agent?.name ?? turn.speaker;
  const answered = turn.reply_to ? (agents.get(turn.reply_to)?.name ?? turn.reply_to) : null;
  return (
    <li id={`turn-${turn.turn + 1}`} className={styles.turn} style={agentColor(agent)} data-person={turn.by_person}>
      {turn.by_person ? (
        <span className={styles.person} aria-hidden="true">
          {name.slice(0, 1).toUpperCase()}
        </span>
      ) : (
        <Face agent={agent} large />
      )}
      <div className={styles.said}>
        <p className={styles.who}>
          <strong className={styles.name}>{name}</strong>
          {turn.by_person && <span className={controls.chip}>a person</span>}
          {answered && !turn.by_person && (
            <span className={styles.tone} data-tone={turn.tone}>
              {TONE_WORDS[turn.tone]} {answered}
            </span>
          )}
          {answered && turn.by_person && <span className={styles.tone}>to {answered}</span>}
          <a className={styles.when} href={`#turn-${turn.turn + 1}`}>
            <span className="visually-hidden">Turn {turn.turn + 1}, </span>
            <Age at={turn.at} />
          </a>
        </p>
        <p className={styles.text}>{turn.text}</p>
        {turn.notes.map((note) => (
          <p key={note} className={styles.note}>
            {note}
          </p>
        ))}
        {!turn.by_person && <WhySpeaker turn={turn} before={before} name={name} agents={agents} />}
      </div>
    </li>
  );
}
