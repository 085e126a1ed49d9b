'use client';
/** The moment the film is at: the sentence first, then what the row holds. */
import type { Beat } from '../../../read/beats.ts';
import type { AgentNow } from '../../../read/stage.ts';
import { absoluteTime, durationText } from '../../../read/time-words.ts';
import { agentColor, Face } from '../../browser/Face.tsx';
import controls from '../../controls.module.css';
import { kindWords } from '../../stage/words.ts';
import styles from './moment.module.css';

type Props = {
  beat: Beat | undefined;
  agent: AgentNow | undefined;
  number: number;
  of: number;
  /** When the film begins. */
  since: string | null;
  /** Read aloud each sentence as it comes. */
  announce: boolean;
};

export function MomentPane({ beat, agent, number, of, since, announce }: Props) {
  if (!beat) return <p className={controls.empty}>Nothing has happened yet at this time.</p>;
  const offset = since ? Date.parse(beat.at) - Date.parse(since) : 0;
  return (
    <div className={styles.pane} style={agentColor(agent)} data-mark={beat.mark ?? 'plain'}>
      <p className={styles.facts}>
        <Face agent={agent} />
        <span className={styles.agent}>{agent?.name ?? beat.agent_id}</span>
        <span className={controls.chip}>{wordOf(beat)}</span>
        {beat.untrusted && <span className={controls.outside}>outside text</span>}
        <span className={styles.count}>
          {number} of {of}
        </span>
      </p>
      <p className={styles.sentence} aria-live={announce ? 'polite' : 'off'} data-testid="moment">
        {beat.sentence}
      </p>
      <p className={styles.time}>
        <time dateTime={beat.at}>{absoluteTime(beat.at)}</time>
        {offset > 0 && <span> · {durationText(offset)} after the start</span>}
      </p>
      <p className={styles.links}>
        <a className={controls.link} href={`/why/${beat.id}`}>
          Why?
        </a>
        {artifactsOf(beat).map((id, index, all) => (
          <a key={id} className={controls.link} href={`/library/${id}`}>
            Read what it made{all.length > 1 ? ` (${index + 1})` : ''}
          </a>
        ))}
      </p>
      <section className={styles.payload} aria-label="Payload">
        <h2 className={controls.heading}>Payload</h2>
        {Object.keys(beat.payload).length === 0 ? (
          <p className={styles.none}>This moment carries no data.</p>
        ) : (
          // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
          <pre tabIndex={0}>{JSON.stringify(beat.payload, null, 2)}</pre>
        )}
      </section>
    </div>
  );
}

export function wordOf({ kind }: Beat): string {
  if (kind === 'proposed') return 'proposal';
  return kind === 'remembered' ? 'memory' : kindWords(kind).label;
}

function artifactsOf({ payload }: Beat): string[] {
  const ids = payload.artifact_ids;
  return Array.isArray(ids) ? ids.filter((id): id is string => typeof id === 'string').slice(0, 6) : [];
}
