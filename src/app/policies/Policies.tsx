'use client';
/** All policies: what each is for, its value in short, and who changed it last. */
import type { PoliciesView } from '../../read/policy-view.ts';
import { Age, Clock } from '../browser/Clock.tsx';
import { Panel } from '../browser/Panel.tsx';
import { useView } from '../browser/use-view.ts';
import styles from './policies.module.css';

export function Policies({ first }: { first: PoliciesView }) {
  const { view, stale } = useView(first, '/api/ops/views/policies');
  return (
    <Clock asOf={view.as_of}>
      <main id="main" className={styles.page} data-stale={stale}>
        <header>
          <h1>Policies</h1>
          <p className={styles.muted}>
            Every number and switch of the company. A change holds within seconds and is kept with who and why.
          </p>
        </header>
        <Panel name="All policies" className={styles.panel}>
          <ul className={styles.list}>
            {view.policies.map((policy) => (
              <li key={policy.key} className={styles.row}>
                <div className={styles.what}>
                  <a href={`/policies/${encodeURIComponent(policy.key)}`} className={styles.key}>
                    {policy.key}
                  </a>
                  <p className={styles.muted}>{policy.summary}</p>
                  {policy.unreadable && <p className={styles.bad}>Cannot be read, so what it governs is stopped: {policy.unreadable}</p>}
                </div>
                <code className={styles.value}>{shortValue(policy.value)}</code>
                <p className={styles.when}>
                  {policy.updated_by === 'seed' || policy.updated_by === 'default' || !policy.updated_at ? (
                    'as shipped'
                  ) : (
                    <>
                      {policy.updated_by}, <Age at={policy.updated_at} suffix=" ago" />
                    </>
                  )}
                </p>
              </li>
            ))}
          </ul>
        </Panel>
      </main>
    </Clock>
  );
}

const SHORT = 160;

function shortValue(value: unknown): string {
  const text = JSON.stringify(value);
  return text.length > SHORT ? `${text.slice(0, SHORT)}…` : text;
}
