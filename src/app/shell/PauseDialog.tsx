'use client';
/** Stopping: the whole company, one agent, or one kind of step. What runs is finished; nothing new starts. */
import { type FormEvent, useEffect, useState } from 'react';
import type { Proposing } from '../../read/proposing.ts';
import type { Pulse } from '../../read/stage.ts';
import { getJson } from '../browser/api.ts';
import controls from '../controls.module.css';
import { Dialog } from './Dialog.tsx';
import styles from './dialog.module.css';
import { type KillSwitch, readSwitches, useCompanySwitch } from './use-company-switch.ts';

type One = { id: string; name: string };

/** Work that is no step, and can be switched off like one. */
const DESKS: One[] = [
  { id: 'roundtable', name: 'Conversations' },
  { id: 'initiative', name: 'Initiatives' },
];

export function PauseDialog({ pulse, onClose }: { pulse: Pulse; onClose(): void }) {
  const { pause, toggle, busy } = useCompanySwitch();
  const [reason, setReason] = useState('');
  const [off, setOff] = useState<KillSwitch | null>(null);
  const [kinds, setKinds] = useState<One[]>([]);
  const [failed, setFailed] = useState<string | null>(null);
  const { paused } = pulse.company;
  useEffect(() => {
    let current = true;
    Promise.all([readSwitches(), getJson<Proposing>('/api/ops/views/proposing')]).then(([switches, proposing]) => {
      if (!current) return;
      if (switches.ok) setOff(switches.value.kill_switch);
      if (proposing.ok) setKinds([...proposing.value.kinds.map(({ kind, label }) => ({ id: kind, name: label })), ...DESKS]);
      const bad = [switches, proposing].find((answer) => !answer.ok);
      if (bad && !bad.ok) setFailed(bad.message);
    });
    return () => {
      current = false;
    };
  }, []);
  const because = (otherwise: string) => reason.trim() || otherwise;
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    const word = paused ? 'resumed' : 'paused';
    if (await pause(!paused, because(`${word} on the dashboard`))) onClose();
  };
  const flip = async (list: keyof KillSwitch, one: One) => {
    const on = off?.[list].includes(one.id) ?? false;
    if (!(await toggle(list, one, on, because('switched on the dashboard')))) return;
    const now = await readSwitches();
    if (now.ok) setOff(now.value.kill_switch);
  };
  return (
    <Dialog title={paused ? 'Resume the company' : 'Pause the company'} onClose={onClose}>
      <form className={styles.form} onSubmit={submit}>
        <p>
          {paused
            ? 'Agents propose and work again from the next heartbeat on.'
            : 'Nothing new starts until you resume it. What is running is finished. You have ten seconds to take it back.'}
        </p>
        <label>
          Why
          <input
            className={controls.field}
            value={reason}
            onChange={(event) => setReason(event.target.value)}
            maxLength={500}
            placeholder="kept with the change"
          />
        </label>
        <p>
          <button type="submit" className={paused ? controls.primary : controls.danger} disabled={busy}>
            {paused ? 'Resume company' : 'Pause everything'}
          </button>
        </p>
      </form>
      {failed && (
        <p className={controls.error} role="alert">
          {failed}
        </p>
      )}
      <Switches title="Or one agent" all={pulse.agents} off={off?.agents} busy={busy} onFlip={(one) => flip('agents', one)} />
      <Switches title="Or one kind of work" all={kinds} off={off?.kinds} busy={busy} onFlip={(one) => flip('kinds', one)} />
    </Dialog>
  );
}

type SwitchesProps = { title: string; all: One[]; off: string[] | undefined; busy: boolean; onFlip(one: One): void };

function Switches({ title, all, off, busy, onFlip }: SwitchesProps) {
  return (
    <section className={styles.switches} aria-label={title} aria-busy={off === undefined}>
      <h3 className={controls.heading}>{title}</h3>
      <ul>
        {all.map((one) => {
          const on = !off?.includes(one.id);
          return (
            <li key={one.id}>
              <button
                type="button"
                role="switch"
                aria-checked={on}
                className={styles.switch}
                disabled={busy || off === undefined}
                onClick={() => onFlip(one)}
              >
                <span>{one.name}</span>
                <span className={styles.state}>{off === undefined ? '…' : on ? 'on' : 'off'}</span>
              </button>
            </li>
          );
        })}
      </ul>
    </section>
  );
}
