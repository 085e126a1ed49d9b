'use client';
/** One field that leads anywhere: pages, agents, missions, and what a person may do. */
import { useRouter } from 'next/navigation';
import { type KeyboardEvent, useEffect, useId, useState } from 'react';
import type { MissionSummary } from '../../read/missions.ts';
import type { Pulse } from '../../read/stage.ts';
import { getJson } from '../browser/api.ts';
import controls from '../controls.module.css';
import { MISSION_WORDS } from '../stage/words.ts';
import { useModal } from './Dialog.tsx';
import { PAGES } from './pages.ts';
import styles from './palette.module.css';
import { type Offer, offersFor } from './palette-rules.ts';
import { useShell } from './use-shell.ts';

type Choice = Offer & { go: string | (() => void) };

export function Palette({ pulse, onClose }: { pulse: Pulse | null; onClose(): void }) {
  const dialog = useModal();
  const router = useRouter();
  const listId = useId();
  const [typed, setTyped] = useState('');
  const [at, setAt] = useState(0);
  const choices = offersFor(useChoices(pulse), typed);
  const chosen = choices[Math.min(at, choices.length - 1)];
  const choose = (choice: Choice | undefined) => {
    if (!choice) return;
    onClose();
    if (typeof choice.go === 'string') router.push(choice.go);
    else choice.go();
  };
  const onKey = (event: KeyboardEvent) => {
    const move = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (move) setAt((Math.min(at, choices.length - 1) + move + choices.length) % Math.max(1, choices.length));
    else if (event.key === 'Enter') choose(chosen);
    else return;
    event.preventDefault();
  };
  return (
    <dialog ref={dialog} className={styles.palette} onClose={onClose} aria-label="Go to anything">
      <input
        className={styles.field}
        role="combobox"
        aria-label="Page, agent, mission or action"
        aria-expanded="true"
        aria-controls={listId}
        aria-activedescendant={chosen && `${listId}-${chosen.id}`}
        placeholder="Where to, or what to do?"
        value={typed}
        onChange={(event) => {
          setTyped(event.target.value);
          setAt(0);
        }}
        onKeyDown={onKey}
      />
      <div id={listId} role="listbox" aria-label="Found" className={styles.list}>
        {choices.map((choice) => (
          // biome-ignore lint/a11y/useKeyWithClickEvents: the field above has the focus and takes the keys
          // biome-ignore lint/a11y/useFocusableInteractive: the field above points to it
          <div
            key={choice.id}
            id={`${listId}-${choice.id}`}
            role="option"
            aria-selected={choice === chosen}
            className={styles.choice}
            ref={choice === chosen ? scrollTo : undefined}
            onClick={() => choose(choice)}
          >
            <span className={styles.label}>{choice.label}</span>
            <span className={styles.hint}>{choice.hint}</span>
            <span className={styles.group}>{choice.group}</span>
          </div>
        ))}
      </div>
      <p className={choices.length ? 'visually-hidden' : controls.empty} role="status">
        {choices.length ? `${choices.length} found` : 'Nothing is called that.'}
      </p>
    </dialog>
  );
}

function scrollTo(element: HTMLElement | null): void {
  element?.scrollIntoView({ block: 'nearest' });
}

function useChoices(pulse: Pulse | null): Choice[] {
  const verbs = useShell();
  const [missions, setMissions] = useState<MissionSummary[]>([]);
  useEffect(() => {
    let current = true;
    getJson<{ missions: MissionSummary[] }>('/api/ops/missions?limit=30').then((answer) => {
      if (current && answer.ok) setMissions(answer.value.missions);
    });
    return () => {
      current = false;
    };
  }, []);
  const paused = pulse?.company.paused;
  const choices: Choice[] = [
    act('propose', 'New proposal', 'n', verbs.openProposal),
    act('pause', paused ? 'Resume the company' : 'Pause the company', 'or one agent, or one kind of work', verbs.openPause),
    { id: 'talk', group: 'Do', label: 'Start a conversation', hint: 'standup, debate, …', go: '/talks?new=1' },
    act('theme', 'Switch between light and dark', '', verbs.switchTheme),
    act('help', 'Keyboard', '?', verbs.openHelp),
    ...PAGES.map(({ href, name, key }): Choice => ({ id: `page-${name}`, group: 'Go to', label: name, hint: `g ${key}`, go: href })),
    ...(pulse?.agents ?? []).map(
      ({ id, name, role }): Choice => ({ id: `agent-${id}`, group: 'Agents', label: name, hint: role, go: `/agents/${id}` }),
    ),
    ...missions.map(
      ({ id, title, status }): Choice => ({
        id: `mission-${id}`,
        group: 'Missions',
        label: title,
        hint: MISSION_WORDS[status].label,
        go: `/missions/${id}`,
      }),
    ),
  ];
  return choices.map((choice) => ({ ...choice, id: choice.id.replace(/[^\w-]/g, '-') }));
}

function act(id: string, label: string, hint: string, go: () => void): Choice {
  return { id, group: 'Do', label, hint, go };
}
