/** Draws an office frame on a canvas, one canvas pixel for each world pixel; the page scales it by whole device pixels. */

import type { SkyPhase } from '../art/palette.ts';
import { type Look, lookOf } from '../art/people/cast.ts';
import { FRAMES, type Posed, SPRITE } from '../art/people/compose.ts';
import { sizeOf } from '../art/scene.ts';
import type { OfficeFrame, Person } from '../frame.ts';
import type { Room } from '../sim/room-shape.ts';
import { drawBoard, drawBubbles, drawClock, drawConfetti, drawSign, drawTags } from './overlay.ts';
import { type Pictures, paintPictures } from './pictures.ts';

export type Renderer = {
  w: number;
  h: number;
  draw(frame: OfficeFrame, marked: { selected: string | null }): void;
  /** Who stands at this world pixel. */
  personAt(frame: OfficeFrame, x: number, y: number): string | null;
};

type Named = { id: string; name: string };

export function createRenderer(canvas: HTMLCanvasElement, room: Room, agents: readonly Named[]): Renderer {
  const { w, h } = sizeOf(room);
  canvas.width = w;
  canvas.height = h;
  const context = canvas.getContext('2d', { alpha: false });
  const looks = agents.map(({ id }, slot) => lookOf(id, slot));
  const skies = new Map<SkyPhase, Pictures>();
  const picturesFor = (phase: SkyPhase): Pictures => {
    const known = skies.get(phase) ?? paintPictures(room, phase, looks);
    skies.set(phase, known);
    return known;
  };
  return {
    w,
    h,
    draw(frame, { selected }) {
      if (!context) return;
      const pictures = picturesFor(frame.sky.phase);
      context.imageSmoothingEnabled = false;
      context.drawImage(pictures.background.canvas, 0, 0);
      drawBoard(context, frame.board);
      drawClock(context, frame.sky);
      drawSorted(context, pictures, frame, looks, selected);
      for (const confetti of frame.confetti) drawConfetti(context, confetti);
      drawWords(context, frame, agents, looks, { x: 0, y: 0, w, h }, selected);
    },
    personAt: (frame, x, y) => hit(frame, x, y),
  };
}

/** Furniture and people, from the back of the room to the front. */
function drawSorted(
  context: CanvasRenderingContext2D,
  pictures: Pictures,
  frame: OfficeFrame,
  looks: readonly Look[],
  selected: string | null,
): void {
  const standing = [...pictures.standing, ...frame.desks.flatMap((desk, slot) => pictures.desk(slot, desk))];
  const list = [
    ...standing.map(({ baseline, canvas, x, y }) => ({ baseline, paint: () => context.drawImage(canvas, x, y) })),
    ...frame.people
      .filter(({ here }) => here)
      .map((person) => ({
        baseline: person.y + person.zBias,
        paint: () => drawPerson(context, pictures, person, looks[person.slot] as Look, selected),
      })),
  ];
  for (const { paint } of list.sort((a, b) => a.baseline - b.baseline)) paint();
}

function posedOf({ pose, facing, phase, seat }: Person): Posed {
  const atDesk = seat?.startsWith('desk') ?? false;
  const onSofa = seat?.startsWith('sofa') ?? false;
  return {
    pose,
    facing: pose === 'celebrate' ? 'down' : facing,
    frame: phase % FRAMES[pose],
    seated: pose !== 'walk' && (atDesk || onSofa),
  };
}

function drawPerson(context: CanvasRenderingContext2D, pictures: Pictures, person: Person, look: Look, selected: string | null): void {
  const posed = posedOf(person);
  const [x, y] = [person.x - SPRITE.w / 2, person.y - SPRITE.h];
  if (!posed.seated) {
    context.globalAlpha = 0.45;
    context.fillStyle = '#06061a';
    context.fillRect(person.x - 5, person.y - 2, 10, 3);
    context.fillRect(person.x - 6, person.y - 1, 12, 1);
    context.globalAlpha = 1;
  }
  if (person.speaking || person.id === selected) {
    const halo = pictures.outline(look, posed);
    context.globalAlpha = 0.9;
    for (const [dx, dy] of [
      [-1, 0],
      [1, 0],
      [0, -1],
      [0, 1],
    ] as const)
      context.drawImage(halo, x + dx, y + dy);
    context.globalAlpha = 1;
  }
  context.drawImage(pictures.person(look, posed, person.x, person.y), x, y);
}

function drawWords(
  context: CanvasRenderingContext2D,
  frame: OfficeFrame,
  agents: readonly Named[],
  looks: readonly Look[],
  room: { x: number; y: number; w: number; h: number },
  selected: string | null,
): void {
  const people = frame.people.filter(({ here }) => here);
  const byId = new Map(people.map((person) => [person.id, person]));
  const said = frame.bubbles.flatMap((bubble) => {
    const person = byId.get(bubble.agentId);
    return person ? [{ ...bubble, x: person.x, y: person.y - person.hop, accent: looks[person.slot]?.ui ?? 'cyan2' }] : [];
  });
  const taken = drawBubbles(context, said, room);
  const speaking = new Set(said.map(({ agentId }) => agentId));
  for (const person of people)
    if (person.icon && !speaking.has(person.id)) drawSign(context, person.icon, person.x, person.y - SPRITE.h - person.hop);
  const matters = (person: Person) => Number(person.id === selected) * 4 + Number(person.speaking) * 2 + Number(person.icon !== null);
  const tags = people
    .toSorted((a, b) => matters(b) - matters(a))
    .map((person) => ({
      name: agents[person.slot]?.name ?? person.id,
      x: person.x,
      y: person.y,
      accent: looks[person.slot]?.ui ?? 'cyan2',
    }));
  drawTags(context, tags, taken, room);
}

/** At least twelve pixels around the middle of a person count as the person; the nearest to us wins. */
function hit(frame: OfficeFrame, x: number, y: number): string | null {
  const found = frame.people
    .filter((person) => person.here && Math.abs(person.x - x) <= 11 && y <= person.y + 3 && y >= person.y - SPRITE.h - 2)
    .toSorted((a, b) => b.y - a.y);
  return found[0]?.id ?? null;
}
