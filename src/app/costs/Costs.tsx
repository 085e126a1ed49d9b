'use client';
/** Today against its cap, the month and its end, thirty days, who and what spent it, and the prices it is reckoned by. */
import type { CostsView } from '../../read/costs.ts';
import { Clock } from '../browser/Clock.tsx';
import { Panel } from '../browser/Panel.tsx';
import { useView } from '../browser/use-view.ts';
import { Head } from '../records/Head.tsx';
import frame from '../records/records.module.css';
import { counted, usd } from '../records/words.ts';
import styles from './costs.module.css';
import { DayChart } from './DayChart.tsx';
import { Dearest } from './Dearest.tsx';
import { MissionCosts } from './MissionCosts.tsx';
import { Prices } from './Prices.tsx';
import { Shares } from './Shares.tsx';

const WAYS = [
  { by: 'agent', title: 'By agent', column: 'Agent' },
  { by: 'model', title: 'By model', column: 'Model' },
  { by: 'purpose', title: 'By purpose', column: 'Purpose' },
  { by: 'step', title: 'By kind of step', column: 'Step' },
] as const;

export function Costs({ first }: { first: CostsView }) {
  const { view, stale } = useView(first, '/api/ops/views/costs');
  return (
    <Clock asOf={view.as_of}>
      <main id="main" className={frame.page} data-stale={stale}>
        <Head title="Costs" asOf={view.as_of} stale={stale}>
          {view.model.state === 'offline'
            ? `The ${view.model.label}: it costs nothing. With a key, each call is reserved at its worst case before it is made.`
            : 'Each call is reserved at its worst case before it is made, so the cap holds; days and months are UTC.'}
        </Head>
        <Panel name="Spent" className={frame.panel}>
          <Spent view={view} />
        </Panel>
        <Panel name="The last 30 days" className={frame.panel}>
          <DayChart days={view.days} cap={view.cap_usd} />
        </Panel>
        <div className={frame.halves}>
          {WAYS.map(({ by, title, column }) => (
            <Panel key={by} name={title} className={frame.panel}>
              <Shares title={title} column={column} shares={view.by[by]} />
            </Panel>
          ))}
          <Panel name="Dearest calls" className={frame.panel}>
            <Dearest calls={view.dearest} />
          </Panel>
          <Panel name="By mission" className={frame.panel}>
            <MissionCosts missions={view.missions} />
          </Panel>
        </div>
        <Panel name="Prices" className={frame.panel}>
          <Prices prices={view.prices} />
        </Panel>
      </main>
    </Clock>
  );
}

function Spent({ view: { today, month, cap_usd, x } }: { view: CostsView }) {
  const share = cap_usd > 0 ? Math.min(1, today.usd / cap_usd) : today.usd > 0 ? 1 : 0;
  return (
    <>
      <h2 className="visually-hidden">Spent</h2>
      <dl className={frame.figures}>
        <div>
          <dt>Today</dt>
          <dd>
            {usd(today.usd)}
            <span className={styles.gauge} data-near={share > 0.8} aria-hidden="true">
              <i style={{ width: `${100 * share}%` }} />
            </span>
            <small>
              of {usd(cap_usd)} a day, <a href="/policies/model_policy">model_policy</a>
            </small>
            <small>
              {counted(today.calls, 'call')}
              {today.reserved_usd > 0 && `, ${usd(today.reserved_usd)} of it reserved for calls under way`}
            </small>
          </dd>
        </div>
        <div>
          <dt>This month</dt>
          <dd>
            {usd(month.usd)}
            <small>{counted(month.calls, 'call')}</small>
            {month.estimated > 0 && <small>{counted(month.estimated, 'call')} estimated upward</small>}
          </dd>
        </div>
        <div>
          <dt>By the month’s end</dt>
          <dd>
            {usd(month.projected_usd)}
            <small>if it goes on as it has this month</small>
          </dd>
        </div>
        <div>
          <dt>Posts on X this month</dt>
          <dd>
            <a href="/outbox">{usd(x.month_usd)}</a>
            <small>
              today {usd(x.today_usd)} of {usd(x.cap_usd)}
            </small>
          </dd>
        </div>
      </dl>
    </>
  );
}
