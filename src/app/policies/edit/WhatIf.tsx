'use client';
/** What would this change do over the next days? Two simulations of the company side by side, in the background, with a way to stop them. */
import { useEffect, useState } from 'react';
import type { Json } from '../../../core/company.ts';
import type { Difference } from '../../../simulate/forecast.ts';
import { getJson, sendJson } from '../../browser/api.ts';
import controls from '../../controls.module.css';
import type { WhatIfState } from '../../what-if.ts';
import styles from './edit.module.css';

const PATH = '/api/ops/policy/what-if';
const LOOK_MS = 1000;
const SHOWN = 12;

type Props = { policyKey: string; draft: Json; changed: boolean };

export function WhatIf({ policyKey, draft, changed }: Props) {
  const [state, setState] = useState<WhatIfState | null>(null);
  const [refused, setRefused] = useState<string | null>(null);
  const running = state?.state === 'running';
  const take = (answer: Awaited<ReturnType<typeof getJson<WhatIfState | null>>>) => {
    setRefused(answer.ok ? null : answer.message);
    if (answer.ok) setState(answer.value);
  };
  useEffect(() => {
    void getJson<WhatIfState | null>(PATH).then((answer) => answer.ok && setState(answer.value));
  }, []);
  useEffect(() => {
    if (!running) return;
    const timer = setInterval(() => void getJson<WhatIfState | null>(PATH).then((answer) => answer.ok && setState(answer.value)), LOOK_MS);
    return () => clearInterval(timer);
  }, [running]);
  const mine = state?.key === policyKey && (running || JSON.stringify(state.value) === JSON.stringify(draft));
  return (
    <>
      <h2 className={controls.heading}>What would this change do over the next 7 days?</h2>
      <p className={styles.hint}>
        Lets a copy of the company live a week on a virtual clock, three times without the change and three times with it. Your company is
        not touched; no model is called.
      </p>
      {running ? (
        <p className={styles.running}>
          <progress value={state.done} max={state.total} aria-label="Simulated days" />
          <span>
            {state.done} of {state.total} days{state.key === policyKey ? '' : ` (of ${state.key})`}
          </span>
          <button
            type="button"
            className={controls.button}
            onClick={() => void sendJson<WhatIfState | null>('DELETE', PATH, {}).then(take)}
          >
            Stop
          </button>
        </p>
      ) : (
        <button
          type="button"
          className={controls.button}
          disabled={!changed}
          onClick={() => void sendJson<WhatIfState | null>('POST', PATH, { key: policyKey, value: draft }).then(take)}
        >
          {changed ? 'Simulate a week' : 'Change the value first'}
        </button>
      )}
      <div role="status">
        {refused && <p className={styles.wrong}>{refused}</p>}
        {mine && state.state === 'failed' && <p className={styles.wrong}>It did not work out: {state.error}</p>}
        {mine && state.state === 'stopped' && <p className={styles.said}>Stopped.</p>}
        {mine && state.compared && <Moved compared={state.compared} />}
      </div>
    </>
  );
}

function Moved({ compared }: { compared: Record<string, Difference> }) {
  const rows = Object.entries(compared);
  if (rows.length === 0) return <p className={styles.said}>Nothing would have been different in any of the three weeks.</p>;
  return (
    <table className={styles.counts}>
      <caption>Three weeks on the same luck{rows.length > SHOWN ? `; the ${SHOWN} figures of ${rows.length} that moved most` : ''}</caption>
      <thead>
        <tr>
          <th scope="col">Figure</th>
          <th scope="col">Without</th>
          <th scope="col">With</th>
          <th scope="col">Rose / fell</th>
        </tr>
      </thead>
      <tbody>
        {rows.slice(0, SHOWN).map(([name, { before, after, rose, fell }]) => (
          <tr key={name}>
            <th scope="row">{name}</th>
            <td>{shown(before)}</td>
            <td data-moved="true">{shown(after)}</td>
            <td>
              {rose} / {fell}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function shown(value: number): string {
  return Math.abs(value) >= 100 ? Math.round(value).toLocaleString('en') : value.toFixed(2);
}
