'use client';
/** One policy: what it means, its form, what it would have done yesterday, and every earlier value with the way back to it. */
import { useState } from 'react';
import type { Json } from '../../../core/company.ts';
import type { PolicyView } from '../../../read/policy-view.ts';
import { Clock } from '../../browser/Clock.tsx';
import { Panel } from '../../browser/Panel.tsx';
import { useView } from '../../browser/use-view.ts';
import controls from '../../controls.module.css';
import { DryRun } from '../edit/DryRun.tsx';
import { type Draft, PolicyEditor } from '../edit/PolicyEditor.tsx';
import { WhatIf } from '../edit/WhatIf.tsx';
import styles from '../policies.module.css';
import { State } from '../State.tsx';
import { BreakerPanel } from './BreakerPanel.tsx';
import { History } from './History.tsx';

export function PolicyPage({ first }: { first: PolicyView }) {
  const { view, stale, refresh } = useView(first, `/api/ops/views/policies/${encodeURIComponent(first.key)}`);
  const [base, setBase] = useState(first.value);
  const [draft, setDraft] = useState<Draft>(() => startOf(first));
  const same = (a: Json, b: Json) => JSON.stringify(a) === JSON.stringify(b);
  // Somebody else's change replaces what nobody has touched here; what is being edited is kept, and the change is told.
  const overtaken = !same(view.value, base);
  if (overtaken && same(draft.value, base)) {
    setBase(view.value);
    setDraft({ ...draft, value: view.value });
  }
  const saved = (value: Json) => {
    setBase(value);
    setDraft({ ...draft, value, reason: '' });
    refresh();
  };
  // Until the next reading arrives the page goes by what was saved.
  const shown = overtaken && same(draft.value, base) ? { ...view, value: base } : view;
  const putBack = (value: Json, reason: string) => {
    setDraft({ value, reason, as: draft.as });
    document.getElementById('value')?.scrollIntoView({ block: 'start' });
  };
  return (
    <Clock asOf={view.as_of}>
      <main id="main" className={styles.page} data-stale={stale}>
        <header>
          <p>
            <a className={styles.up} href="/policies">
              Policies
            </a>
          </p>
          <h1>
            {view.key} <State row={view} />
          </h1>
          <p className={styles.muted}>{view.summary}</p>
          {view.words && <p className={styles.words}>{view.words}</p>}
          {view.today && (
            <p className={styles.muted}>
              Today: <a href={view.today.href}>{view.today.text}</a>
            </p>
          )}
          {view.unreadable && (
            <p className={styles.bad} role="alert">
              What is stored cannot be read, so what it governs is stopped: {view.unreadable}
            </p>
          )}
          <p role="status" className={styles.stale}>
            {stale && `Reconnecting… as of ${view.as_of.slice(11, 19)} UTC`}
          </p>
        </header>
        {view.breaker ? (
          <Panel name="Breaker" className={styles.panel}>
            <BreakerPanel policyKey={view.key} breaker={view.breaker} onClosed={refresh} />
          </Panel>
        ) : (
          <>
            <div id="value">
              <Panel name="Value" className={styles.panel}>
                {overtaken && !same(draft.value, base) && (
                  <p role="alert" className={styles.overtaken}>
                    {view.updated_by} has changed this policy meanwhile.{' '}
                    <button
                      type="button"
                      className={controls.link}
                      onClick={() => {
                        setBase(view.value);
                        setDraft({ ...draft, value: view.value });
                      }}
                    >
                      Take that value
                    </button>
                  </p>
                )}
                {view.sort === 'stray' ? (
                  <pre className={styles.stray}>{JSON.stringify(view.value, null, 2)}</pre>
                ) : (
                  <PolicyEditor view={shown} draft={draft} onDraft={setDraft} onSaved={saved} />
                )}
              </Panel>
            </div>
            {view.sort === 'policy' && (
              <>
                <Panel name="Dry run" className={styles.panel}>
                  <DryRun view={view} draft={draft.value} />
                </Panel>
                <Panel name="What if" className={styles.panel}>
                  <WhatIf policyKey={view.key} draft={draft.value} changed={!same(draft.value, view.value)} />
                </Panel>
              </>
            )}
          </>
        )}
        <Panel name="History" className={styles.panel}>
          <History view={view} onPutBack={view.sort === 'policy' ? putBack : null} />
        </Panel>
      </main>
    </Clock>
  );
}

/** A value that its form cannot read is begun as JSON. */
function startOf(view: PolicyView): Draft {
  return { value: view.value, reason: '', as: view.schema === null || view.unreadable ? 'json' : 'form' };
}
