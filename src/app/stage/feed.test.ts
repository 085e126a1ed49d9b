import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { StreamEvent } from '../../read/stream.ts';
import { arrive, extend, isAfter, release, startFeed } from './feed.ts';
import { FEED_MOST } from './limits.ts';

const event = (tx: number, seq: number) => ({ id: `${tx}.${seq}`, tx: String(tx), seq: String(seq) }) as StreamEvent;
const ids = (events: StreamEvent[]) => events.map((e) => e.id);

describe('the feed', () => {
  test('puts new events on top and drops what it has seen', () => {
    const feed = arrive(startFeed([event(5, 9)]), [event(5, 9), event(6, 8), event(6, 10)], false);
    expect(ids(feed.shown)).toEqual(['6.10', '6.8', '5.9']);
    expect(arrive(feed, [event(6, 10)], false)).toBe(feed);
  });
  test('holds new events back while someone reads, and shows all of them when asked', () => {
    const reading = arrive(arrive(startFeed([event(1, 1)]), [event(2, 2)], true), [event(3, 3)], true);
    expect(ids(reading.shown)).toEqual(['1.1']);
    expect(ids(reading.held)).toEqual(['3.3', '2.2']);
    expect(ids(release(reading).shown)).toEqual(['3.3', '2.2', '1.1']);
    expect(ids(arrive(reading, [event(4, 4)], false).shown)).toEqual(['4.4', '3.3', '2.2', '1.1']);
  });
  test('reads on into the past without repeating a row', () => {
    expect(ids(extend(startFeed([event(5, 5), event(4, 4)]), [event(4, 4), event(3, 3)]).shown)).toEqual(['5.5', '4.4', '3.3']);
  });
  test('orders numbers as numbers, also beyond 2^53', () => {
    expect(isAfter({ tx: '10', seq: '1' }, { tx: '9', seq: '1' })).toBe(true);
    expect(isAfter({ tx: '9007199254740993', seq: '1' }, { tx: '9007199254740992', seq: '9' })).toBe(true);
  });
  test('keeps a bounded number', () => {
    const many = Array.from({ length: FEED_MOST + 50 }, (_, i) => event(i + 2, 1));
    expect(arrive(startFeed([event(1, 1)]), many, false).shown).toHaveLength(FEED_MOST);
  });
  test('shows every event once and in order, however the stream is cut, repeated and held', () => {
    const script = fc.array(fc.tuple(fc.nat(12), fc.nat(12), fc.boolean()), { maxLength: 30 });
    fc.assert(
      fc.property(script, (steps) => {
        const all = Array.from({ length: 25 }, (_, i) => event(Math.floor(i / 2) + 1, i));
        let feed = startFeed([]);
        for (const [from, count, hold] of steps) feed = arrive(feed, all.slice(from, from + count), hold);
        const shown = ids(release(feed).shown);
        const expected = ids(all).filter((id) => shown.includes(id));
        expect([...shown].reverse()).toEqual(expected);
      }),
    );
  });
});
