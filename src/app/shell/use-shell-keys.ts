'use client';
/** The keys that work on every page. Arrows, Tab and Space stay the browser's. */
import { useRouter } from 'next/navigation';
import { useEffect, useRef } from 'react';
import { type Meaning, meaningOf } from './key-rules.ts';
import { pageAbove } from './pages.ts';
import type { ShellVerbs } from './use-shell.ts';

type Options = {
  /** Single letters do something. */
  letters: boolean;
  /** Something is open over the page and has the keys. */
  busy: boolean;
};

export function useShellKeys(verbs: ShellVerbs, { letters, busy }: Options): void {
  const router = useRouter();
  const chordAt = useRef<number | null>(null);
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.altKey) return;
      const pressed = { key: event.key, at: event.timeStamp, modified: event.metaKey || event.ctrlKey, typing: isTyping(event.target) };
      const answer = meaningOf(pressed, letters, chordAt.current);
      chordAt.current = answer.chordAt;
      if (!answer.meaning || busy || document.querySelector('dialog[open]')) return;
      if (run(answer.meaning, verbs, (href) => router.push(href))) event.preventDefault();
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, [verbs, letters, busy, router]);
}

function isTyping(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && (target.isContentEditable || target.matches('input, select, textarea'));
}

/** @returns whether the key was used */
function run(meaning: Meaning, verbs: ShellVerbs, go: (href: string) => void): boolean {
  switch (meaning.do) {
    case 'palette':
      verbs.openPalette();
      return true;
    case 'help':
      verbs.openHelp();
      return true;
    case 'propose':
      verbs.openProposal();
      return true;
    case 'go':
      go(meaning.href);
      return true;
    case 'up': {
      const above = pageAbove(window.location.pathname);
      if (above) go(above);
      return above !== null;
    }
    case 'filter':
      return focus(document.querySelector('#main input[type="search"], #main [role="searchbox"]'));
    case 'agent':
      return focus(document.querySelectorAll('#main [data-agent]')[meaning.number - 1]);
    case 'next row':
      return focus(row(1));
    case 'previous row':
      return focus(row(-1));
    case 'office view':
      return press(document.querySelector('#main [data-key="o"]'));
    case 'motion':
      return press(document.querySelector('#main [data-key="."]'));
    case 'full screen':
      if (document.fullscreenElement) document.exitFullscreen();
      else document.documentElement.requestFullscreen().catch(() => undefined);
      return true;
  }
}

/** The row after or before the one that has the focus, in the same list; the first one when none has. */
function row(by: 1 | -1): Element | undefined {
  const here = document.activeElement?.closest('[data-row]');
  const list = here?.closest('[data-rows], #main') ?? document.querySelector('#main');
  const rows = [...(list?.querySelectorAll('[data-row]') ?? [])].filter((element) => element.checkVisibility({ visibilityProperty: true }));
  return here ? rows[rows.indexOf(here) + by] : rows[0];
}

function focus(element: Element | null | undefined): boolean {
  if (!(element instanceof HTMLElement)) return false;
  element.focus();
  element.scrollIntoView({ block: 'nearest' });
  return true;
}

function press(target: Element | null): boolean {
  if (!(target instanceof HTMLButtonElement) || target.disabled) return false;
  target.click();
  return true;
}
