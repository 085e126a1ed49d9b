'use client';
/** A person's chair: say something, ask the room, ask one of them, or end it. */
import { useState } from 'react';
import type { AgentNow } from '../../read/stage.ts';
import type { TalkView } from '../../read/talk.ts';
import { sendJson } from '../browser/api.ts';
import controls from '../controls.module.css';
import styles from './say.module.css';

type Props = { talk: TalkView; agents: Map<string, AgentNow>; onSaid(): void };
/** '' says it to everybody, 'room' wants everybody's answer, anything else is the agent who is asked. */
type Whom = string;

export function SayForm({ talk, agents, onSaid }: Props) {
  const [text, setText] = useState('');
  const [whom, setWhom] = useState<Whom>('room');
  const [busy, setBusy] = useState(false);
  const [told, setTold] = useState<{ ok: boolean; text: string } | null>(null);
  const nameOf = (id: string) => agents.get(id)?.name ?? id;
  const send = async (path: 'say' | 'end', body: object, words: string) => {
    setBusy(true);
    const answer = await sendJson('POST', `/api/ops/conversations/${talk.id}/${path}`, body);
    setBusy(false);
    setTold(answer.ok ? { ok: true, text: words } : { ok: false, text: answer.message });
    if (!answer.ok) return;
    setText('');
    onSaid();
  };
  const say = () => {
    const aim = whom === 'room' ? { ask: true } : whom ? { to: whom } : {};
    const answer = whom === 'room' ? 'Asked. Everybody at the table answers.' : `Asked. ${nameOf(whom)} answers next.`;
    return send('say', { text: text.trim(), ...aim }, whom ? answer : 'Said.');
  };
  return (
    <div className={styles.chair}>
      <form
        className={styles.form}
        onSubmit={(event) => {
          event.preventDefault();
          if (text.trim()) void say();
        }}
      >
        <label className={styles.text}>
          <span className="visually-hidden">Say something</span>
          <input
            className={controls.field}
            value={text}
            maxLength={400}
            placeholder="Say something at the table…"
            onChange={({ target }) => setText(target.value)}
          />
        </label>
        <label>
          <span className="visually-hidden">To whom</span>
          <select className={controls.field} value={whom} onChange={({ target }) => setWhom(target.value)}>
            <option value="room">ask the room</option>
            <option value="">just say it</option>
            {talk.participants.map((id) => (
              <option key={id} value={id}>
                ask {nameOf(id)}
              </option>
            ))}
          </select>
        </label>
        <button type="submit" className={controls.primary} disabled={busy || !text.trim()}>
          Say
        </button>
      </form>
      {talk.awaiting.length > 0 && <p className={styles.owed}>Still to answer: {talk.awaiting.map(nameOf).join(', ')}</p>}
      <p role="status" className={told?.ok === false ? controls.error : styles.told}>
        {told?.text}
      </p>
      <EndForm busy={busy} onEnd={(reason) => send('end', { reason }, 'Ended. What was said is being distilled.')} />
    </div>
  );
}

function EndForm({ busy, onEnd }: { busy: boolean; onEnd(reason: string): void }) {
  const [reason, setReason] = useState('');
  return (
    <details className={styles.end}>
      <summary>End this conversation…</summary>
      <form
        className={styles.form}
        onSubmit={(event) => {
          event.preventDefault();
          if (reason.trim()) onEnd(reason.trim());
        }}
      >
        <label className={styles.text}>
          <span className="visually-hidden">Why is it ended?</span>
          <input
            className={controls.field}
            value={reason}
            maxLength={200}
            placeholder="Why is it ended?"
            onChange={({ target }) => setReason(target.value)}
          />
        </label>
        <button type="submit" className={controls.danger} disabled={busy || !reason.trim()}>
          End it
        </button>
      </form>
    </details>
  );
}
