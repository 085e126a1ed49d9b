/** What a step was doing when: waiting, at work, or at work in vain. Pure. */
import type { EventKind } from '../core/events/event.ts';

export type Span = { state: 'queued' | 'running' | 'succeeded' | 'failed'; from: string; to: string };

type Told = { kind: EventKind; created_at: Date };
type Step = { readyAt: Date; status: 'queued' | 'running' | 'succeeded' | 'failed' | 'cancelled'; until: Date };

/** @param events those of one step, oldest first */
export function spansOf(events: readonly Told[], step: Step): Span[] {
  const spans: Span[] = [];
  let since = step.readyAt;
  let working = false;
  const close = (state: Span['state'], at: Date) => {
    if (at > since || state !== 'queued') spans.push({ state, from: since.toISOString(), to: (at > since ? at : since).toISOString() });
    since = at > since ? at : since;
  };
  for (const { kind, created_at: at } of events) {
    if (kind === 'step_started') {
      close('queued', at);
      working = true;
    } else if (kind === 'step_succeeded' || kind === 'step_failed' || kind === 'step_retried' || kind === 'step_recovered') {
      // A person's retry comes while nothing is at work: the pause before it was neither.
      if (working) close(kind === 'step_succeeded' ? 'succeeded' : 'failed', at);
      else since = at;
      working = false;
    }
  }
  if (working) close(step.status === 'running' ? 'running' : 'failed', step.until);
  else if (step.status === 'queued' && step.until > since) close('queued', step.until);
  return spans;
}
