/** How a mission stands, in one sentence. Pure. */
import { durationText } from './time-words.ts';

type Mission = {
  status: 'approved' | 'running' | 'succeeded' | 'failed' | 'cancelled';
  reason: string | null;
  created_at: Date;
  finished_at: Date | null;
};
type Step = { kind: string; status: string };

export function verdictOf(mission: Mission, steps: readonly Step[], label: (kind: string) => string, now: Date): string {
  const took = durationText((mission.finished_at ?? now).getTime() - mission.created_at.getTime());
  const place = (at: number) => `step ${at + 1} of ${steps.length}, ${label(steps[at]?.kind ?? '')}`;
  const reason = mission.reason ? `: ${mission.reason}` : '';
  switch (mission.status) {
    case 'succeeded':
      return `Done in ${took}, ${steps.length === 1 ? 'one step' : `all ${steps.length} steps`}`;
    case 'failed': {
      const at = steps.findIndex((step) => step.status === 'failed');
      return `Failed after ${took}${at === -1 ? '' : ` at ${place(at)}`}${reason}`;
    }
    case 'cancelled':
      return `Ended after ${took}${reason || ': cancelled'}`;
    case 'approved':
      return `Waits for a worker since ${took}`;
    default: {
      const at = Math.max(
        0,
        steps.findIndex((step) => step.status === 'running' || step.status === 'queued'),
      );
      return `${steps[at]?.status === 'running' ? 'At work on' : 'Waits for'} ${place(at)}, ${took} so far`;
    }
  }
}
