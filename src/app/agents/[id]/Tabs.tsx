'use client';
/** Tabs as assistive technology knows them: one stop for the keyboard, arrows between them, and the address says which is open. */
import { type KeyboardEvent, type ReactNode, useRef, useState } from 'react';
import styles from './tabs.module.css';

export type Tab = { id: string; label: string; count: number | null; draw(): ReactNode };

export function Tabs({ tabs, first }: { tabs: Tab[]; first: string | null }) {
  const [open, setOpen] = useState(tabs.some(({ id }) => id === first) ? first : tabs[0]?.id);
  const buttons = useRef(new Map<string, HTMLButtonElement>());
  const show = (id: string) => {
    setOpen(id);
    window.history.replaceState(null, '', `?tab=${id}`);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const now = tabs.findIndex(({ id }) => id === open);
    const to = { ArrowRight: now + 1, ArrowLeft: now - 1, Home: 0, End: tabs.length - 1 }[event.key];
    const next = to === undefined ? undefined : tabs[(to + tabs.length) % tabs.length];
    if (!next) return;
    event.preventDefault();
    show(next.id);
    buttons.current.get(next.id)?.focus();
  };
  return (
    <>
      <div role="tablist" className={styles.tabs}>
        {tabs.map(({ id, label, count }) => (
          <button
            key={id}
            ref={(element) => {
              if (element) buttons.current.set(id, element);
            }}
            type="button"
            role="tab"
            id={`tab-${id}`}
            aria-controls={`panel-${id}`}
            aria-selected={id === open}
            tabIndex={id === open ? 0 : -1}
            className={styles.tab}
            onClick={() => show(id)}
            onKeyDown={onKeyDown}
          >
            {label}
            {count !== null && <span className={styles.count}>{count}</span>}
          </button>
        ))}
      </div>
      {tabs.map(({ id, draw }) => (
        <div key={id} role="tabpanel" id={`panel-${id}`} aria-labelledby={`tab-${id}`} hidden={id !== open} className={styles.panel}>
          {id === open && draw()}
        </div>
      ))}
    </>
  );
}
