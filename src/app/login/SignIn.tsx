'use client';
/** Trades the token for a session cookie, and leads back to where one was. */
import { type FormEvent, useState } from 'react';
import { sendJson } from '../browser/api.ts';
import controls from '../controls.module.css';
import notice from '../notice.module.css';
import { returnPath } from '../return-path.ts';

export function SignIn() {
  const [problem, setProblem] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const token = String(new FormData(event.currentTarget).get('token') ?? '');
    setBusy(true);
    const answer = await sendJson('POST', '/api/session', { token });
    setBusy(false);
    if (answer.ok) window.location.assign(returnPath(new URLSearchParams(window.location.search).get('next')));
    else setProblem(answer.message);
  };
  return (
    <form className={notice.form} onSubmit={submit}>
      <label>
        Token
        <input className={controls.field} name="token" type="password" autoComplete="current-password" required />
      </label>
      <p role="alert" className={controls.error}>
        {problem}
      </p>
      <button type="submit" className={controls.primary} disabled={busy}>
        {busy ? 'Signing in…' : 'Sign in'}
      </button>
    </form>
  );
}
