'use client';
/** The day's 24 slots: how probable each was, what luck drew, and what became of it. Pressing one tells the whole story below. */
import { useRouter } from 'next/navigation';
import { useState, useTransition } from 'react';
import type { SlotView, TalksView } from '../../read/talks.ts';
import { useNow } from '../browser/Clock.tsx';
import controls from '../controls.module.css';
import styles from './ribbon.module.css';
import { SLOT_WORDS, STATUS_WORDS, slotLuck } from './talk-words.ts';

export function DayRibbon({ view }: { view: TalksView }) {
  const now = useNow();
  const [chosen, setChosen] = useState<string | null>(null);
  const { slots } = view;
  const present = slots.findLast((slot) => Date.parse(slot.begins) <= now);
  const shown = slots.find((slot) => slot.at === chosen) ?? (view.day === view.today ? present : undefined) ?? slots[0];
  return (
    <>
      <div className={styles.head}>
        <h2 className={controls.heading}>{view.day === view.today ? 'Today' : view.day}, UTC</h2>
        <DayPicker day={view.day} today={view.today} />
      </div>
      {slots.length === 0 ? (
        <p className={controls.empty}>
          <strong>No plan was drawn on this day</strong>
          Either the company did not run or conversations were not part of it yet.
        </p>
      ) : (
        <ol className={styles.ribbon}>
          {slots.map((slot) => (
            <li key={slot.at}>
              <Slot
                slot={slot}
                isNow={view.day === view.today && slot === present}
                isShown={slot === shown}
                onChoose={() => setChosen(slot.at)}
              />
            </li>
          ))}
        </ol>
      )}
      {shown && <Story slot={shown} />}
      <Legend />
    </>
  );
}

function Slot({ slot, isNow, isShown, onChoose }: { slot: SlotView; isNow: boolean; isShown: boolean; onChoose(): void }) {
  const { label, mark } = SLOT_WORDS[slot.status];
  return (
    <button
      type="button"
      className={styles.slot}
      data-status={slot.status}
      data-up={slot.on}
      data-now={isNow}
      aria-pressed={isShown}
      aria-label={`${slot.at} ${slot.name}, ${slot.status === 'open' ? (slot.on ? 'will take place' : 'will be skipped') : label}`}
      onClick={onChoose}
    >
      <span className={styles.column} aria-hidden="true">
        <i style={{ height: `${slot.probability * 100}%` }} />
        {slot.roll !== null && <b style={{ bottom: `${slot.roll * 100}%` }} />}
      </span>
      <span className={styles.mark} aria-hidden="true">
        {mark}
      </span>
      <span className={styles.hour} aria-hidden="true">
        {slot.at.slice(0, 2)}
      </span>
    </button>
  );
}

function Story({ slot }: { slot: SlotView }) {
  return (
    <div className={styles.story} aria-live="polite">
      <p>
        <strong>
          {slot.at} {slot.name}
        </strong>
        {slot.label !== slot.name && ` · ${slot.label}`} · {slot.people}
      </p>
      <p>
        <span className={styles.status} data-status={slot.status}>
          {SLOT_WORDS[slot.status].mark} {SLOT_WORDS[slot.status].label}
        </span>{' '}
        — {slotLuck(slot)}
        {slot.status === 'open' && (slot.on ? '; it will take place' : '; it will be skipped as things stand')}
        {slot.reason && !slot.on && !slot.reason.startsWith('chance:') ? ` (${slot.reason})` : ''}
        {slot.talk && (
          <>
            {'. '}
            <a href={`/talks/${slot.talk.id}`}>{slot.talk.topic}</a> ({STATUS_WORDS[slot.talk.status].label})
          </>
        )}
      </p>
    </div>
  );
}

function DayPicker({ day, today }: { day: string; today: string }) {
  const router = useRouter();
  const [turning, startTurning] = useTransition();
  const go = (to: string) => startTurning(() => router.push(to === today ? '/talks' : `/talks?day=${to}`));
  const step = (days: number) => new Date(Date.parse(`${day}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);
  return (
    <div className={styles.picker} aria-busy={turning}>
      <span role="status">{turning && 'Turning the page…'}</span>
      <button type="button" className={controls.button} onClick={() => go(step(-1))} aria-label="The day before">
        ←
      </button>
      <label>
        <span className="visually-hidden">Day</span>
        <input
          type="date"
          className={controls.field}
          defaultValue={day}
          max={today}
          onChange={({ target }) => target.value && target.value <= today && go(target.value)}
        />
      </label>
      <button type="button" className={controls.button} disabled={day >= today} onClick={() => go(step(1))} aria-label="The day after">
        →
      </button>
    </div>
  );
}

function Legend() {
  return (
    <p className={styles.legend}>
      {(['open', 'enqueued', 'skipped', 'missed'] as const).map((status) => (
        <span key={status}>
          <i data-status={status} aria-hidden="true">
            {SLOT_WORDS[status].mark}
          </i>{' '}
          {SLOT_WORDS[status].label}
        </span>
      ))}
      <span>column: probability, line: what was drawn; below the top it came up</span>
    </p>
  );
}
