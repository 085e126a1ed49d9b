'use client';
/** The missions page: filters that live in the address, tabs by status, and a table whose rows open to their steps. */
import { useRouter } from 'next/navigation';
import type { MissionFilter, MissionListView } from '../../read/mission-list.ts';
import { Clock } from '../browser/Clock.tsx';
import { Panel } from '../browser/Panel.tsx';
import { useView } from '../browser/use-view.ts';
import { filterQuery } from './filter.ts';
import { MissionFilters } from './MissionFilters.tsx';
import { MissionTable } from './MissionTable.tsx';
import styles from './missions.module.css';
import { StatusTabs } from './StatusTabs.tsx';

type Props = { first: MissionListView; filter: MissionFilter };

export function Missions({ first, filter }: Props) {
  const router = useRouter();
  const query = filterQuery(filter);
  return (
    <main id="main" className={styles.page}>
      <header className={styles.head}>
        <h1>Missions</h1>
        <p className={styles.lede}>What the company does and did: accepted proposals and their steps.</p>
        <a href="/film">Watch a day as a film</a>
      </header>
      <MissionFilters
        filter={filter}
        agents={first.agents}
        onChange={(next) => router.replace(`/missions${filterQuery(next)}`, { scroll: false })}
      />
      {/* Another address is another list. */}
      <Results key={query} first={first} filter={filter} query={query} />
    </main>
  );
}

function Results({ first, filter, query }: Props & { query: string }) {
  const { view, stale, refresh } = useView(first, `/api/ops/views/missions${query}`);
  return (
    <Clock asOf={view.as_of}>
      <div className={styles.results} data-stale={stale}>
        <StatusTabs counts={view.counts} filter={filter} />
        <Panel name="List of missions" className={styles.panel}>
          <MissionTable view={view} filtered={query !== ''} filter={filter} onChanged={refresh} />
        </Panel>
      </div>
    </Clock>
  );
}
