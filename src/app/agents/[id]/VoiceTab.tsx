'use client';
/** How it sounds and why: the directive it started with, what experience added, and the words the model reads. */
import type { AgentView } from '../../../read/agent.ts';
import controls from '../../controls.module.css';
import { MemoryLink } from '../../talks/MemoryLink.tsx';
import { counted } from '../../talks/talk-words.ts';
import styles from './agent.module.css';

export function VoiceTab({ view }: { view: AgentView }) {
  const { voice, persona, agent } = view;
  return (
    <div className={styles.voice}>
      <section className={styles.box} aria-label="Modifiers in effect">
        <h2 className={controls.heading}>What experience added</h2>
        {voice.active.length === 0 && (
          <p className={styles.dim}>Nothing yet: {agent.name} speaks as written. A rule below adds a modifier as soon as it holds.</p>
        )}
        <ol className={styles.active}>
          {voice.active.map(({ rule, modifier, because, memories }) => (
            <li key={rule}>
              <p className={styles.modifier}>“{modifier}”</p>
              <p className={styles.dim}>
                Rule <code>{rule}</code>: {because}.
              </p>
              <details>
                <summary>Earned by {counted(memories.length, 'memory', 'memories')}</summary>
                <ul className={styles.earned}>
                  {memories.map((memory) => (
                    <li key={memory.id}>
                      <MemoryLink memory={memory} />
                    </li>
                  ))}
                </ul>
              </details>
            </li>
          ))}
        </ol>
        <h3 className={styles.sub}>The rules, in order; the first three that hold are in effect</h3>
        <table className={styles.table}>
          <thead>
            <tr>
              <th scope="col">Holds</th>
              <th scope="col">Rule</th>
              <th scope="col">When</th>
            </tr>
          </thead>
          <tbody>
            {voice.rules.map((rule) => (
              <tr key={rule.name} data-on={rule.holds}>
                <td>{rule.active ? '● in effect' : rule.holds ? '○ holds, but three go first' : '· no'}</td>
                <th scope="row">{rule.name.replaceAll('_', ' ')}</th>
                <td>{rule.because}</td>
              </tr>
            ))}
          </tbody>
        </table>
        <p className={styles.dim}>
          Counted now: {voice.counts.map(({ type, count }) => counted(count, type, type.replace(/y$/, 'ie').concat('s'))).join(', ')}.
        </p>
      </section>
      <section className={styles.box} aria-label="Prompt preview">
        <h2 className={controls.heading}>What the model reads</h2>
        <p className={styles.dim}>
          Tone: {persona.tone}. Quirk: {persona.quirk}.
        </p>
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard */}
        <pre className={styles.prompt} tabIndex={0}>
          {voice.preview}
        </pre>
      </section>
    </div>
  );
}
