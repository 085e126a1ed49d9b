'use client';
/** What an agent knows, by type, with what it knew before and what a person took away. */
import { useEffect, useMemo, useRef, useState } from 'react';
import type { AgentView } from '../../../read/agent.ts';
import type { MemoryView } from '../../../read/memories.ts';
import controls from '../../controls.module.css';
import { MemoryCard } from './MemoryCard.tsx';
import styles from './memory.module.css';

const TYPES: { type: MemoryView['type']; title: string; words: string }[] = [
  { type: 'lesson', title: 'Lessons', words: 'what an outcome taught' },
  { type: 'strategy', title: 'Strategies', words: 'what works, and how to go about it' },
  { type: 'insight', title: 'Insights', words: 'what it found out' },
  { type: 'pattern', title: 'Patterns', words: 'what keeps happening' },
  { type: 'preference', title: 'Preferences', words: 'what people and readers like' },
];

type State = MemoryView['state'] | 'all';
const STATES: { state: State; label: string }[] = [
  { state: 'live', label: 'In use' },
  { state: 'replaced', label: 'Replaced' },
  { state: 'retired', label: 'Retired' },
  { state: 'all', label: 'All' },
];

export function MemoryTab({ view, onChanged }: { view: AgentView; onChanged(): void }) {
  const { memories } = view;
  const [state, setState] = useState<State>('live');
  const [words, setWords] = useState('');
  const [said, setSaid] = useState('');
  const status = useRef<HTMLParagraphElement>(null);
  // A memory that is gone takes the keyboard's place with it; what was done is where it goes on.
  const changed = (sentence: string) => {
    setSaid(sentence);
    status.current?.focus();
    onChanged();
  };
  const target = useTarget(memories, setState);
  const shown = useMemo(() => {
    const wanted = words.trim().toLowerCase();
    return memories.filter(
      (memory) =>
        (state === 'all' || memory.state === state) &&
        (!wanted || memory.content.toLowerCase().includes(wanted) || memory.tags.some((tag) => tag.includes(wanted))),
    );
  }, [memories, state, words]);
  if (memories.length === 0) {
    return (
      <p className={controls.empty}>
        <strong>No memories yet</strong>
        They appear after the first conversation, or when a mission or a post teaches something. <a href="/talks">Start a conversation</a>
      </p>
    );
  }
  return (
    <>
      <div className={styles.filters}>
        {STATES.map((one) => (
          <button
            key={one.state}
            type="button"
            className={controls.button}
            aria-pressed={state === one.state}
            onClick={() => setState(one.state)}
          >
            {one.label} {memories.filter((memory) => one.state === 'all' || memory.state === one.state).length}
          </button>
        ))}
        <label className={styles.search}>
          <span className="visually-hidden">Search memories</span>
          <input
            type="search"
            className={controls.field}
            placeholder="Search memories"
            value={words}
            onChange={({ target: input }) => setWords(input.value)}
          />
        </label>
      </div>
      <p ref={status} role="status" tabIndex={-1} className={styles.said}>
        {said}
      </p>
      {shown.length === 0 && <p className={controls.empty}>No memory matches.</p>}
      {TYPES.map(({ type, title, words: about }) => {
        const some = shown.filter((memory) => memory.type === type);
        if (some.length === 0) return null;
        return (
          <section key={type} aria-label={title}>
            <h2 className={styles.type}>
              {title} <span>{some.length}</span> <small>{about}</small>
            </h2>
            <ul className={styles.list}>
              {some.map((memory) => (
                <MemoryCard key={memory.id} memory={memory} isTarget={memory.id === target} onChanged={changed} />
              ))}
            </ul>
          </section>
        );
      })}
    </>
  );
}

/** The memory that the address names, brought into view whatever its state. */
function useTarget(memories: MemoryView[], setState: (state: State) => void): string | null {
  const [target, setTarget] = useState<string | null>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the address is followed when it changes, not whenever the view is read anew
  useEffect(() => {
    const follow = () => {
      const id = window.location.hash.replace(/^#memory-/, '');
      const memory = memories.find((one) => one.id === id);
      if (!memory) return;
      if (memory.state !== 'live') setState('all');
      setTarget(id);
    };
    follow();
    window.addEventListener('hashchange', follow);
    return () => window.removeEventListener('hashchange', follow);
  }, []);
  useEffect(() => {
    if (target) document.getElementById(`memory-${target}`)?.scrollIntoView({ block: 'center' });
  }, [target]);
  return target;
}
