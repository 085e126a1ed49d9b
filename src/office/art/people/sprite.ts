/** A composed person as pixels, and what of it shines by itself. Pure. */
import { type Layer, newLayer } from '../layer.ts';
import { rgb } from '../palette.ts';
import type { Look } from './cast.ts';
import { compose, type Posed, SPRITE } from './compose.ts';

/** A layer at 0, 0; its feet stand on the middle of its lower edge. The eyes under a hood shine. */
export function personSprite(look: Look, posed: Posed): Layer {
  const layer = newLayer(0, 0, SPRITE.w, SPRITE.h);
  for (const [y, line] of compose(look, posed).entries())
    for (const [x, role] of line.entries()) {
      if (role === '.') continue;
      const color = look.colors[role] ?? look.colors.S;
      if (!color) throw new Error(`art: ${look.name} has no colour for "${role}"`);
      const at = (y * SPRITE.w + x) * 4;
      layer.base.set([...rgb(color), 255], at);
      if (look.hooded && role === 'A' && y < 15) layer.glow.set([...rgb(color), 255], at);
    }
  return layer;
}
