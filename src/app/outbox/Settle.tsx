'use client';
/** A person says what became of a post: it is on X under this id, or it is not. */
import { type FormEvent, useState } from 'react';
import type { PostView } from '../../read/outbox.ts';
import { sendJson } from '../browser/api.ts';
import controls from '../controls.module.css';
import styles from './outbox.module.css';

type Action = PostView['can'][number];

export function Settle({ post, onSettled }: { post: PostView; onSettled(): void }) {
  const [action, setAction] = useState<Action | null>(null);
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const [done, setDone] = useState<string | null>(null);
  const byHand = !post.can.includes('give_up');
  const send = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const given = new FormData(event.currentTarget);
    const said = (name: string) => String(given.get(name) ?? '').trim();
    const body =
      action === 'mark_posted'
        ? { outcome: 'posted', post: said('post'), reason: said('reason') }
        : { outcome: 'not_posted', reason: said('reason') };
    setBusy(true);
    const answer = await sendJson('POST', `/api/ops/outbox/${post.id}/settle`, body);
    setBusy(false);
    setProblem(answer.ok ? null : answer.message);
    if (!answer.ok) return;
    setAction(null);
    setDone(action === 'mark_posted' ? 'Marked as posted.' : 'Given up.');
    onSettled();
  };
  const choose = (next: Action) => {
    setProblem(null);
    setAction(action === next ? null : next);
  };
  return (
    <>
      <p className={styles.actions}>
        {post.can.map((can) => (
          <button key={can} type="button" className={controls.button} aria-expanded={action === can} onClick={() => choose(can)}>
            {can === 'give_up' ? 'It is not on X: give up' : byHand ? 'I posted it by hand' : 'It is on X'}
          </button>
        ))}
        <span role="status">{done}</span>
      </p>
      {action && (
        <form className={styles.settle} onSubmit={send}>
          {action === 'mark_posted' && (
            <label>
              Id or address of the post
              {/* biome-ignore lint/a11y/noAutofocus: the person has just asked for this form */}
              <input className={controls.field} name="post" required maxLength={300} autoFocus placeholder="https://x.com/…/status/…" />
            </label>
          )}
          <label>
            How do you know?
            {/* biome-ignore lint/a11y/noAutofocus: the person has just asked for this form */}
            <input className={controls.field} name="reason" required maxLength={500} autoFocus={action === 'give_up'} />
          </label>
          <button type="submit" className={controls.primary} disabled={busy}>
            {action === 'give_up' ? 'Give up' : 'Mark as posted'}
          </button>
          {problem && (
            <p className={controls.error} role="alert">
              {problem}
            </p>
          )}
        </form>
      )}
    </>
  );
}
