'use client';
/** Which signals and missions are shown. */
import { useState } from 'react';
import type { AgentNow } from '../../read/stage.ts';
import controls from '../controls.module.css';
import styles from './filters.module.css';
import { type Filters, isFiltered, NO_FILTERS } from './filters.ts';
import { GROUPS, SEVERITIES, type Severity } from './words.ts';

type Props = { filters: Filters; agents: AgentNow[]; tags: string[]; onChange(filters: Filters): void };

const HOURS: { hours: number; label: string }[] = [
  { hours: 1, label: 'Last hour' },
  { hours: 24, label: 'Last 24 hours' },
  { hours: 168, label: 'Last 7 days' },
];

export function StageFilters({ filters, agents, tags, onChange }: Props) {
  const [more, setMore] = useState(false);
  // Back to the one empty value, so that "nothing is filtered" stays easy to see.
  const change = (part: Partial<Filters>) => {
    const next = { ...filters, ...part };
    onChange(isFiltered(next) || next.search ? next : NO_FILTERS);
  };
  return (
    <div className={styles.filters}>
      <div className={styles.row}>
        <h2 className={controls.heading}>Signals</h2>
        <Choice
          label="Agent"
          all="All agents"
          value={filters.agent}
          options={agents.map(({ id, name }) => [id, name])}
          onPick={(agent) => change({ agent })}
        />
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
        <button type="button" className={styles.group} aria-expanded={more} onClick={() => setMore(!more)}>
          {more ? 'Fewer' : 'More'} filters
        </button>
      </fieldset>
      {more && (
        <div className={styles.more}>
          <Choice
            label="Weight"
            all="Any weight"
            value={filters.severity}
            options={SEVERITIES.map(({ severity, label }) => [severity, label])}
            onPick={(severity) => change({ severity: severity as Severity | null })}
          />
          <Choice label="Tag" all="Any tag" value={filters.tag} options={tags.map((tag) => [tag, tag])} onPick={(tag) => change({ tag })} />
          <Choice
            label="Time"
            all="Any time"
            value={filters.hours === null ? null : String(filters.hours)}
            options={HOURS.map(({ hours, label }) => [String(hours), label])}
            onPick={(hours) => change({ hours: hours === null ? null : Number(hours) })}
          />
          <button type="button" className={controls.quiet} disabled={filters === NO_FILTERS} onClick={() => onChange(NO_FILTERS)}>
            Clear
          </button>
        </div>
      )}
    </div>
  );
}

type ChoiceProps = { label: string; all: string; value: string | null; options: [string, string][]; onPick(value: string | null): void };

function Choice({ label, all, value, options, onPick }: ChoiceProps) {
  return (
    <select className={controls.field} aria-label={label} value={value ?? ''} onChange={(event) => onPick(event.target.value || null)}>
      <option value="">{all}</option>
      {options.map(([id, name]) => (
        <option key={id} value={id}>
          {name}
        </option>
      ))}
    </select>
  );
}

function Group({ label, pressed, onPress }: { label: string; pressed: boolean; onPress(): void }) {
  return (
    <button type="button" className={styles.group} aria-pressed={pressed} onClick={onPress}>
      {label}
    </button>
  );
}
