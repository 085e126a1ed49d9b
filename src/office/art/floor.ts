/** The floor: tiles, the light that falls in through the window, the glow along the wall, and rugs. */
import type { Brush } from './layer.ts';
import type { SkyPhase } from './palette.ts';
import { shade } from './shade.ts';
import { WALL_HIGH } from './wall.ts';

export function floor(brush: Brush, wide: number, high: number, phase: SkyPhase): void {
  for (let row = 0; WALL_HIGH + row * 16 < high; row++) for (let col = 0; col * 16 < wide; col++) tile(brush, col, row);
  brush.dither(0, WALL_HIGH, wide, 3, 'ink0', 0.75);
  brush.dither(0, WALL_HIGH + 3, wide, 4, 'floor0', 0.5);
  brush.dither(0, WALL_HIGH + 7, wide, 6, 'floor0', 0.22);
  panes(brush, phase);
  if (phase !== 'day') brush.dither(318, WALL_HIGH + 1, 88, 22, 'paper1', (_, v) => (1 - v) * 0.8, 0.14);
  brush.dither(0, WALL_HIGH, wide, 7, 'magenta2', (_, v) => 0.75 - v * 0.77, phase === 'day' ? 0.12 : 0.42);
}

function tile(brush: Brush, col: number, row: number): void {
  const [x, y] = [col * 16, WALL_HIGH + row * 16];
  const kind = (col * 7 + row * 13 + col * row * 3) % 11;
  brush.rect(x, y, 16, 16, (col + row) % 2 ? 'floor3' : 'floor2');
  if (kind === 0) {
    brush.rect(x + 3, y + 4, 6, 1, 'floor4');
    brush.rect(x + 3, y + 5, 3, 1, 'floor4');
  }
  if (kind === 4) brush.rect(x + 9, y + 11, 4, 1, 'floor1');
  brush.rect(x, y, 16, 1, 'seam0');
  brush.rect(x, y, 1, 16, 'seam1');
  brush.rect(x, y + 15, 16, 1, 'floor1');
  brush.rect(x + 15, y, 1, 16, 'floor1');
}

const PANES: Readonly<Record<SkyPhase, { color: string; alpha: number; long: number; slant: number }>> = {
  day: { color: '#ffffff', alpha: 0.16, long: 66, slant: 0.35 },
  dusk: { color: '#ff9a5c', alpha: 0.24, long: 96, slant: 0.55 },
  night: { color: '#5a7aff', alpha: 0.13, long: 66, slant: 0.35 },
};

/** Four slanted patches that fade in six steps. */
function panes(brush: Brush, phase: SkyPhase): void {
  const { color, alpha, long, slant } = PANES[phase];
  for (const [x, w] of [
    [118, 42],
    [163, 43],
    [208, 42],
    [252, 42],
  ] as const)
    for (let j = 0; j < long; j++)
      brush.rect(
        x + Math.floor(j * slant),
        100 + j,
        w - 2 + Math.floor(j * 0.06),
        1,
        color,
        alpha * Math.min(1, Math.ceil((1 - j / long) * 6) / 5),
      );
}

/** An oval rug with its rim and weave. */
export function rug(brush: Brush, x: number, y: number, w: number, h: number, rim: string, ground: string, edge: string): void {
  const weave = shade(ground, 1.14);
  for (let j = 0; j < h; j++)
    for (let i = 0; i < w; i++) {
      const d = ((i - w / 2 + 0.5) / (w / 2)) ** 2 + ((j - h / 2 + 0.5) / (h / 2)) ** 2;
      if (d < 1) brush.rect(x + i, y + j, 1, 1, ringOf(d, i, j, { rim, ground, edge, weave }));
    }
  for (let i = 0; i < w; i++) {
    const u = (i - w / 2 + 0.5) / (w / 2);
    brush.rect(x + i, y + (h >> 1) + Math.round((h / 2) * Math.sqrt(Math.max(0, 1 - u * u))), 1, 1, 'shade', 0.3);
  }
}

function ringOf(
  d: number,
  i: number,
  j: number,
  { rim, ground, edge, weave }: { rim: string; ground: string; edge: string; weave: string },
): string {
  if (d > 0.93) return edge;
  if (d > 0.84) return rim;
  if (d > 0.79) return weave;
  if (d > 0.74 || ((i + 4) % 12 < 2 && (j + 2) % 8 === 0)) return rim;
  return d > 0.36 && d < 0.4 ? weave : ground;
}
