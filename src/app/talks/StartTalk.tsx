'use client';
/** The form that calls a conversation: which kind, about what, with whom. */
import { useState } from 'react';
import type { AgentNow } from '../../read/stage.ts';
import type { FormatChoice } from '../../read/talks.ts';
import { agentColor, Face } from '../browser/Face.tsx';
import controls from '../controls.module.css';
import styles from './start.module.css';
import { useStartTalk } from './use-start-talk.ts';

export function StartTalk({ formats, agents }: { formats: FormatChoice[]; agents: AgentNow[] }) {
  const [name, setName] = useState(formats[0]?.name ?? '');
  const [topic, setTopic] = useState('');
  const [people, setPeople] = useState<string[]>([]);
  const { start, busy, problem } = useStartTalk();
  const format = formats.find((one) => one.name === name);
  if (!format) return <p className={controls.empty}>The company has no conversation formats.</p>;
  const { min_agents: least, max_agents: most } = format;
  const wrong = people.length > 0 && (people.length < least || people.length > most);
  const range = least === most ? `${least}` : `${least} to ${most}`;
  return (
    <form
      className={styles.form}
      onSubmit={(event) => {
        event.preventDefault();
        if (!wrong) void start({ format: name, topic, participants: people });
      }}
    >
      <label className={styles.row}>
        <span>Format</span>
        <select className={controls.field} value={name} onChange={({ target }) => setName(target.value)}>
          {formats.map((one) => (
            <option key={one.name} value={one.name}>
              {one.label}
            </option>
          ))}
        </select>
      </label>
      <p className={styles.hint}>
        To {format.purpose}. {range} people, {format.min_turns} to {format.max_turns} turns.
        {format.formal ? ' What they agree to do becomes proposals.' : ''}
      </p>
      <label className={styles.row}>
        <span>Topic</span>
        <input
          className={controls.field}
          value={topic}
          maxLength={200}
          placeholder="Leave empty for one of the format’s own"
          onChange={({ target }) => setTopic(target.value)}
        />
      </label>
      <fieldset className={styles.people}>
        <legend>People</legend>
        {agents.map((agent) => (
          <label key={agent.id} className={styles.person} style={agentColor(agent)}>
            <input
              type="checkbox"
              checked={people.includes(agent.id)}
              onChange={({ target }) => setPeople(target.checked ? [...people, agent.id] : people.filter((id) => id !== agent.id))}
            />
            <Face agent={agent} />
            {agent.name}
          </label>
        ))}
      </fieldset>
      <p className={wrong ? controls.error : styles.hint} role="status">
        {people.length === 0
          ? `Nobody chosen: ${range} are drawn by lot.`
          : wrong
            ? `A ${format.label.toLowerCase()} takes ${range}; ${people.length} chosen.`
            : `${people.length} chosen.`}
      </p>
      <p className={styles.send}>
        <button type="submit" className={controls.primary} disabled={busy || wrong}>
          {busy ? 'Calling them…' : 'Start'}
        </button>
        {problem && (
          <span className={controls.error} role="alert">
            {problem}
          </span>
        )}
      </p>
    </form>
  );
}
