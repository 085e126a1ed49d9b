'use client';
/** A person's word about a memory: pin it, mark it wrong, forget it. The last two ask why, and the why is kept. */
import { useState } from 'react';
import type { MemoryView } from '../../../read/memories.ts';
import { sendJson } from '../../browser/api.ts';
import controls from '../../controls.module.css';
import styles from './memory.module.css';

type Ending = 'wrong' | 'forget';
type Action = 'pin' | 'unpin' | Ending;
const DONE: Record<Action, string> = { pin: 'Pinned', unpin: 'Unpinned', wrong: 'Marked wrong', forget: 'Forgotten' };
const QUESTIONS: Record<Ending, string> = { wrong: 'What is wrong about it?', forget: 'Why is it to be forgotten?' };

export function MemoryActions({ memory, onChanged }: { memory: MemoryView; onChanged(sentence: string): void }) {
  const [asking, setAsking] = useState<Ending | null>(null);
  const [reason, setReason] = useState('');
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const act = async (action: Action, why: string) => {
    setBusy(true);
    const answer = await sendJson('POST', `/api/ops/memories/${memory.id}`, { action, reason: why });
    setBusy(false);
    setProblem(answer.ok ? null : answer.message);
    if (!answer.ok) return;
    setAsking(null);
    onChanged(`${DONE[action]}: ${memory.content.slice(0, 80)}`);
  };
  const about = memory.content.slice(0, 60);
  return (
    <div className={styles.actions}>
      {asking ? (
        <form
          className={styles.reason}
          onSubmit={(event) => {
            event.preventDefault();
            if (reason.trim()) void act(asking, reason.trim());
          }}
        >
          <label>
            <span>{QUESTIONS[asking]}</span>
            {/* biome-ignore lint/a11y/noAutofocus: the person just asked for this field */}
            <input className={controls.field} value={reason} maxLength={300} autoFocus onChange={({ target }) => setReason(target.value)} />
          </label>
          <button type="submit" className={controls.danger} disabled={busy || !reason.trim()}>
            {asking === 'wrong' ? 'Mark wrong' : 'Forget'}
          </button>
          <button type="button" className={controls.quiet} onClick={() => setAsking(null)}>
            Keep it
          </button>
        </form>
      ) : (
        <>
          <button
            type="button"
            className={controls.link}
            disabled={busy}
            aria-label={`${memory.pinned ? 'Unpin' : 'Pin'}: ${about}`}
            onClick={() => act(memory.pinned ? 'unpin' : 'pin', '')}
          >
            {memory.pinned ? 'Unpin' : 'Pin'}
          </button>
          <button type="button" className={controls.link} aria-label={`Mark wrong: ${about}`} onClick={() => setAsking('wrong')}>
            Mark wrong…
          </button>
          <button type="button" className={controls.link} aria-label={`Forget: ${about}`} onClick={() => setAsking('forget')}>
            Forget…
          </button>
        </>
      )}
      {problem && (
        <p className={controls.error} role="alert">
          {problem}
        </p>
      )}
    </div>
  );
}
