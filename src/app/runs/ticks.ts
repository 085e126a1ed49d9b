/** The strip of heartbeats: how each is drawn and said. Pure. */
import type { RunStatus, Tick } from '../../read/runs.ts';
import { absoluteTime, durationText } from '../../read/time-words.ts';

export const TICK_WORDS: Record<RunStatus, { label: string; mark: string; height: number }> = {
  succeeded: { label: 'succeeded', mark: '●', height: 12 },
  partial: { label: 'partly failed', mark: '◐', height: 20 },
  failed: { label: 'failed', mark: '✕', height: 28 },
  running: { label: 'running', mark: '○', height: 6 },
};

/** "2026-03-02 09:05:00 UTC: succeeded in 41 ms". */
export function tickText(tick: Tick): string {
  const took = tick.ms === null ? '' : ` in ${durationText(tick.ms)}`;
  return `${absoluteTime(tick.at)}: ${TICK_WORDS[tick.status].label}${took}`;
}

/** The whole strip in a sentence: how many went how, and the longest time without one. */
export function stripText(ticks: readonly Tick[]): string {
  const count = (status: RunStatus) => ticks.filter((tick) => tick.status === status).length;
  const parts = (['succeeded', 'partial', 'failed', 'running'] as const)
    .filter((status) => count(status))
    .map((status) => `${count(status)} ${TICK_WORDS[status].label}`);
  const gaps = ticks.slice(1).map((tick, index) => Date.parse(tick.at) - Date.parse(ticks[index]?.at ?? tick.at));
  const longest = gaps.length ? ` The longest time between two was ${durationText(Math.max(...gaps))}.` : '';
  return `${ticks.length} heartbeats: ${parts.join(', ')}.${longest}`;
}

/** The nearest tick before `from` that did not go well; -1 when there is none. */
export function troubleBefore(ticks: readonly Tick[], from: number): number {
  return ticks.slice(0, Math.max(0, from)).findLastIndex((tick) => tick.status === 'failed' || tick.status === 'partial');
}
