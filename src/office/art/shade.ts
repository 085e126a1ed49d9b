/** A colour made darker or lighter by a factor; `#rrggbb`. Pure. */
import { rgb } from './palette.ts';

export function shade(color: string, factor: number): string {
  const part = (c: number) =>
    Math.min(255, Math.round(c * factor))
      .toString(16)
      .padStart(2, '0');
  return `#${rgb(color).map(part).join('')}`;
}
