'use client';
/** The line that lets any cron beat the company's heart. */
import { useEffect, useState } from 'react';
import controls from '../controls.module.css';
import styles from './heartbeats.module.css';

export function Cron({ open = false }: { open?: boolean }) {
  const [origin, setOrigin] = useState('http://127.0.0.1:4200');
  const [said, setSaid] = useState('');
  useEffect(() => setOrigin(window.location.origin), []);
  const line = `*/5 * * * * curl -fsS -X POST -H "Authorization: Bearer $CRON_SECRET" ${origin}/api/ops/heartbeat`;
  const copy = () =>
    navigator.clipboard.writeText(line).then(
      () => setSaid('Copied'),
      () => setSaid('This browser does not allow copying here; select the line instead.'),
    );
  return (
    <details className={styles.cron} open={open}>
      <summary>Let cron do it</summary>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls sideways must be reachable by keyboard */}
      <pre tabIndex={0}>{line}</pre>
      <p>
        <button type="button" className={controls.button} onClick={copy}>
          Copy the line
        </button>{' '}
        <span role="status">{said}</span> Set CRON_SECRET for the dashboard and for cron. Two heartbeats at once do the work once.
      </p>
    </details>
  );
}
