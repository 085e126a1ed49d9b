'use client';
/** How long a drawing takes with 6, 50 and 200 people; `npm run bench -- --only ui` presses the button. */
import { useState } from 'react';
import { FRAMES } from '../../../office/art/people/compose.ts';
import type { Facing, OfficeFrame, Person, Pose } from '../../../office/frame.ts';
import { createRenderer } from '../../../office/render/renderer.ts';
import { MOST_AGENTS, officeRoom } from '../../../office/room.ts';
import controls from '../../controls.module.css';

const PEOPLE = [6, 50, 200];
const DRAWINGS = 300;
const POSES = Object.keys(FRAMES) as Pose[];
const FACINGS: Facing[] = ['down', 'left', 'right', 'up'];

type Measured = { people: number; p50: number; p95: number };

export function Speed() {
  const [measured, setMeasured] = useState<Measured[]>([]);
  return (
    <div>
      <button type="button" className={controls.button} onClick={() => setMeasured(PEOPLE.map(measure))}>
        Measure
      </button>
      <ul>
        {measured.map((one) => (
          <li key={one.people} data-measured={JSON.stringify(one)}>
            {one.people} people: {one.p50.toFixed(1)} ms, one in twenty {one.p95.toFixed(1)} ms or more
          </li>
        ))}
      </ul>
    </div>
  );
}

/** Everybody walks about; one pixel is read back, so that the drawing is really done. */
function measure(people: number): Measured {
  const canvas = document.createElement('canvas');
  const agents = Array.from({ length: people }, (_, i) => ({ id: `agent-${i}`, name: `Agent ${i}` }));
  const renderer = createRenderer(canvas, officeRoom(Math.min(people, MOST_AGENTS)), agents);
  const took: number[] = [];
  for (let n = -60; n < DRAWINGS; n++) {
    const frame = frameOf(agents, n, renderer);
    const before = performance.now();
    renderer.draw(frame, { selected: null });
    canvas.getContext('2d')?.getImageData(0, 0, 1, 1);
    // The first drawings fill the caches.
    if (n >= 0) took.push(performance.now() - before);
  }
  const sorted = took.toSorted((a, b) => a - b);
  return { people, p50: sorted[DRAWINGS / 2] ?? 0, p95: sorted[Math.floor(DRAWINGS * 0.95)] ?? 0 };
}

function frameOf(agents: readonly { id: string }[], n: number, { w, h }: { w: number; h: number }): OfficeFrame {
  const people = agents.map(
    ({ id }, slot): Person => ({
      ...{
        id,
        slot,
        here: true,
        facing: FACINGS[slot % 4] as Facing,
        pose: slot % 3 ? 'walk' : (POSES[slot % POSES.length] as Pose),
        phase: Math.abs(n + slot),
        walking: true,
        seat: null,
        zBias: 0,
      },
      ...{ icon: null, hop: 0, speaking: slot < 3, activity: 'idle', doing: null, sinceMs: null },
      x: 10 + ((slot * 53 + n * 2 + 600) % (w - 20)),
      y: 116 + ((((slot * 31 + n) % (h - 130)) + (h - 130)) % (h - 130)),
    }),
  );
  return {
    atMs: n,
    people,
    bubbles: agents.slice(0, 3).map(({ id }, i) => ({
      id: `b${i}`,
      agentId: id,
      text: 'The bottom line: where are we on this, and who has it?',
      kind: 'said',
      byPerson: false,
      opacity: 1,
      sticky: false,
    })),
    desks: agents.slice(0, MOST_AGENTS).map(({ id }, slot) => ({
      anchor: `desk:${slot}`,
      agentId: id,
      light: slot % 2 ? 'busy' : 'idle',
      screen: slot % 2 ? 'analyze' : null,
    })),
    board: { succeeded: 12, started: 14, running: 2, waiting: 1, spentUsd: 0.31, capUsd: 1 },
    sky: { phase: 'night', minutes: n },
    confetti: [],
    moving: true,
  };
}
