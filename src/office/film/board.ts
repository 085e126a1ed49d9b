/** What the whiteboard shows in a film: counted from the film's own events, so it never knows more than has happened. Pure. */
import type { BoardNumbers } from '../frame.ts';
import type { EventFact } from '../sim/input.ts';

/** The board before the first event, and after each. */
export function boardsOf(facts: readonly EventFact[]): BoardNumbers[] {
  const running = new Set<string>();
  const waiting = new Set<string>();
  let [started, succeeded] = [0, 0];
  const board = (): BoardNumbers => ({ succeeded, started, running: running.size, waiting: waiting.size, spentUsd: null, capUsd: null });
  return [
    board(),
    ...facts.map(({ kind, missionId, proposalId }) => {
      if (proposalId && kind === 'proposal_pending') waiting.add(proposalId);
      else if (proposalId && kind.startsWith('proposal_')) waiting.delete(proposalId);
      if (missionId && kind === 'proposal_accepted') {
        started++;
        running.add(missionId);
      }
      if (missionId && (kind === 'mission_succeeded' || kind === 'mission_failed' || kind === 'mission_cancelled')) {
        running.delete(missionId);
        if (kind === 'mission_succeeded') succeeded++;
      }
      return board();
    }),
  ];
}
