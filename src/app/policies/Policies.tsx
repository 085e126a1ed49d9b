'use client';
/** All policies: what each means in words, whether it is on, who changed it last and why, and what it came to today. */
import type { PoliciesView, PolicyRowView } from '../../read/policy-view.ts';
import { Age, Clock } from '../browser/Clock.tsx';
import { Panel } from '../browser/Panel.tsx';
import { useView } from '../browser/use-view.ts';
import controls from '../controls.module.css';
import styles from './policies.module.css';
import { State } from './State.tsx';

export function Policies({ first }: { first: PoliciesView }) {
  const { view, stale } = useView(first, '/api/ops/views/policies');
  const sorted = (sort: PolicyRowView['sort']) => view.policies.filter((row) => row.sort === sort);
  const broken = view.policies.filter((row) => row.unreadable).length;
  return (
    <Clock asOf={view.as_of}>
      <main id="main" className={styles.page} data-stale={stale}>
        <header>
          <h1>Policies</h1>
          <p className={styles.muted}>
            Every number and switch of the company. A change holds within seconds and is kept with who and why. What they hold back waits
            under <a href="/approvals">approvals</a>; when work starts by itself is said under <a href="/triggers">triggers</a>.
          </p>
          {broken > 0 && (
            <p className={styles.bad}>{broken === 1 ? 'One policy' : `${broken} policies`} cannot be read; what they govern is stopped.</p>
          )}
          <p role="status" className={styles.stale}>
            {stale && `Reconnecting… as of ${view.as_of.slice(11, 19)} UTC`}
          </p>
        </header>
        <Panel name="All policies" className={styles.panel}>
          <Rows rows={sorted('policy')} />
        </Panel>
        {sorted('breaker').length > 0 && (
          <Panel name="Circuit breakers" className={styles.panel}>
            <h2 className={controls.heading}>Circuit breakers</h2>
            <p className={styles.muted}>Set by the company itself when a kind of work fails again and again.</p>
            <Rows rows={sorted('breaker')} />
          </Panel>
        )}
        {sorted('stray').length > 0 && (
          <Panel name="Unknown rows" className={styles.panel}>
            <h2 className={controls.heading}>Unknown rows</h2>
            <p className={styles.muted}>They stand in the table of policies, but nothing reads them.</p>
            <Rows rows={sorted('stray')} />
          </Panel>
        )}
      </main>
    </Clock>
  );
}

function Rows({ rows }: { rows: PolicyRowView[] }) {
  return (
    <ul className={styles.list} data-rows>
      {rows.map((row) => (
        <li key={row.key} className={styles.row}>
          <div className={styles.what}>
            <p>
              <a href={`/policies/${encodeURIComponent(row.key)}`} className={styles.key} data-row>
                {row.key}
              </a>{' '}
              <State row={row} />
            </p>
            <p className={styles.muted}>{row.summary}</p>
          </div>
          <p className={row.unreadable ? styles.bad : styles.words}>
            {row.unreadable
              ? `Cannot be read, so what it governs is stopped: ${row.unreadable}`
              : row.words || <code>{JSON.stringify(row.value)}</code>}
          </p>
          <p className={styles.today}>
            {row.today && (
              <a href={row.today.href} aria-label={`${row.key} today: ${row.today.text}`}>
                {row.today.text}
              </a>
            )}
          </p>
          <p className={styles.when}>
            <Changed row={row} />
          </p>
        </li>
      ))}
    </ul>
  );
}

function Changed({ row }: { row: PolicyRowView }) {
  if (row.updated_by === 'seed' || row.updated_by === 'default' || !row.updated_at) return 'as shipped';
  return (
    <>
      {row.updated_by}, <Age at={row.updated_at} suffix=" ago" />
      {row.reason && <span className={styles.reason}>{row.reason}</span>}
    </>
  );
}
