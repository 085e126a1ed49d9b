'use client';
/** Which signals and missions are shown. */
import type { AgentNow } from '../../read/stage.ts';
import controls from '../controls.module.css';
import styles from './filters.module.css';
import { type Filters, NO_FILTERS } from './filters.ts';
import { GROUPS } from './words.ts';

type Props = { filters: Filters; agents: AgentNow[]; onChange(filters: Filters): void };

export function StageFilters({ filters, agents, onChange }: Props) {
  // Back to the one empty value, so that "nothing is filtered" stays easy to see.
  const change = (part: Partial<Filters>) => {
    const next = { ...filters, ...part };
    onChange(next.agent || next.group || next.search ? next : NO_FILTERS);
  };
  return (
    <div className={styles.filters}>
      <div className={styles.row}>
        <h2 className={controls.heading}>Signals</h2>
        <select
          className={controls.field}
          aria-label="Agent"
          value={filters.agent ?? ''}
          onChange={(event) => change({ agent: event.target.value || null })}
        >
          <option value="">All agents</option>
          {agents.map((agent) => (
            <option key={agent.id} value={agent.id}>
              {agent.name}
            </option>
          ))}
        </select>
        <input
          className={controls.field}
          type="search"
          aria-label="Search signals and missions"
          placeholder="Search"
          value={filters.search}
          onChange={(event) => change({ search: event.target.value })}
        />
      </div>
      <fieldset className={styles.groups}>
        <legend className="visually-hidden">Kind of signal</legend>
        <Group label="All" pressed={filters.group === null} onPress={() => change({ group: null })} />
        {GROUPS.map(({ group, label }) => (
          <Group
            key={group}
            label={label}
            pressed={filters.group === group}
            onPress={() => change({ group: filters.group === group ? null : group })}
          />
        ))}
      </fieldset>
    </div>
  );
}

function Group({ label, pressed, onPress }: { label: string; pressed: boolean; onPress(): void }) {
  return (
    <button type="button" className={styles.group} aria-pressed={pressed} onClick={onPress}>
      {label}
    </button>
  );
}
