/** The city behind the window: three rows of buildings, lit windows, and after sunset its billboards. */
import { type Brush, draw } from './layer.ts';
import { SKIES, type SkyPhase } from './palette.ts';

type Frame = { x: number; y: number; w: number; h: number };
type Row = { color: string; high: [number, number]; wide: [number, number]; windows: string | null; lit: number };

export function skyline(brush: Brush, { x, y, w, h }: Frame, phase: SkyPhase, random: () => number): void {
  const { far, mid, near, windows } = SKIES[phase];
  const rows: Row[] = [
    { color: far, high: [14, 34], wide: [6, 13], windows: null, lit: 0 },
    { color: mid, high: [12, 32], wide: [8, 16], windows, lit: 0.2 },
    { color: near, high: [5, 20], wide: [10, 20], windows, lit: phase === 'night' ? 0.42 : 0.24 },
  ];
  for (const row of rows) buildings(brush, { x, y, w, h }, row, phase, random);
  if (phase === 'day') return;
  const base = y + h;
  draw(
    brush,
    x,
    base,
    '* 30 -30 9 16 magenta0; * 31 -29 7 14 magenta1; * 32 -27 5 1 magenta3; * 32 -24 5 1 magenta3; * 32 -21 5 1 magenta3; * 32 -18 5 1 magenta3',
  );
  draw(
    brush,
    x,
    base,
    '* 118 -24 18 8 cyan0; * 119 -23 16 6 cyan1; * 121 -21 12 1 cyan3; * 121 -19 8 1 cyan3; * 60 -34 12 1 amber3; * 64 -34 1 1 white; * 140 -38 6 1 cyan3',
  );
}

function buildings(brush: Brush, { x, y, w, h }: Frame, row: Row, phase: SkyPhase, random: () => number): void {
  const base = y + h;
  for (let left = x; left < x + w; ) {
    const wide = Math.min(x + w - left, Math.floor(row.wide[0] + random() * (row.wide[1] - row.wide[0])));
    const high = Math.floor(row.high[0] + random() * (row.high[1] - row.high[0]));
    brush.shine(left, base - high, wide, high, row.color);
    const roof = random();
    if (roof < 0.3 && wide > 6) brush.shine(left + (wide >> 1), base - high - 5, 1, 5, row.color);
    else if (roof < 0.5 && wide > 7) brush.shine(left + 2, base - high - 2, wide - 4, 2, row.color);
    if (row.windows) lights(brush, left, base, wide, high, row as Row & { windows: string }, random);
    if (phase !== 'day' && roof < 0.3 && wide > 6) brush.shine(left + (wide >> 1), base - high - 6, 1, 1, 'red1');
    left += wide + (random() < 0.25 ? 1 : 0);
  }
}

function lights(
  brush: Brush,
  left: number,
  base: number,
  wide: number,
  high: number,
  row: Row & { windows: string },
  random: () => number,
): void {
  for (let wy = base - high + 2; wy < base - 1; wy += 3)
    for (let wx = left + 2; wx < left + wide - 1; wx += 2)
      if (random() < row.lit) brush.shine(wx, wy, 1, 1, random() < 0.62 ? row.windows : random() < 0.5 ? 'cyan2' : 'magenta2');
}
