/** A person's decisions on their way: each waits six seconds in which it can be taken back, then leaves, exactly once. Pure but for what it is given. */

export type Choice = { id: string; title: string; decision: 'accept' | 'reject'; reason: string };

export type Standing =
  /** Can be taken back until `leavesAt`. */
  | { state: 'waiting'; leavesAt: number }
  | { state: 'sending' }
  /** The server could not be reached; tried again by itself. */
  | { state: 'retrying'; leavesAt: number }
  | { state: 'done'; outcome: 'accepted' | 'rejected'; said: string }
  /** The server refused: the proposal waits as before. */
  | { state: 'failed'; message: string };

export type Decided = Choice & { standing: Standing };

export type Sent = { ok: true; status: 'accepted' | 'rejected'; reason: string | null } | { ok: false; status: number; message: string };

export type Outside = {
  now(): number;
  /** Calls back after that many milliseconds; hands back how to call it off. */
  later(ms: number, work: () => void): () => void;
  send(choice: Choice): Promise<Sent>;
  /** Something stands differently. */
  changed(): void;
};

export const UNDO_MS = 6_000;
const RETRY_MS = 5_000;
/** What is over stays in its place this long. */
export const SHOWN_MS = 8_000;
/** Not reached, or not just now. */
const PASSING: readonly number[] = [0, 502, 503, 504];

export type Decisions = {
  all(): readonly Decided[];
  decide(choices: readonly Choice[]): void;
  /** False when it has left already. */
  undo(ids: readonly string[]): boolean;
  /** Sends all that still waits, now: the page is going away. */
  flush(): void;
  /** Decided for good here, whatever an older list still shows. */
  isOver(id: string): boolean;
};

export function decisionQueue(outside: Outside): Decisions {
  const decided = new Map<string, Decided>();
  const over = new Set<string>();
  const timers = new Map<string, () => void>();

  const stand = (id: string, standing: Standing) => {
    const known = decided.get(id);
    if (!known) return;
    decided.set(id, { ...known, standing });
    outside.changed();
  };
  const waitFor = (id: string, ms: number, state: 'waiting' | 'retrying') => {
    stand(id, { state, leavesAt: outside.now() + ms });
    timers.set(
      id,
      outside.later(ms, () => leave(id)),
    );
  };
  const leave = (id: string) => {
    timers.get(id)?.();
    timers.delete(id);
    const choice = decided.get(id);
    // What is on its way or over is never sent again.
    if (!choice || (choice.standing.state !== 'waiting' && choice.standing.state !== 'retrying')) return;
    stand(id, { state: 'sending' });
    outside.send(choice).then((sent) => settle(choice, sent));
  };
  const settle = (choice: Choice, sent: Sent) => {
    if (!sent.ok && PASSING.includes(sent.status)) return waitFor(choice.id, RETRY_MS, 'retrying');
    const standing = standingOf(choice, sent);
    stand(choice.id, standing);
    if (standing.state !== 'done') return;
    over.add(choice.id);
    outside.later(SHOWN_MS, () => drop(choice.id));
  };
  const drop = (id: string) => {
    if (decided.delete(id)) outside.changed();
  };

  return {
    isOver: (id) => over.has(id),
    all: () => [...decided.values()],
    decide(choices) {
      for (const choice of choices) {
        const state = decided.get(choice.id)?.standing.state;
        if (over.has(choice.id) || (state && state !== 'failed')) continue;
        decided.set(choice.id, { ...choice, standing: { state: 'waiting', leavesAt: 0 } });
        waitFor(choice.id, UNDO_MS, 'waiting');
      }
    },
    undo(ids) {
      const back = ids.filter((id) => decided.get(id)?.standing.state === 'waiting');
      for (const id of back) {
        timers.get(id)?.();
        timers.delete(id);
        decided.delete(id);
      }
      if (back.length) outside.changed();
      return back.length > 0;
    },
    flush() {
      for (const { id, standing } of [...decided.values()]) if (standing.state === 'waiting' || standing.state === 'retrying') leave(id);
    },
  };
}

function standingOf(choice: Choice, sent: Sent): Standing {
  // Decided already: by somebody else, or by this very request whose answer was lost.
  if (!sent.ok && sent.status === 409)
    return { state: 'done', outcome: choice.decision === 'accept' ? 'accepted' : 'rejected', said: sent.message };
  if (!sent.ok) return { state: 'failed', message: sent.message };
  if (choice.decision === 'accept' && sent.status === 'rejected')
    return { state: 'done', outcome: 'rejected', said: `A gate refused it: ${sent.reason ?? ''}` };
  return { state: 'done', outcome: sent.status, said: sent.status === 'accepted' ? 'Approved: it is a mission now' : 'Rejected' };
}
