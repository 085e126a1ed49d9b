import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { seededRandom } from '../../world/random.ts';
import { affinityTable, drawSpeaker, firstSpeaker, speakerWeights, toneFor } from './speaker-rules.ts';

const people: fc.Arbitrary<string[]> = fc.uniqueArray(fc.constantFrom('opus', 'brain', 'growth', 'creator', 'twitter-alt', 'observer'), {
  minLength: 2,
  maxLength: 6,
});
const affinity = fc.double({ min: 0.1, max: 0.95, noNaN: true });

describe('who speaks', () => {
  test('the coordinator opens where the format says so and they are there; else anybody does', () => {
    const random = seededRandom('first');
    expect(firstSpeaker(['brain', 'opus'], { opener: 'coordinator' }, 'opus', random)).toBe('opus');
    expect(firstSpeaker(['brain', 'growth'], { opener: 'coordinator' }, 'opus', random)).toMatch(/brain|growth/);
    const openers = new Set(
      Array.from({ length: 50 }, (_, n) => firstSpeaker(['brain', 'opus'], { opener: 'anyone' }, 'opus', random.fork(`${n}`))),
    );
    expect(openers).toEqual(new Set(['brain', 'opus']));
  });

  test('weights follow the formula for any people, history and affinities; the last speaker has none', () => {
    fc.assert(
      fc.property(people, fc.array(fc.nat(5), { maxLength: 20 }), affinity, fc.string(), (ids, history, value, seed) => {
        const said = history.map((n) => ids[n % ids.length] as string);
        const spoken = new Map(ids.map((id) => [id, said.filter((one) => one === id).length]));
        const lastSpeaker = said.at(-1) ?? null;
        const weights = speakerWeights({ participants: ids, lastSpeaker, spoken, affinity: () => value }, seededRandom(seed));
        expect(Object.keys(weights)).toEqual(ids.filter((id) => id !== lastSpeaker));
        for (const [id, w] of Object.entries(weights)) {
          const recency = said.length ? (spoken.get(id) ?? 0) / said.length : 0;
          const base = 1 + (lastSpeaker ? 0.6 * value : 0) - 0.4 * recency;
          expect(w.weight).toBeGreaterThanOrEqual(base - 0.202);
          expect(w.weight).toBeLessThanOrEqual(base + 0.202);
          expect(w.recency).toBeCloseTo(recency, 2);
        }
        const drawn = drawSpeaker(weights, seededRandom(`${seed}/draw`));
        expect(drawn).not.toBe(lastSpeaker);
        expect(ids).toContain(drawn);
      }),
    );
  });

  test('the draw is in proportion to the weights (20,000 draws, within 1.5 %)', () => {
    const weights = Object.fromEntries([1.6, 1.0, 0.4].map((weight, n) => [`a${n}`, { weight, affinity: 0, recency: 0, jitter: 0 }]));
    const counts = new Map<string, number>();
    const random = seededRandom('draws');
    for (let n = 0; n < 20_000; n++) {
      const id = drawSpeaker(weights, random);
      counts.set(id, (counts.get(id) ?? 0) + 1);
    }
    expect((counts.get('a0') ?? 0) / 20_000).toBeCloseTo(1.6 / 3, 1.9);
    expect(Math.abs((counts.get('a0') ?? 0) / 20_000 - 1.6 / 3)).toBeLessThan(0.015);
    expect(Math.abs((counts.get('a2') ?? 0) / 20_000 - 0.4 / 3)).toBeLessThan(0.015);
  });

  test('friends of the last speaker answer more often than the others (statistics with a fixed seed)', () => {
    const affinityOf = affinityTable([
      { agent_a: 'brain', agent_b: 'opus', affinity: 0.95 },
      { agent_a: 'opus', agent_b: 'twitter-alt', affinity: 0.1 },
    ]);
    const random = seededRandom('friends');
    let friend = 0;
    for (let n = 0; n < 4000; n++) {
      const room = {
        participants: ['opus', 'brain', 'twitter-alt'],
        lastSpeaker: 'opus',
        spoken: new Map([['opus', 1]]),
        affinity: affinityOf,
      };
      if (drawSpeaker(speakerWeights(room, random.fork(`${n}`)), random.fork(`draw ${n}`)) === 'brain') friend++;
    }
    const expected = (1 + 0.6 * 0.95) / (2 + 0.6 * 1.05);
    expect(Math.abs(friend / 4000 - expected)).toBeLessThan(0.025);
  });

  test('nobody may speak where nobody is', () => {
    expect(() => drawSpeaker({}, seededRandom('none'))).toThrow('nobody may speak');
  });
});

describe('tone', () => {
  const share = (value: number, tone: string) => {
    const random = seededRandom(`tone ${value}`);
    return Array.from({ length: 4000 }, (_, n) => toneFor(value, random.fork(`${n}`))).filter((one) => one === tone).length / 4000;
  };
  test.each([
    [0.3, 'challenge', 0.2],
    [0.3, 'critical', 0.8],
    [0.8, 'supportive', 0.4],
    [0.8, 'agreement', 0.6],
    [0.5, 'neutral', 1],
    [0.4, 'neutral', 1],
    [0.7, 'neutral', 1],
  ])('at affinity %d it is %s in %d of cases', (value, tone, expected) => {
    expect(Math.abs(share(value, tone) - expected)).toBeLessThan(0.025);
  });
});

test('a pair is found in either order; one nobody wrote down counts as 0.5', () => {
  const of = affinityTable([{ agent_a: 'a', agent_b: 'b', affinity: 0.9 }]);
  expect([of('a', 'b'), of('b', 'a'), of('a', 'c')]).toEqual([0.9, 0.9, 0.5]);
});
