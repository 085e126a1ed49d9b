'use client';
/** A film's keys. They work inside the player and while nothing has the focus, and leave fields, buttons and links alone. */
import { type RefObject, useEffect, useRef } from 'react';

export type FilmKeys = {
  /** Space. */
  toggle(): void;
  /** Moments forward or, when negative, back. */
  step(moments: number): void;
  first(): void;
  last(): void;
  /** 1 = the next speed, -1 = the one before. */
  pace(by: 1 | -1): void;
};

export function useKeys(player: RefObject<HTMLElement | null>, keys: FilmKeys): void {
  const handlers = useRef(keys);
  handlers.current = keys;
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.metaKey || event.ctrlKey || event.altKey) return;
      const { target } = event;
      if (!(target instanceof HTMLElement)) return;
      const inside = player.current?.contains(target) ?? false;
      if (!inside && target !== document.body) return;
      if (run(event, target, inside, handlers.current)) event.preventDefault();
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, [player]);
}

/** @returns whether the key was one of ours */
function run(event: KeyboardEvent, target: HTMLElement, inside: boolean, keys: FilmKeys): boolean {
  const slider = target.matches('input[type="range"]');
  if (target.matches('input, select, textarea') && !slider) return false;
  const many = event.shiftKey ? 10 : 1;
  switch (event.key) {
    case ' ':
      if (target.matches('button, a, summary')) return false;
      keys.toggle();
      return true;
    case 'ArrowRight':
      keys.step(many);
      return true;
    case 'ArrowLeft':
      keys.step(-many);
      return true;
    case 'Home':
      if (inside) keys.first();
      return inside;
    case 'End':
      if (inside) keys.last();
      return inside;
    case '<':
      keys.pace(-1);
      return true;
    case '>':
      keys.pace(1);
      return true;
    default:
      return false;
  }
}
