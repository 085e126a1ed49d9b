'use client';
/** A circuit breaker as the company's own switch: its state, why, and closing it by hand. */
import { type FormEvent, useState } from 'react';
import type { Breaker } from '../../../core/policy/rules.ts';
import { Age } from '../../browser/Clock.tsx';
import controls from '../../controls.module.css';
import styles from '../policies.module.css';
import { post } from '../post.ts';

type Props = { policyKey: string; breaker: Breaker; onClosed(): void };

const NAMES = { closed: 'Closed', open: 'Open', half_open: 'Half open' } as const;

export function BreakerPanel({ policyKey, breaker, onClosed }: Props) {
  const [reason, setReason] = useState('');
  const [said, setSaid] = useState<{ ok: boolean; text: string } | null>(null);
  const [busy, setBusy] = useState(false);
  const close = async (event: FormEvent) => {
    event.preventDefault();
    setBusy(true);
    const answer = await post('/api/ops/policy', { key: policyKey, value: { state: 'closed' }, reason: reason.trim() });
    setBusy(false);
    setSaid(answer.ok ? { ok: true, text: 'Closed. Work of this kind goes on.' } : { ok: false, text: answer.message });
    if (answer.ok) onClosed();
  };
  return (
    <>
      <h2 className={controls.heading}>Breaker</h2>
      <dl className={styles.facts}>
        <dt>State</dt>
        <dd>{NAMES[breaker.state]}</dd>
        <dt>Failures in a row</dt>
        <dd>{breaker.failures}</dd>
        {breaker.opened_at && (
          <>
            <dt>Open for</dt>
            <dd>
              <Age at={breaker.opened_at} />
            </dd>
          </>
        )}
        {breaker.retry_at && (
          <>
            <dt>Next try</dt>
            <dd>{breaker.retry_at.slice(0, 16).replace('T', ' ')} UTC</dd>
          </>
        )}
        {breaker.reason && (
          <>
            <dt>Last failure</dt>
            <dd>{breaker.reason}</dd>
          </>
        )}
      </dl>
      {breaker.state !== 'closed' && (
        <form onSubmit={close} className={styles.closing}>
          <label>
            Why?
            <input className={controls.field} value={reason} onChange={(event) => setReason(event.target.value)} maxLength={500} required />
          </label>
          <button type="submit" className={controls.primary} disabled={busy}>
            Close it now
          </button>
        </form>
      )}
      {said && (
        <p role={said.ok ? 'status' : 'alert'} className={said.ok ? styles.good : styles.bad}>
          {said.text}
        </p>
      )}
    </>
  );
}
