/** Who goes where: recorded needs first, then idle ones, each place to one agent. A function of intents alone, so nobody's arrival matters. Pure. */
import type { Cast, Intent, Wish } from './director.ts';
import type { Talk } from './knowledge.ts';
import { type Ground, type Place, placesOf } from './tilemap.ts';

/** Formats for which a quiet corner is enough. */
const AT_EASE: Record<string, readonly string[]> = {
  watercooler: ['coffee', 'sofa', 'table'],
  one_on_one: ['sofa', 'table'],
  mentoring: ['sofa', 'table'],
  night_shift: ['sofa', 'table'],
};
const FORMAL = ['table', 'sofa', 'coffee'] as const;

/** The place of each agent, in the order of the cast. */
export function assign(ground: Ground, cast: Cast, intents: readonly Intent[]): Place[] {
  const taken = new Set<string>();
  const result: (Place | undefined)[] = cast.map(() => undefined);
  const take = (agent: number, place: Place | undefined) => {
    if (!place || result[agent] || taken.has(place.id)) return false;
    taken.add(place.id);
    result[agent] = place;
    return true;
  };
  const wishing = <T extends Wish['to']>(to: T) =>
    intents.flatMap(({ wish }, agent) => (wish.to === to ? [{ agent, wish: wish as Extract<Wish, { to: T }> }] : []));

  for (const { agent } of wishing('door')) result[agent] = placesOf(ground, 'door')[0];
  const since = (agent: number) => intents[agent]?.sinceMs ?? 0;
  for (const { agent } of wishing('rack').sort((a, b) => since(a.agent) - since(b.agent) || a.agent - b.agent))
    placesOf(ground, 'rack').some((place) => take(agent, place));
  seatTalks(ground, cast, wishing('talk'), taken, take);
  for (const { agent } of wishing('board').sort((a, b) => a.wish.sinceMs - b.wish.sinceMs || a.agent - b.agent))
    placesOf(ground, 'board').some((place) => take(agent, place));
  for (const { agent, wish } of wishing('ambient').sort((a, b) => a.wish.stay.startMs - b.wish.stay.startMs || a.agent - b.agent)) {
    const places = placesOf(ground, wish.stay.kind);
    const first = Math.floor(wish.stay.luck * places.length);
    places.some((_, i) => take(agent, places[(first + i) % places.length]));
  }
  return result.map((place, agent) => place ?? deskOf(ground, agent));
}

/** @throws when the room has no desk for the agent */
export function deskOf(ground: Ground, agent: number): Place {
  const desk = ground.byId.get(`desk:${agent}`);
  if (!desk) throw new Error(`room: no desk:${agent}; the room must have a desk for each agent`);
  return desk;
}

/** Each member's seat is kept for the whole talk, also while it works: nobody changes seats because another one gets up. */
function seatTalks(
  ground: Ground,
  cast: Cast,
  wishing: { agent: number; wish: { talk: Talk } }[],
  taken: Set<string>,
  take: (agent: number, place: Place | undefined) => boolean,
): void {
  const talks = [...new Set(wishing.map(({ wish }) => wish.talk))].sort((a, b) => (a.first < b.first ? -1 : 1));
  for (const talk of talks) {
    const members = talk.members.map((id) => cast.findIndex((one) => one.id === id)).filter((agent) => agent >= 0);
    const kinds = AT_EASE[talk.format] ?? FORMAL;
    const free = (kind: string) => placesOf(ground, kind).filter((place) => !taken.has(place.id));
    // Together where there is room for all; else wherever there is a seat.
    const together = kinds.find((kind) => free(kind).length >= members.length);
    const seats = together ? free(together) : [...kinds, 'spot'].flatMap(free);
    for (const [i, agent] of members.entries()) {
      const seat = seats[i];
      if (!wishing.some((one) => one.agent === agent && one.wish.talk === talk)) {
        if (seat) taken.add(seat.id);
      } else take(agent, seat);
    }
  }
}
