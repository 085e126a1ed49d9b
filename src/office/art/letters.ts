/** Writing on things. */
import { spelled, textPixels } from './font.ts';
import type { Brush } from './layer.ts';

/** @param glow how much of it shines, 0 = paint only @param size pixels a dot */
export function letters(brush: Brush, text: string, x: number, y: number, color: string, glow: number, size = 1): void {
  textPixels(spelled(text), (dx, dy) => {
    if (glow > 0) brush.shine(x + dx * size, y + dy * size, size, size, color, glow);
    else brush.rect(x + dx * size, y + dy * size, size, size, color);
  });
}
