'use client';
/** What stands where nobody talks: when the next conversation may begin, and the way to begin one now. */
import type { FormatChoice, TalksView } from '../../read/talks.ts';
import { countdownText } from '../../read/time-words.ts';
import { useNow } from '../browser/Clock.tsx';
import controls from '../controls.module.css';
import styles from './talks.module.css';
import { useStartTalk } from './use-start-talk.ts';

type Props = { next: TalksView['next']; enabled: boolean; formats: FormatChoice[] };

export function QuickStart({ next, enabled, formats }: Props) {
  const now = useNow();
  const { start, busy, problem } = useStartTalk();
  const quick = formats.find(({ name }) => name === 'standup') ?? formats[0];
  return (
    <div className={controls.empty}>
      <strong>Nobody is talking</strong>
      <p>
        {next
          ? `Next slot: ${next.name} (${next.label}) at ${next.at.slice(11, 16)} UTC, in ${countdownText(Date.parse(next.at) - now)}; ${next.likely}.`
          : 'No slot of today is left.'}
      </p>
      {quick && (
        <p className={styles.quick}>
          <button
            type="button"
            className={controls.primary}
            disabled={busy || !enabled}
            onClick={() => start({ format: quick.name, topic: '', participants: [] })}
          >
            {busy ? 'Calling them…' : `Start a ${quick.label.toLowerCase()} now`}
          </button>
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
