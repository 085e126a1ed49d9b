'use client';
/** Pausing and resuming the company, switching one agent or kind of step off and on: policies, each change with its reason and a way back. */
import { useState } from 'react';
import { type Answer, getJson, sendJson } from '../browser/api.ts';
import { useShell } from './use-shell.ts';

export type KillSwitch = { agents: string[]; kinds: string[] };
type Company = { name: string; paused: boolean };
type Policies = { company: Company; kill_switch: KillSwitch };

/** How a policy is to be changed, and how the change is taken back from whatever it is by then. */
type Change<T> = { to(now: T): T; back(now: T, before: T): T; said: string };

export async function readSwitches(): Promise<Answer<Policies>> {
  const answer = await getJson<{ policies: Policies }>('/api/ops/policy');
  return answer.ok ? { ok: true, value: answer.value.policies } : answer;
}

export function useCompanySwitch() {
  const verbs = useShell();
  const [busy, setBusy] = useState(false);
  const write = async <K extends keyof Policies>(key: K, change: Change<Policies[K]>, reason: string): Promise<boolean> => {
    setBusy(true);
    const written = await rewrite(key, change.to, reason);
    setBusy(false);
    verbs.refresh();
    if (!written.ok) {
      verbs.tell(written.message);
      return false;
    }
    const undo = async () => {
      const back = await rewrite(key, (now) => change.back(now, written.value), `taken back: ${reason}`);
      verbs.refresh();
      return back.ok ? null : back.message;
    };
    verbs.tell({ said: change.said, undo });
    return true;
  };
  const pause = (paused: boolean, reason: string) =>
    write(
      'company',
      {
        to: (now) => ({ ...now, paused }),
        back: (now, before) => ({ ...now, paused: before.paused }),
        said: paused ? 'The company is paused.' : 'The company goes on.',
      },
      reason,
    );
  const rename = (name: string) =>
    write(
      'company',
      {
        to: (now) => ({ ...now, name }),
        back: (now, before) => ({ ...now, name: before.name }),
        said: `The company is called ${name}.`,
      },
      'named on the dashboard',
    );
  const toggle = (list: keyof KillSwitch, one: { id: string; name: string }, on: boolean, reason: string) =>
    write(
      'kill_switch',
      {
        to: (now) => switched(now, list, one.id, on),
        back: (now, before) => switched(now, list, one.id, !before[list].includes(one.id)),
        said: `${one.name} is switched ${on ? 'on' : 'off'}.`,
      },
      reason,
    );
  return { pause, rename, toggle, busy };
}

function switched(now: KillSwitch, list: keyof KillSwitch, id: string, on: boolean): KillSwitch {
  const others = now[list].filter((other) => other !== id);
  return { ...now, [list]: on ? others : [...others, id] };
}

/** Reads first: the policy may hold more than this page knows of. Answers with what stood before. */
async function rewrite<K extends keyof Policies>(
  key: K,
  to: (now: Policies[K]) => Policies[K],
  reason: string,
): Promise<Answer<Policies[K]>> {
  const now = await readSwitches();
  if (!now.ok) return now;
  const before = now.value[key];
  const answer = await sendJson<unknown>('POST', '/api/ops/policy', { key, value: to(before), reason });
  return answer.ok ? { ok: true, value: before } : answer;
}
