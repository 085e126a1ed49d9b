/** Decisions leave once: after the pause, or when the page goes; never after they were taken back, never twice. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Choice, decisionQueue, type Sent, SHOWN_MS, UNDO_MS } from './decisions.ts';

type Timer = { at: number; work: () => void };

function bench(answers: (choice: Choice) => Sent = () => ({ ok: true, status: 'accepted', reason: null })) {
  let now = 0;
  const timers = new Set<Timer>();
  const sent: string[] = [];
  const queue = decisionQueue({
    now: () => now,
    later: (ms, work) => {
      const timer = { at: now + ms, work };
      timers.add(timer);
      return () => timers.delete(timer);
    },
    send: async (choice) => {
      sent.push(choice.id);
      return answers(choice);
    },
    changed: () => undefined,
  });
  const pass = async (ms: number) => {
    now += ms;
    for (const timer of [...timers]) {
      if (timer.at > now) continue;
      timers.delete(timer);
      timer.work();
    }
    await new Promise((resolve) => setImmediate(resolve));
  };
  const standing = (id: string) => queue.all().find((one) => one.id === id)?.standing;
  return { queue, sent, pass, standing };
}

const accept = (id: string): Choice => ({ id, title: id, decision: 'accept', reason: '' });

describe('a decision on its way', () => {
  test('leaves after six seconds, and not before', async () => {
    const { queue, sent, pass, standing } = bench();
    queue.decide([accept('a')]);
    await pass(UNDO_MS - 1);
    expect(sent).toEqual([]);
    await pass(1);
    expect(sent).toEqual(['a']);
    expect(standing('a')).toMatchObject({ state: 'done', outcome: 'accepted' });
  });
  test('is taken back within them, alone or with its companions, and can be made again', async () => {
    const { queue, sent, pass } = bench();
    queue.decide([accept('a'), accept('b'), accept('c')]);
    expect(queue.undo(['a', 'b'])).toBe(true);
    await pass(UNDO_MS);
    expect(sent).toEqual(['c']);
    expect(queue.undo(['c'])).toBe(false);
    queue.decide([accept('a')]);
    await pass(UNDO_MS);
    expect(sent).toEqual(['c', 'a']);
  });
  test('leaves at once when the page goes, and once only', async () => {
    const { queue, sent, pass } = bench();
    queue.decide([accept('a')]);
    queue.flush();
    queue.flush();
    await pass(UNDO_MS * 2);
    expect(sent).toEqual(['a']);
  });
  test('is tried again while the server cannot be reached', async () => {
    let up = false;
    const { queue, sent, pass, standing } = bench(() =>
      up ? { ok: true, status: 'accepted', reason: null } : { ok: false, status: 0, message: 'gone' },
    );
    queue.decide([accept('a')]);
    await pass(UNDO_MS);
    expect(standing('a')).toMatchObject({ state: 'retrying' });
    expect(queue.undo(['a'])).toBe(false);
    up = true;
    await pass(5_000);
    expect(sent).toEqual(['a', 'a']);
    expect(standing('a')).toMatchObject({ state: 'done' });
  });
  test('that another made, or whose answer was lost, is over; what the server refuses waits as before', async () => {
    const { queue, pass, standing } = bench(({ id }) =>
      id === 'other'
        ? { ok: false, status: 409, message: 'This proposal is accepted already' }
        : { ok: false, status: 401, message: 'Sign in' },
    );
    queue.decide([accept('other'), accept('refused')]);
    await pass(UNDO_MS);
    expect(standing('other')).toMatchObject({ state: 'done', said: 'This proposal is accepted already' });
    expect(standing('refused')).toMatchObject({ state: 'failed', message: 'Sign in' });
    await pass(SHOWN_MS);
    expect(queue.all().map(({ id }) => id)).toEqual(['refused']);
  });
  test('that a gate refuses says so', async () => {
    const { queue, pass, standing } = bench(() => ({ ok: true, status: 'rejected', reason: 'x_daily_quota: 5 of 5 used today' }));
    queue.decide([accept('a')]);
    await pass(UNDO_MS);
    expect(standing('a')).toMatchObject({ outcome: 'rejected', said: expect.stringContaining('5 of 5') });
  });
  test('whatever is pressed in whatever order: what stands is sent exactly once, what was taken back never', async () => {
    const press = fc.oneof(
      fc.record({ do: fc.constant('decide' as const), id: fc.constantFrom('a', 'b', 'c') }),
      fc.record({ do: fc.constant('undo' as const), id: fc.constantFrom('a', 'b', 'c') }),
      fc.record({ do: fc.constant('pass' as const), ms: fc.integer({ min: 0, max: 9_000 }) }),
      fc.record({ do: fc.constant('flush' as const) }),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(press, { maxLength: 30 }), async (presses) => {
        const { queue, sent, pass } = bench();
        const wanted = new Set<string>();
        for (const one of presses) {
          if (one.do === 'decide') {
            queue.decide([accept(one.id)]);
            wanted.add(one.id);
          } else if (one.do === 'undo') {
            if (queue.undo([one.id])) wanted.delete(one.id);
          } else if (one.do === 'pass') await pass(one.ms);
          else queue.flush();
        }
        queue.flush();
        await pass(UNDO_MS);
        expect(sent.toSorted()).toEqual([...wanted].sort());
      }),
      { numRuns: 300 },
    );
  });
});
