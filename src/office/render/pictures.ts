/** Baked pictures as canvases, each made once and kept. With renderer.ts the only files that touch a canvas. */

import type { Layer } from '../art/layer.ts';
import type { SkyPhase } from '../art/palette.ts';
import type { Look } from '../art/people/cast.ts';
import { FRAMES, type Posed } from '../art/people/compose.ts';
import { personSprite } from '../art/people/sprite.ts';
import { background, type DeskState, deskItems, type Item, lampsOf, pieces, sizeOf } from '../art/scene.ts';
import { type LightMap, lightAt, lightMap, lit, litPerson } from '../light/light.ts';
import type { Room } from '../sim/room-shape.ts';

export type Picture = { canvas: CanvasImageSource; x: number; y: number };
export type Standing = Picture & { id: string; baseline: number };

export type Pictures = {
  background: Picture;
  standing: readonly Standing[];
  desk(slot: number, state: DeskState): readonly Standing[];
  /** In the light of the place; coordinates are the caller's. */
  person(look: Look, posed: Posed, x: number, y: number): CanvasImageSource;
  /** The same in one colour, for the halo. */
  outline(look: Look, posed: Posed): CanvasImageSource;
};

/** People in the light of many places: the oldest go first. */
const MOST_PEOPLE = 1200;

export function paintPictures(room: Room, phase: SkyPhase, looks: readonly Look[]): Pictures {
  const { w, h } = sizeOf(room);
  const accents = looks.map(({ ui }) => ui);
  const map = lightMap(w, h, phase, lampsOf(room, phase, accents));
  const desks = new Map<string, readonly Standing[]>();
  const people = new Map<string, CanvasImageSource>();
  const sprites = new Map<string, Layer>();
  const keep = (key: string, make: () => CanvasImageSource): CanvasImageSource => {
    const known = people.get(key);
    if (known) return known;
    if (people.size >= MOST_PEOPLE) people.delete(people.keys().next().value as string);
    const made = make();
    people.set(key, made);
    return made;
  };
  const spriteOf = (look: Look, posed: Posed, key: string): Layer => {
    const sprite = sprites.get(key) ?? personSprite(look, posed);
    sprites.set(key, sprite);
    return sprite;
  };
  return {
    background: picture(background(room, phase), map),
    standing: pieces(room).map((item) => standing(item, map)),
    desk(slot, state) {
      const key = `${slot} ${state.light} ${state.screen}`;
      const known = desks.get(key) ?? deskItems(room, slot, state, accents[slot] ?? '#27d6e6').map((item) => standing(item, map));
      desks.set(key, known);
      return known;
    },
    person(look, posed, x, y) {
      const light = lightAt(map, x, y - 12);
      const key = keyOf(look, posed);
      return keep(`${key} ${light.join()}`, () => {
        const sprite = spriteOf(look, posed, key);
        return canvasOf(litPerson(sprite, light, phase), sprite.w, sprite.h);
      });
    },
    outline(look, posed) {
      const key = keyOf(look, posed);
      return keep(`${key} halo`, () => halo(spriteOf(look, posed, key), look.ui));
    },
  };
}

function keyOf(look: Look, { pose, facing, frame, seated }: Posed): string {
  return `${look.name}${look.ui} ${pose} ${facing} ${frame % FRAMES[pose]} ${seated}`;
}

function picture(layer: Layer, map: LightMap): Picture {
  return { canvas: canvasOf(lit(layer, map), layer.w, layer.h), x: layer.x, y: layer.y };
}

function standing({ id, baseline, layer }: Item, map: LightMap): Standing {
  return { id, baseline, ...picture(layer, map) };
}

function halo(sprite: Layer, color: string): CanvasImageSource {
  const pixels = new Uint8ClampedArray(sprite.base.length);
  const parts = [1, 3, 5].map((at) => Number.parseInt(color.slice(at, at + 2), 16));
  for (let at = 0; at < pixels.length; at += 4) if (sprite.base[at + 3]) pixels.set([...parts, 255], at);
  return canvasOf(pixels, sprite.w, sprite.h);
}

function canvasOf(pixels: Uint8ClampedArray<ArrayBuffer>, w: number, h: number): CanvasImageSource {
  const canvas = document.createElement('canvas');
  canvas.width = w;
  canvas.height = h;
  canvas.getContext('2d')?.putImageData(new ImageData(pixels, w, h), 0, 0);
  return canvas;
}
