'use client';
/** Which missions are shown; typing waits a moment before it asks. */
import { useEffect, useRef, useState } from 'react';
import type { MissionFilter } from '../../read/mission-list.ts';
import type { AgentNow } from '../../read/stage.ts';
import controls from '../controls.module.css';
import { ORIGINS } from './filter.ts';
import styles from './missions.module.css';

type Props = { filter: MissionFilter; agents: AgentNow[]; onChange(filter: MissionFilter): void };

const TYPING_MS = 250;

export function MissionFilters({ filter, agents, onChange }: Props) {
  const [text, setText] = useState(filter.text);
  const change = useRef(onChange);
  change.current = onChange;
  useEffect(() => {
    if (text.trim() === filter.text) return;
    const timer = setTimeout(() => change.current({ ...filter, text: text.trim(), before: null }), TYPING_MS);
    return () => clearTimeout(timer);
  }, [text, filter]);
  return (
    <search className={styles.filters}>
      <input
        className={controls.field}
        type="search"
        aria-label="Search missions"
        placeholder="Search titles and reasons"
        value={text}
        maxLength={200}
        onChange={(event) => setText(event.target.value)}
      />
      <select
        className={controls.field}
        aria-label="Agent"
        value={filter.agent ?? ''}
        onChange={(event) => onChange({ ...filter, agent: event.target.value || null, before: null })}
      >
        <option value="">All agents</option>
        {agents.map((agent) => (
          <option key={agent.id} value={agent.id}>
            {agent.name}
          </option>
        ))}
      </select>
      <select
        className={controls.field}
        aria-label="Origin"
        value={filter.origin ?? ''}
        onChange={(event) => onChange({ ...filter, origin: event.target.value || null, before: null })}
      >
        <option value="">All origins</option>
        {ORIGINS.map(({ source, label }) => (
          <option key={source} value={source}>
            {label}
          </option>
        ))}
      </select>
    </search>
  );
}
