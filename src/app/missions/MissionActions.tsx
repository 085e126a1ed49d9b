'use client';
/** What a person may do with a mission: end one that is under way, send one that failed back to work. Both say why. */
import { useRef, useState } from 'react';
import type { MissionStatus } from '../../read/missions.ts';
import { sendJson } from '../browser/api.ts';
import controls from '../controls.module.css';
import styles from './actions.module.css';

type Props = { id: string; title: string; status: MissionStatus; onDone(): void };

const VERBS = {
  cancel: { label: 'Cancel mission', ask: 'Why is it cancelled?', send: 'Cancel it', done: 'Cancelled' },
  retry: { label: 'Retry failed step', ask: 'Why is it worth another try?', send: 'Send it back to work', done: 'Back in the queue' },
};

export function MissionActions({ id, title, status, onDone }: Props) {
  const [asking, setAsking] = useState(false);
  const [busy, setBusy] = useState(false);
  const [said, setSaid] = useState<{ words: string; bad: boolean } | null>(null);
  const reason = useRef<HTMLInputElement>(null);
  const verb = status === 'failed' ? 'retry' : status === 'approved' || status === 'running' ? 'cancel' : null;
  const words = verb && VERBS[verb];
  const open = () => {
    setAsking(true);
    setSaid(null);
    // The field exists after the next draw.
    requestAnimationFrame(() => reason.current?.focus());
  };
  const send = async () => {
    if (busy || !words) return;
    setBusy(true);
    const answer = await sendJson('POST', `/api/ops/missions/${id}/${verb}`, { reason: reason.current?.value ?? '' });
    setBusy(false);
    setSaid(answer.ok ? { words: `${words.done}: ${title}`, bad: false } : { words: answer.message, bad: true });
    if (!answer.ok) return;
    setAsking(false);
    onDone();
  };
  return (
    <div className={styles.actions}>
      {words && !asking && (
        <button type="button" className={verb === 'cancel' ? controls.danger : controls.primary} onClick={open}>
          {words.label}
        </button>
      )}
      {words && asking && (
        <form
          className={styles.form}
          onSubmit={(event) => {
            event.preventDefault();
            send();
          }}
        >
          <input
            ref={reason}
            className={controls.field}
            aria-label={words.ask}
            placeholder={`${words.ask} It is stored with the mission`}
            required
            maxLength={500}
          />
          <button type="submit" className={verb === 'cancel' ? controls.danger : controls.primary} disabled={busy}>
            {words.send}
          </button>
          <button type="button" className={controls.quiet} onClick={() => setAsking(false)}>
            Back
          </button>
        </form>
      )}
      <p role="status" className={said?.bad ? controls.error : styles.said}>
        {said?.words}
      </p>
    </div>
  );
}
