'use client';
import { HOUR_MS } from '../../core/time.ts';
/** What stands where nobody talks: when the next conversation may begin, and the way to begin one now. */
import type { TalksView } from '../../read/talks.ts';
import { countdownText, durationText } from '../../read/time-words.ts';
import { useNow } from '../browser/Clock.tsx';
import controls from '../controls.module.css';
import styles from './talks.module.css';
import { useStartTalk } from './use-start-talk.ts';

/** Seconds count only when it is near. */
function waitText(ms: number): string {
  return ms > HOUR_MS ? durationText(ms) : countdownText(ms);
}

export function QuickStart({ view }: { view: TalksView }) {
  const { next, formats, talks } = view;
  const now = useNow();
  const { start, busy, problem } = useStartTalk();
  const called = talks.find((talk) => talk.status === 'pending');
  const last = talks.find((talk) => talk.status === 'completed');
  const quick = formats.find(({ name }) => name === 'standup') ?? formats[0];
  return (
    <div className={controls.empty}>
      <strong>Nobody is talking</strong>
      {called && (
        <p>
          On their way to the table: <a href={`/talks/${called.id}`}>{called.topic}</a>
        </p>
      )}
      <p>
        {next
          ? `Next slot: ${next.name} (${next.label}) at ${next.at.slice(11, 16)} UTC, in ${waitText(Date.parse(next.at) - now)}; ${next.likely}.`
          : 'No slot of today is left.'}
      </p>
      {quick && (
        <p className={styles.quick}>
          <button
            type="button"
            className={controls.primary}
            disabled={busy || !view.policy.enabled}
            onClick={() => start({ format: quick.name, topic: '', participants: [] })}
          >
            {busy ? 'Calling them…' : `Start a ${quick.label.toLowerCase()} now`}
          </button>
        </p>
      )}
      {last && (
        <p className={styles.quick}>
          The last one: <a href={`/talks/${last.id}`}>{last.topic}</a>
        </p>
      )}
      {problem && (
        <p className={controls.error} role="alert">
          {problem}
        </p>
      )}
    </div>
  );
}
