'use client';
/** What stands around every page: the rail, the top bar, and what opens over them. */
import { usePathname } from 'next/navigation';
import { type ReactNode, useCallback, useMemo, useState } from 'react';
import { getJson, toSignIn } from '../browser/api.ts';
import { Clock } from '../browser/Clock.tsx';
import { keep } from '../browser/keep.ts';
import { useFresh } from '../browser/use-fresh.ts';
import { KEYS_COOKIE, THEME_COOKIE } from '../preferences.ts';
import { BottomBar } from './BottomBar.tsx';
import { Help } from './Help.tsx';
import type { ShellStart } from './open-shell.ts';
import { Palette } from './Palette.tsx';
import { PauseDialog } from './PauseDialog.tsx';
import { ProposalDialog } from './ProposalDialog.tsx';
import { Rail } from './Rail.tsx';
import { Said } from './Said.tsx';
import styles from './shell.module.css';
import { TopBar } from './TopBar.tsx';
import { ShellContext, type ShellVerbs, type Undoable } from './use-shell.ts';
import { useShellKeys } from './use-shell-keys.ts';
import { useTitleBadge } from './use-title-badge.ts';

type Over = 'palette' | 'help' | 'pause' | 'proposal' | null;

export function Shell({ start, children }: { start: ShellStart; children: ReactNode }) {
  const signingIn = usePathname() === '/login';
  return signingIn ? children : <Around start={start}>{children}</Around>;
}

function Around({ start, children }: { start: ShellStart; children: ReactNode }) {
  const [pulse, setPulse] = useState(start.pulse);
  const [over, setOver] = useState<Over>(null);
  const [said, setSaid] = useState<{ number: number; what: string | Undoable } | null>(null);
  const [keys, setKeys] = useState(start.keys);
  const { connection, refresh } = useFresh({
    seen: null,
    read: async () => {
      const answer = await getJson<NonNullable<ShellStart['pulse']>>('/api/ops/views/pulse');
      if (answer.ok) setPulse(answer.value);
      else if (answer.status === 401) toSignIn();
    },
  });
  const verbs = useMemo<ShellVerbs>(
    () => ({
      refresh,
      tell: (what) => setSaid((before) => ({ number: (before?.number ?? 0) + 1, what })),
      openProposal: () => setOver('proposal'),
      openPalette: () => setOver('palette'),
      openPause: () => setOver('pause'),
      openHelp: () => setOver('help'),
      switchTheme,
    }),
    [refresh],
  );
  const close = useCallback(() => setOver(null), []);
  useShellKeys(verbs, { letters: keys, busy: over !== null });
  useTitleBadge(pulse?.waiting ?? 0);
  return (
    <ShellContext value={verbs}>
      <div className={styles.shell} data-paused={pulse?.company.paused ?? false}>
        <a href="#main" className={styles.skip}>
          Skip to the page
        </a>
        <Rail pinned={start.pinned} pulse={pulse} />
        <Clock asOf={pulse?.as_of ?? null}>
          <TopBar pulse={pulse} connection={connection} guarded={start.guarded} />
        </Clock>
        <div className={styles.page}>{children}</div>
        <BottomBar pulse={pulse} />
      </div>
      {over === 'palette' && <Palette pulse={pulse} onClose={close} />}
      {over === 'pause' && pulse && <PauseDialog pulse={pulse} onClose={close} />}
      {over === 'proposal' && pulse && <ProposalDialog agents={pulse.agents} onClose={close} />}
      {over === 'help' && (
        <Help
          letters={keys}
          onLetters={(on) => {
            setKeys(on);
            keep(KEYS_COOKIE, on ? 'on' : 'off');
          }}
          onClose={close}
        />
      )}
      <Said key={said?.number} what={said?.what ?? null} />
    </ShellContext>
  );
}

/** The first press leaves the system's choice. */
function switchTheme(): void {
  const { dataset } = document.documentElement;
  const dark = dataset.theme ? dataset.theme === 'dark' : window.matchMedia('(prefers-color-scheme: dark)').matches;
  dataset.theme = dark ? 'light' : 'dark';
  keep(THEME_COOKIE, dataset.theme);
}
