'use client';
/** Heartbeats, checks, workers, queues, model and database, each a panel of its own. */
import type { RunsView } from '../../read/runs.ts';
import { Clock } from '../browser/Clock.tsx';
import { Panel } from '../browser/Panel.tsx';
import { useView } from '../browser/use-view.ts';
import { Head } from '../records/Head.tsx';
import frame from '../records/records.module.css';
import { Checks } from './Checks.tsx';
import { Database } from './Database.tsx';
import { Heartbeats } from './Heartbeats.tsx';
import { Queues } from './Queues.tsx';
import { Workers } from './Workers.tsx';

export function Runs({ first }: { first: RunsView }) {
  const { view, stale } = useView(first, '/api/ops/views/runs');
  const wrong = view.checks.filter((check) => check.ok === false).length;
  return (
    <Clock asOf={view.as_of}>
      <main id="main" className={frame.page} data-stale={stale}>
        <Head title="Runs" asOf={view.as_of} stale={stale}>
          {wrong === 0 ? 'Everything that should be alive is.' : `${wrong} of ${view.checks.length} checks need a look.`}
          {view.paused && ' The company is paused: nothing is proposed or worked on.'}
        </Head>
        <Panel name="Heartbeats" className={frame.panel}>
          <Heartbeats view={view} />
        </Panel>
        <div className={frame.halves}>
          <div className={frame.stack}>
            <Panel name="Does it really run?" className={frame.panel}>
              <Checks checks={view.checks} model={view.model} />
            </Panel>
            <Panel name="Queues" className={frame.panel}>
              <Queues queues={view.queues} recovered={view.recovered_24h} />
            </Panel>
          </div>
          <div className={frame.stack}>
            <Panel name="Workers" className={frame.panel}>
              <Workers workers={view.workers} />
            </Panel>
            <Panel name="Database" className={frame.panel}>
              <Database database={view.database} />
            </Panel>
          </div>
        </div>
      </main>
    </Clock>
  );
}
