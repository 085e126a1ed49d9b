/** What is drawn over the lit room: bubbles, name tags, signs over heads, the whiteboard's numbers, the clock's hands, confetti. */
import { spelled, textPixels, textWidth, wrapText } from '../art/font.ts';
import { COLORS } from '../art/palette.ts';
import { BOARD, CLOCK } from '../art/wall.ts';
import type { BoardNumbers, Bubble, Confetti, Icon, Sky } from '../frame.ts';

export type Box = { x: number; y: number; w: number; h: number };
type Context = CanvasRenderingContext2D;

const fill = (context: Context, x: number, y: number, w: number, h: number, color: string) => {
  context.fillStyle = COLORS[color] ?? color;
  context.fillRect(x, y, w, h);
};

export function write(context: Context, text: string, x: number, y: number, color: string): void {
  context.fillStyle = COLORS[color] ?? color;
  textPixels(spelled(text), (dx, dy) => context.fillRect(x + dx, y + dy, 1, 1));
}

const WIDEST = 118;
const MOST_LINES = 3;
const LINE = 7;
/** From the head's top to the tip of the tail. */
const ABOVE = 27;

/** Newest first; above the head, then to its left, then to its right. One that finds no place is left to the transcript. */
export function drawBubbles(context: Context, bubbles: readonly (Bubble & { x: number; y: number; accent: string })[], room: Box): Box[] {
  const taken: Box[] = [];
  for (const bubble of bubbles) {
    const lines = wrapText(bubble.text, WIDEST, MOST_LINES);
    const w = Math.max(...lines.map(textWidth), 8) + 8;
    const h = lines.length * LINE + 5;
    const tip = { x: bubble.x, y: bubble.y - ABOVE };
    const box = [0, -w * 0.45, w * 0.45]
      .map((dx) => clamped({ x: Math.round(tip.x - w / 2 + dx), y: tip.y - h - 4, w, h }, room))
      .find((one) => taken.every((other) => !meet(one, other)));
    if (!box) continue;
    taken.push({ ...box, h: box.h + 4 });
    context.globalAlpha = bubble.opacity;
    balloon(
      context,
      box,
      Math.min(box.x + w - 5, Math.max(box.x + 5, tip.x)),
      bubble.kind === 'said' ? bubble.accent : bubble.kind === 'failed' ? 'red1' : 'amber2',
    );
    for (const [i, line] of lines.entries())
      write(context, line, box.x + 4, box.y + 4 + i * LINE, bubble.kind === 'failed' ? 'red0' : 'board0');
    context.globalAlpha = 1;
  }
  return taken;
}

function balloon(context: Context, { x, y, w, h }: Box, tail: number, accent: string): void {
  const alpha = context.globalAlpha;
  context.globalAlpha = alpha * 0.35;
  fill(context, x + 1, y + 2, w, h, 'shade');
  context.globalAlpha = alpha;
  fill(context, x + 1, y - 1, w - 2, h + 2, 'ink0');
  fill(context, x - 1, y + 1, w + 2, h - 2, 'ink0');
  fill(context, x, y, w, h, 'ink0');
  fill(context, x + 1, y, w - 2, h, 'paper2');
  fill(context, x, y + 1, w, h - 2, 'paper2');
  fill(context, x + 1, y + h - 1, w - 2, 1, 'paper1');
  fill(context, x + 1, y, w - 2, 1, accent);
  fill(context, tail - 3, y + h, 6, 1, 'ink0');
  fill(context, tail - 2, y + h - 1, 4, 2, 'paper2');
  fill(context, tail - 2, y + h + 1, 4, 1, 'ink0');
  fill(context, tail - 1, y + h + 1, 2, 1, 'paper2');
  fill(context, tail - 1, y + h + 2, 2, 1, 'ink0');
}

/** Most important first; a name that would lie on another or on a bubble is left out. */
export function drawTags(
  context: Context,
  tags: readonly { name: string; x: number; y: number; accent: string }[],
  taken: readonly Box[],
  room: Box,
): void {
  const used = [...taken];
  for (const { name, x, y, accent } of tags) {
    const text = spelled(name).slice(0, 16);
    const w = textWidth(text) + 6;
    const box = clamped({ x: Math.round(x - w / 2), y: y + 1, w, h: 8 }, room);
    if (used.some((other) => meet(box, other))) continue;
    used.push(box);
    context.globalAlpha = 0.72;
    fill(context, box.x, box.y, w, 8, 'ink0');
    fill(context, box.x - 1, box.y + 1, w + 2, 6, 'ink0');
    context.globalAlpha = 1;
    fill(context, box.x - 1, box.y + 3, 2, 2, accent);
    write(context, text, box.x + 3, box.y + 1, 'paper2');
  }
}

function clamped(box: Box, room: Box): Box {
  return { ...box, x: Math.max(room.x + 3, Math.min(room.w - box.w - 3, box.x)), y: Math.max(2, Math.min(room.h - box.h - 1, box.y)) };
}

function meet(a: Box, b: Box): boolean {
  return a.x < b.x + b.w + 1 && b.x < a.x + a.w + 1 && a.y < b.y + b.h + 1 && b.y < a.y + a.h + 1;
}

/** Seven by seven; # is the colour, o the outline. */
const SIGNS: Readonly<Record<Icon, { color: string; rows: string }>> = {
  alert: { color: 'red1', rows: '..ooo..|..o#o..|..o#o..|..o#o..|..ooo..|..o#o..|..ooo..' },
  question: { color: 'amber2', rows: '.ooooo.|.o###o.|.ooo#o.|..o##o.|..oooo.|..o#o..|..ooo..' },
  done: { color: 'green3', rows: '.......|.....oo|....o#o|ooo#oo.|o#o#o..|oo#oo..|.ooo...' },
  shrug: { color: 'paper1', rows: '.......|oo...oo|o#o.o#o|oo###oo|.oo#oo.|..o#o..|..ooo..' },
  idea: { color: 'amber3', rows: '..ooo..|.o###o.|o#####o|o#####o|.o###o.|..o#o..|..ooo..' },
  heart: { color: 'magenta2', rows: '.oo.oo.|o##o##o|o#####o|oo###oo|.oo#oo.|..ooo..|.......' },
  spark: { color: 'red1', rows: 'oo...oo|o#o.o#o|.o#o#o.|..o#o..|.o#o#o.|o#o.o#o|oo...oo' },
};

/** @param y the head's top */
export function drawSign(context: Context, icon: Icon, x: number, y: number): void {
  const { color, rows } = SIGNS[icon];
  for (const [j, row] of rows.split('|').entries())
    for (const [i, dot] of [...row].entries()) if (dot !== '.') fill(context, x - 3 + i, y - 8 + j, 1, 1, dot === '#' ? color : 'ink0');
}

/** A dash stands for what is not known. */
export function drawBoard(context: Context, board: BoardNumbers): void {
  const { x, y } = BOARD;
  const or = (value: number | null) => (value === null ? '-' : String(value));
  write(context, 'OPS TODAY', x + 4, y + 4, 'board0');
  fill(context, x + 4, y + 11, 35, 1, 'magenta2');
  fill(context, x + 4, y + 12, 35, 1, 'magenta3');
  write(context, 'MISSIONS', x + 4, y + 16, 'board1');
  write(context, `${or(board.succeeded)}/${or(board.started)}`, x + 48, y + 16, 'mark0');
  write(context, 'RUNNING', x + 4, y + 24, 'board1');
  write(context, or(board.running), x + 48, y + 24, 'board0');
  write(context, 'NEEDS YOU', x + 4, y + 32, 'board1');
  write(context, or(board.waiting), x + 48, y + 32, board.waiting ? 'mark1' : 'board0');
  write(context, 'SPENT', x + 4, y + 42, 'board1');
  write(context, board.spentUsd === null ? '-' : `$${board.spentUsd.toFixed(2)}`, x + 48, y + 42, 'board0');
  const share = board.spentUsd !== null && board.capUsd ? Math.min(1, board.spentUsd / board.capUsd) : 0;
  fill(context, x + 4, y + 50, 84, 4, 'board2');
  if (share > 0) fill(context, x + 4, y + 50, Math.max(1, Math.round(84 * share)), 4, share > 0.8 ? 'mark1' : 'mark2');
  for (const [dx, dy, light, dark] of [
    [72, 3, 'amber3', 'amber2'],
    [82, 3, 'magenta3', 'mark1'],
    [80, 13, 'cyan3', 'mark2'],
  ] as const) {
    fill(context, x + dx, y + dy, 8, 8, light);
    fill(context, x + dx, y + dy, 8, 2, dark);
    fill(context, x + dx + 1, y + dy + 4, 5, 1, 'board1');
    fill(context, x + dx + 1, y + dy + 6, 3, 1, 'board1');
  }
}

/** Real hands, on a face six pixels in radius. */
export function drawClock(context: Context, { minutes }: Sky): void {
  hand(context, (minutes / 720) * 2 * Math.PI, 3, 'magenta2');
  hand(context, ((minutes % 60) / 60) * 2 * Math.PI, 4, 'cyan3');
}

function hand(context: Context, angle: number, long: number, color: string): void {
  for (let i = 0; i <= long; i++)
    fill(context, CLOCK.x + 6 + Math.round(Math.sin(angle) * i), CLOCK.y + 6 - Math.round(Math.cos(angle) * i), 1, 1, color);
}

const PAPER = ['magenta2', 'cyan2', 'amber3', 'green3', 'paper2'];
const PIECES = 24;
const FALLS_MS = 2600;

export function drawConfetti(context: Context, { x, y, ageMs, seed }: Confetti): void {
  if (ageMs > FALLS_MS) return;
  const t = ageMs / FALLS_MS;
  for (let i = 0; i < PIECES; i++) {
    const luck = ((seed >>> (i % 16)) + i * 37) % 97;
    const dx = ((luck % 36) - 18) * (0.5 + t);
    const dy = -44 + ((i * 53) % 24) - Math.sin(t * Math.PI) * 14 + t * 34;
    fill(context, Math.round(x + dx), Math.round(y + dy), i % 3 ? 1 : 2, 1, PAPER[i % 5] as string);
  }
}
