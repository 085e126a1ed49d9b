/** Who is doing what at a moment of a film, from what has happened until then. Pure. */
import type { Beat } from '../../../read/beats.ts';

export type Doing = { agent_id: string; state: 'working' | 'talking' | 'waiting' | 'failed' | 'idle'; words: string };

const QUIET: Partial<Record<Beat['kind'], Doing['state']>> = {
  step_started: 'working',
  step_failed: 'failed',
  mission_failed: 'failed',
  proposal_pending: 'waiting',
  conversation_turn: 'talking',
};

/** @param everyone who is listed, whether they have a part yet or not */
export function peopleAt(beats: readonly Beat[], moment: number, everyone: readonly string[]): Doing[] {
  const cast = new Map<string, Doing>();
  for (const agent_id of everyone) cast.set(agent_id, { agent_id, state: 'idle', words: 'nothing yet' });
  for (const beat of beats.slice(0, moment + 1)) {
    cast.set(beat.agent_id, { agent_id: beat.agent_id, state: QUIET[beat.kind] ?? 'idle', words: beat.sentence });
  }
  return [...cast.values()];
}
