/** Where agents stand in the picture of relationships: who is close stands close. Pure, and the same for the same numbers. */
export type Tie = { a: string; b: string; affinity: number };
export type Place = { id: string; x: number; y: number };

const ROUNDS = 300;

/** Coordinates within 0…1, spread over the whole square. Springs of length 1.15 − affinity pull from a circle to where they come to rest. */
export function layOut(ids: readonly string[], ties: readonly Tie[]): Place[] {
  const places = ids.map((id, index) => {
    const angle = (index / Math.max(1, ids.length)) * 2 * Math.PI - Math.PI / 2;
    return { id, x: Math.cos(angle) / 2, y: Math.sin(angle) / 2 };
  });
  const byId = new Map(places.map((place) => [place.id, place]));
  for (let round = 0; round < ROUNDS; round++) {
    const step = 0.12 * (1 - round / ROUNDS);
    for (const { a, b, affinity } of ties) {
      const [from, to] = [byId.get(a), byId.get(b)];
      if (!from || !to) continue;
      const [dx, dy] = [to.x - from.x, to.y - from.y];
      const distance = Math.hypot(dx, dy) || 0.001;
      const pull = (step * (distance - (1.15 - affinity))) / distance / 2;
      from.x += dx * pull;
      from.y += dy * pull;
      to.x -= dx * pull;
      to.y -= dy * pull;
    }
  }
  return fitted(places);
}

function fitted(places: Place[]): Place[] {
  const range = (values: number[]) => ({ low: Math.min(...values), size: Math.max(...values) - Math.min(...values) || 1 });
  const [x, y] = [range(places.map((place) => place.x)), range(places.map((place) => place.y))];
  return places.map((place) => ({ id: place.id, x: (place.x - x.low) / x.size, y: (place.y - y.low) / y.size }));
}
