/** The event stream: nothing missed, nothing twice, whatever order transactions commit in. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { emit } from '../src/core/events/emit.ts';
import { readPolicies } from '../src/core/policy/policies.ts';
import type { StreamItem } from '../src/read/stream.ts';
import {
  cursorOf,
  cursorText,
  eventsAfter,
  eventsBefore,
  followEvents,
  MAX_REPLAY,
  newestCursor,
  parseCursor,
} from '../src/read/stream.ts';
import type { Sql } from '../src/world/db.ts';
import { smallCompany } from './small-company.ts';
import { type TestWorld, testWorld } from './world.ts';

let world: TestWorld;

beforeAll(async () => {
  world = await testWorld({ company: smallCompany(), clock: 'live' });
});
afterAll(() => world.close());

async function tell(title: string, sql: Sql = world.db.sql): Promise<string> {
  const policies = await readPolicies(world);
  const cause = { kind: 'person', id: 'ada' } as const;
  const agentId = world.company.coordinator;
  const [id] = await emit(world, sql, policies, [{ agentId, kind: 'trigger_fired', title, tags: [], cause, depth: 0 }]);
  return id as string;
}

/** Opens a transaction that has told something, and leaves it open until `commit`. */
async function openTransaction(title: string): Promise<{ id: string; commit(): Promise<void> }> {
  let commit = () => {};
  const hold = new Promise<void>((resolve) => {
    commit = resolve;
  });
  let done: Promise<unknown> = Promise.resolve();
  const id = await new Promise<string>((resolve, reject) => {
    done = world.db.begin(async (sql) => {
      resolve(await tell(title, sql));
      await hold;
    });
    done.catch(reject);
  });
  return {
    id,
    async commit() {
      commit();
      await done;
    },
  };
}

async function read(stream: AsyncGenerator<StreamItem>, enough: (items: StreamItem[]) => boolean): Promise<StreamItem[]> {
  const items: StreamItem[] = [];
  while (!enough(items)) {
    const next = await stream.next();
    if (next.done) throw new Error('the stream ended');
    items.push(next.value);
  }
  return items;
}
const ids = (items: StreamItem[]) => items.flatMap((item) => (item.type === 'events' ? item.events.map((event) => event.id) : []));

describe('following the events', () => {
  test('two transactions that commit out of the order of their numbers are both delivered, once', async () => {
    const ending = new AbortController();
    const stream = followEvents(world, { after: await newestCursor(world.db.sql), signal: ending.signal });
    await read(stream, (items) => items.some((item) => item.type === 'ping'));
    const slow = await openTransaction('began first, commits last');
    const fast = await openTransaction('began last, commits first');
    await fast.commit();
    await slow.commit();
    const last = await tell('after both');
    const seen = ids(await read(stream, (items) => ids(items).includes(last)));
    expect([...seen].sort()).toEqual([slow.id, fast.id, last].sort());
    ending.abort();
    expect((await stream.next()).done).toBe(true);
  });

  test('an event is not told while an older transaction could still bring one that belongs before it', async () => {
    const start = await newestCursor(world.db.sql);
    const slow = await openTransaction('still open');
    const fast = await tell('committed meanwhile');
    expect(await eventsAfter(world.db.sql, start, 10)).toEqual([]);
    await slow.commit();
    // Every transaction of this server counts, so another test's may hold the two back for a moment.
    await expect.poll(async () => (await eventsAfter(world.db.sql, start, 10)).map((event) => event.id)).toEqual([slow.id, fast]);
  });

  test('resumes behind its cursor without repeating', async () => {
    const first = await tell('one');
    const second = await tell('two');
    await expect.poll(async () => (await newestCursor(world.db.sql)).seq).toBe((await rowOf(second)).seq);
    const stream = followEvents(world, { after: cursorOf(await rowOf(first)), signal: new AbortController().signal });
    expect(ids(await read(stream, (items) => ids(items).length > 0))).toEqual([second]);
    await stream.return(undefined);
  });

  test('asks for a new reading when the cursor is beyond the newest event, or is not one', async () => {
    for (const after of [{ tx: '9000000000000000000', seq: '1' }, 'lost' as const]) {
      const stream = followEvents(world, { after, signal: new AbortController().signal });
      const [first] = await read(stream, (items) => items.length === 1);
      expect(first?.type).toBe('snapshot');
      await stream.return(undefined);
    }
  });

  test('asks for a new reading instead of replaying more than it should', async () => {
    const start = await newestCursor(world.db.sql);
    const policies = await readPolicies(world);
    const many = Array.from({ length: MAX_REPLAY + 1 }, (_, index) => ({
      agentId: world.company.coordinator,
      kind: 'trigger_fired' as const,
      title: `number ${index}`,
      tags: [],
      cause: { kind: 'person', id: 'ada' } as const,
      depth: 0,
    }));
    await emit(world, world.db.sql, policies, many);
    await expect.poll(async () => (await eventsAfter(world.db.sql, start, MAX_REPLAY + 1)).length).toBe(MAX_REPLAY + 1);
    const stream = followEvents(world, { after: start, signal: new AbortController().signal });
    const [first] = await read(stream, (items) => items.length === 1);
    expect(first?.type).toBe('snapshot');
    const next = await tell('after the gap');
    expect(ids(await read(stream, (items) => ids(items).length > 0))).toEqual([next]);
    await stream.return(undefined);
  });

  test('pages into the past by number, not by text', async () => {
    await expect.poll(async () => (await eventsBefore(world.db.sql, null, 1))[0]?.title).toBe('after the gap');
    const newest = await eventsBefore(world.db.sql, null, 20);
    const numbers = newest.map((event) => Number(event.seq));
    expect(numbers).toEqual([...numbers].sort((a, b) => b - a));
    const older = await eventsBefore(world.db.sql, cursorOf(newest[9] as (typeof newest)[number]), 10);
    expect(older.map((event) => event.id)).toEqual(newest.slice(10).map((event) => event.id));
  });
});

async function rowOf(id: string): Promise<{ tx: string; seq: string }> {
  const [row] = await world.db.sql<{ tx: string; seq: string }[]>`select tx::text, seq::text from ops_agent_events where id = ${id}`;
  return row as { tx: string; seq: string };
}

describe('cursors', () => {
  test('are two decimal numbers within 63 bits; anything else is none', () => {
    expect(parseCursor('12.34')).toEqual({ tx: '12', seq: '34' });
    for (const text of [
      null,
      '',
      '1',
      '1.',
      '-1.2',
      '1.2.3',
      '1e3.2',
      "1.1'--",
      '9223372036854775808.1',
      '99999999999999999999.1',
      '１.２',
    ]) {
      expect(parseCursor(text)).toBeNull();
    }
    expect(cursorText({ tx: '1', seq: '2' })).toBe('1.2');
  });
});
