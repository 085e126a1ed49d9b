/** Where a film opens: at the moment its address names, at the failure, at the live edge, else at the beginning. Pure. */
import type { Beat } from '../../../read/beats.ts';
import type { MissionStatus } from '../../../read/missions.ts';

export type Opening = { moment: number; why: 'address' | 'failure' | 'live' | 'beginning' };

export function openingOf(beats: readonly Beat[], status: MissionStatus, startAt: string | null): Opening {
  const named = startAt ? beats.findIndex((beat) => beat.id === startAt) : -1;
  if (named !== -1) return { moment: named, why: 'address' };
  if (status === 'failed') {
    const failure = beats.findLastIndex((beat) => beat.kind === 'step_failed');
    return { moment: failure === -1 ? beats.length - 1 : failure, why: 'failure' };
  }
  if (isLive(status)) return { moment: beats.length - 1, why: 'live' };
  return { moment: 0, why: 'beginning' };
}

export function isLive(status: MissionStatus): boolean {
  return status === 'approved' || status === 'running';
}
