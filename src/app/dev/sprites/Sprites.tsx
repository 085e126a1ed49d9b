'use client';
/** The sheet of sprites and the room by day, dusk and night, for 3 to 50 agents. */
import { useEffect, useMemo, useRef, useState } from 'react';
import type { SkyPhase } from '../../../office/art/palette.ts';
import { LOOKS } from '../../../office/art/people/cast.ts';
import { FRAMES, SPRITE } from '../../../office/art/people/compose.ts';
import { personSprite } from '../../../office/art/people/sprite.ts';
import type { Facing, OfficeFrame, Person, Pose } from '../../../office/frame.ts';
import { createRenderer } from '../../../office/render/renderer.ts';
import { officeRoom } from '../../../office/room.ts';
import controls from '../../controls.module.css';
import { Speed } from './Speed.tsx';
import styles from './sprites.module.css';

const POSES = Object.keys(FRAMES) as Pose[];
const FACINGS: Facing[] = ['down', 'right', 'left', 'up'];
const PHASES: SkyPhase[] = ['day', 'dusk', 'night'];
const HOURS: Record<SkyPhase, number> = { day: 660, dusk: 1110, night: 1380 };

export function Sprites({ agents }: { agents: { id: string; name: string }[] }) {
  const [phase, setPhase] = useState<SkyPhase>('night');
  const [count, setCount] = useState(agents.length);
  return (
    <main id="main" className={styles.page}>
      <h1>Sprites</h1>
      <p className={styles.bar}>
        {PHASES.map((one) => (
          <button key={one} type="button" className={controls.button} aria-pressed={one === phase} onClick={() => setPhase(one)}>
            {one}
          </button>
        ))}
        <label>
          {count} agents{' '}
          <input
            type="range"
            min={3}
            max={50}
            value={count}
            onChange={(event) => setCount(Number(event.target.value))}
            aria-label="Number of agents"
          />
        </label>
      </p>
      <Room agents={agents} count={count} phase={phase} />
      <Speed />
      {LOOKS.map((look, slot) => (
        <section key={look.name} aria-label={look.name} className={styles.person}>
          <h2>{look.name}</h2>
          <Sheet slot={slot} />
        </section>
      ))}
    </main>
  );
}

/** Everybody at the desk, in poses that take turns. */
function Room({ agents, count, phase }: { agents: { id: string; name: string }[]; count: number; phase: SkyPhase }) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const cast = useMemo(
    () => Array.from({ length: count }, (_, i) => agents[i] ?? { id: `agent-${i + 1}`, name: `Agent ${i + 1}` }),
    [agents, count],
  );
  useEffect(() => {
    if (!canvas.current) return;
    const room = officeRoom(count);
    const renderer = createRenderer(canvas.current, room, cast);
    const people = cast.map(({ id }, slot): Person => {
      const anchor =
        room.anchors[slot < 3 ? slot : slot < 6 ? room.anchors.findIndex(({ id: name }) => name === `table:${slot - 3}`) : slot] ??
        room.anchors[0];
      if (!anchor) throw new Error('the room has no place');
      return {
        ...{
          id,
          slot,
          here: true,
          facing: anchor.facing,
          pose: slot < 3 ? 'type' : anchor.pose,
          phase: 1,
          walking: false,
          seat: anchor.id,
          zBias: anchor.zBias,
        },
        ...{ icon: null, hop: 0, speaking: slot === 3, activity: 'idle', doing: null, sinceMs: null },
        x: anchor.tile.col * room.tile + room.tile / 2 + anchor.seat.dx,
        y: (anchor.tile.row + 1) * room.tile - 2 + anchor.seat.dy,
      };
    });
    const frame: OfficeFrame = {
      atMs: 0,
      people,
      bubbles: [
        {
          id: 'b',
          agentId: cast[3]?.id ?? '',
          text: 'Bottom line: where are we on this?',
          kind: 'said',
          byPerson: false,
          opacity: 1,
          sticky: false,
        },
      ],
      desks: cast.map(({ id }, slot) => ({
        anchor: `desk:${slot}`,
        agentId: id,
        light: slot < 3 ? 'busy' : 'idle',
        screen: slot < 3 ? 'write_content' : null,
      })),
      board: { succeeded: 12, started: 14, running: 2, waiting: 1, spentUsd: 0.31, capUsd: 1 },
      sky: { phase, minutes: HOURS[phase] },
      confetti: [],
      moving: false,
    };
    renderer.draw(frame, { selected: null });
  }, [cast, count, phase]);
  return (
    <canvas ref={canvas} className={styles.room} data-phase={phase} role="img" aria-label={`The office by ${phase} with ${count} agents`} />
  );
}

/** All poses from left to right, all ways of facing from top to bottom, at three times the size. */
function Sheet({ slot }: { slot: number }) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const frames = POSES.flatMap((pose) => Array.from({ length: FRAMES[pose] }, (_, frame) => ({ pose, frame })));
  useEffect(() => {
    const context = canvas.current?.getContext('2d');
    const look = LOOKS[slot];
    if (!context || !look) return;
    for (const [row, facing] of FACINGS.entries())
      for (const [column, { pose, frame }] of frames.entries()) {
        const { base } = personSprite(look, { pose, facing, frame, seated: false });
        context.putImageData(new ImageData(base, SPRITE.w, SPRITE.h), column * SPRITE.w, row * SPRITE.h);
      }
  });
  return (
    <div className={styles.scroll}>
      <canvas
        ref={canvas}
        className={styles.sheet}
        width={frames.length * SPRITE.w}
        height={FACINGS.length * SPRITE.h}
        role="img"
        aria-label={`${frames.length} frames, facing ${FACINGS.join(', ')}`}
      />
    </div>
  );
}
