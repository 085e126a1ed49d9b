'use client';
/** The office on a canvas: its own drawing loop outside React, at rest whenever nobody can see it; scaled by whole device pixels. */
import { type KeyboardEvent, type MouseEvent, useEffect, useRef } from 'react';
import type { OfficeFrame } from '../frame.ts';
import { createRenderer, type Renderer } from '../render/renderer.ts';
import type { Room } from '../sim/room-shape.ts';
import styles from './office.module.css';
import { officeWords } from './words.ts';

export type OfficeCanvasProps = {
  room: Room;
  agents: readonly { id: string; name: string }[];
  /** The picture after so many milliseconds; asked for once per drawing. */
  next(dtMs: number): OfficeFrame;
  /** Reduced or paused motion: drawn twice a second, and only what was placed anew differs. */
  still: boolean;
  selected: string | null;
  onSelect?(agentId: string): void;
};

/** When nothing moves, 30 pictures a second are plenty. */
const CALM_MS = 33;
const STILL_MS = 500;
const FACTS_MS = 250;
const WORDS_MS = 10_000;

export function OfficeCanvas(props: OfficeCanvasProps) {
  const { room, agents, selected, onSelect } = props;
  const latest = useRef(props);
  latest.current = props;
  const canvas = useRef<HTMLCanvasElement>(null);
  const shown = useRef<{ renderer: Renderer; frame: OfficeFrame } | null>(null);
  useEffect(() => {
    const element = canvas.current;
    if (!element) return;
    const renderer = createRenderer(element, room, agents);
    const unscale = scaled(element, renderer);
    const stop = loop(
      element,
      () => latest.current.still,
      (dtMs) => {
        const frame = latest.current.next(dtMs);
        renderer.draw(frame, { selected: latest.current.selected });
        shown.current = { renderer, frame };
        return frame;
      },
    );
    return () => {
      stop();
      unscale();
      shown.current = null;
    };
  }, [room, agents]);
  const pick = (event: MouseEvent<HTMLCanvasElement>) => {
    const now = shown.current;
    if (!now || !onSelect) return;
    const box = event.currentTarget.getBoundingClientRect();
    const id = now.renderer.personAt(
      now.frame,
      ((event.clientX - box.left) / box.width) * now.renderer.w,
      ((event.clientY - box.top) / box.height) * now.renderer.h,
    );
    if (id) onSelect(id);
  };
  return (
    <div className={styles.frame} data-selected={selected ?? undefined}>
      <canvas
        ref={canvas}
        className={styles.canvas}
        role="img"
        aria-label={`Office with ${agents.length} agents`}
        onClick={pick}
        onKeyDown={ignore}
      />
    </div>
  );
}

/** The list of agents beside the canvas is the way by keyboard. */
function ignore(_event: KeyboardEvent): void {}

/** The largest whole number of device pixels for each of ours; narrower than the room, it is scaled down. @returns what ends it */
function scaled(canvas: HTMLCanvasElement, { w, h }: Renderer): () => void {
  const frame = canvas.parentElement as HTMLElement;
  const apply = () => {
    const ratio = window.devicePixelRatio || 1;
    const room = (frame.clientWidth * ratio) / w;
    const whole = Math.floor(room);
    // Half steps where whole ones would leave more than a quarter of the frame empty.
    const times = whole >= 1 && whole / room < 0.75 ? Math.floor(room * 2) / 2 : whole;
    const wide = times >= 1 ? (w * times) / ratio : frame.clientWidth;
    canvas.style.width = `${wide}px`;
    canvas.style.height = `${(wide / w) * h}px`;
  };
  apply();
  const observer = new ResizeObserver(apply);
  observer.observe(frame);
  window.addEventListener('resize', apply);
  return () => {
    observer.disconnect();
    window.removeEventListener('resize', apply);
  };
}

/** Draws while the canvas can be seen. @returns what ends it */
function loop(canvas: HTMLCanvasElement, still: () => boolean, draw: (dtMs: number) => OfficeFrame): () => void {
  let asked = 0;
  let last = 0;
  let seen = true;
  let calm = false;
  let told = { facts: 0, words: Number.NEGATIVE_INFINITY };
  const tell = (frame: OfficeFrame, now: number) => {
    if (now - told.facts >= FACTS_MS) {
      told = { ...told, facts: now };
      const people = frame.people.map(({ id, x, y, pose, activity, seat, here }) => ({ id, x, y, pose, activity, seat, here }));
      canvas.dataset.people = JSON.stringify(people);
      canvas.dataset.sky = frame.sky.phase;
    }
    if (now - told.words >= WORDS_MS) {
      told = { ...told, words: now };
      canvas.setAttribute('aria-label', officeWords(frame));
    }
  };
  const turn = (now: number) => {
    asked = requestAnimationFrame(turn);
    const gap = still() ? STILL_MS : calm ? CALM_MS : 0;
    if (last && now - last < gap) return;
    const frame = draw(last ? now - last : 0);
    last = now;
    calm = !frame.moving;
    tell(frame, now);
  };
  const update = () => {
    const wanted = seen && document.visibilityState === 'visible';
    if (wanted && !asked) asked = requestAnimationFrame(turn);
    if (!wanted && asked) {
      cancelAnimationFrame(asked);
      asked = 0;
    }
  };
  const observer = new IntersectionObserver((entries) => {
    seen = entries.some((entry) => entry.isIntersecting);
    update();
  });
  observer.observe(canvas);
  document.addEventListener('visibilitychange', update);
  update();
  return () => {
    cancelAnimationFrame(asked);
    observer.disconnect();
    document.removeEventListener('visibilitychange', update);
  };
}
