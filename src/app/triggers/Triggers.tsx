'use client';
/** When work starts by itself: the rules with their waiting times, and who answers whom. */
import type { TriggersView } from '../../read/triggers.ts';
import { Clock } from '../browser/Clock.tsx';
import { Panel } from '../browser/Panel.tsx';
import { useView } from '../browser/use-view.ts';
import controls from '../controls.module.css';
import { Head } from '../records/Head.tsx';
import frame from '../records/records.module.css';
import { Matrix } from './Matrix.tsx';
import { Queue } from './Queue.tsx';
import { Rule } from './Rule.tsx';
import styles from './triggers.module.css';

export function Triggers({ first }: { first: TriggersView }) {
  const { view, stale, refresh } = useView(first, '/api/ops/views/triggers');
  const on = view.rules.filter((rule) => rule.enabled).length;
  return (
    <Clock asOf={view.as_of}>
      <main id="main" className={frame.page} data-stale={stale}>
        <Head title="Triggers & reactions" asOf={view.as_of} stale={stale}>
          {on} of {view.rules.length} rules are on; each heartbeat looks at those whose time has come. What they propose meets the{' '}
          <a href="/policies">policies</a> like everything else.
          {view.paused && ' The company is paused: nothing fires.'}
        </Head>
        {(['proactive', 'reactive'] as const).map((kind) => {
          const rules = view.rules.filter((rule) => rule.kind === kind);
          return (
            <Panel key={kind} name={`${kind === 'proactive' ? 'Proactive' : 'Reactive'} rules`} className={frame.panel}>
              <h2 className={controls.heading}>{kind === 'proactive' ? 'By the clock' : 'When something happens'}</h2>
              {rules.length === 0 ? (
                <p className={controls.empty}>There is no such rule. They are shipped with the company and seeded when it starts.</p>
              ) : (
                <ul className={styles.rules} data-rows>
                  {rules.map((rule) => (
                    <Rule key={rule.name} rule={rule} agents={view.agents} onChanged={refresh} />
                  ))}
                </ul>
              )}
            </Panel>
          );
        })}
        <Panel name="Reaction matrix" className={frame.panel}>
          <Matrix reactions={view.reactions} agents={view.agents} />
        </Panel>
        <Panel name="Reaction queue" className={frame.panel}>
          <Queue reactions={view.reactions} agents={view.agents} />
        </Panel>
      </main>
    </Clock>
  );
}
