'use client';
/** The page that asks whether memory, affinity and talk pay: each beside its comparison, in words first. */
import type { PaysView, TalkPrice } from '../../read/pays.ts';
import { Clock } from '../browser/Clock.tsx';
import { Panel } from '../browser/Panel.tsx';
import { useView } from '../browser/use-view.ts';
import controls from '../controls.module.css';
import { usdText } from '../talks/talk-words.ts';
import { Comparison } from './Comparison.tsx';
import styles from './pays.module.css';
import { KIND_WORDS, talkVerdict } from './pays-words.ts';

const WINDOWS = [7, 30, 90];

export function Pays({ first }: { first: PaysView }) {
  const { view, stale } = useView(first, `/api/ops/views/pays?days=${first.days}`);
  return (
    <Clock asOf={view.as_of}>
      <main id="main" className={styles.page} data-stale={stale}>
        <header className={styles.head}>
          <div>
            <h1>Does it pay?</h1>
            <p className={styles.lede}>
              Remembering and getting along cost something. Now and then chance <a href="/policies/holdout_policy">holds them back</a>, so
              that what came of it can be compared.
            </p>
          </div>
          <nav aria-label="Time looked at" className={styles.windows}>
            {WINDOWS.map((days) => (
              <a key={days} className={controls.button} href={`/pays?days=${days}`} aria-current={days === view.days ? 'true' : undefined}>
                {days} days
              </a>
            ))}
          </nav>
        </header>
        {view.kinds.map((kind) => (
          <Panel key={kind.kind} name={KIND_WORDS[kind.kind].title} className={styles.panel}>
            <Comparison kind={kind} />
          </Panel>
        ))}
        <Panel name="Conversations and their price" className={styles.panel}>
          <Talks talks={view.talks} />
        </Panel>
      </main>
    </Clock>
  );
}

function Talks({ talks }: { talks: TalkPrice[] }) {
  const most = Math.max(...talks.map((row) => row.usd / row.talks), 0.000_001);
  return (
    <>
      <h2 className={styles.title}>Conversations and their price</h2>
      <p className={styles.verdict}>{talkVerdict(talks)}</p>
      {talks.length > 0 && (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls sideways must be reachable by keyboard
        <section className={styles.scroll} tabIndex={0} aria-label="Prices by format">
          <table className={styles.table}>
            <thead>
              <tr>
                <th scope="col">Format</th>
                <th scope="col">Held</th>
                <th scope="col">Cost each</th>
                <th scope="col">Memories</th>
                <th scope="col">Missions</th>
                <th scope="col">Succeeded</th>
                <th scope="col">Talk per mission</th>
              </tr>
            </thead>
            <tbody>
              {talks.map((row) => (
                <tr key={row.format}>
                  <th scope="row">{row.label}</th>
                  <td data-label="Held">
                    <a href="/talks">{row.talks}</a>
                  </td>
                  <td data-label="Cost each">
                    <span className={styles.bar} aria-hidden="true">
                      <i style={{ width: `${(row.usd / row.talks / most) * 100}%` }} />
                    </span>
                    {usdText(row.usd / row.talks)}
                  </td>
                  <td data-label="Memories">{row.memories}</td>
                  <td data-label="Missions">{row.missions}</td>
                  <td data-label="Succeeded">{row.succeeded}</td>
                  <td data-label="Talk per mission">{row.missions ? usdText(row.usd / row.missions) : '—'}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </section>
      )}
    </>
  );
}
