'use client';
/** What would yesterday have done? Yesterday's proposals, weighed again with the value as edited. */
import { useState } from 'react';
import type { Json } from '../../../core/company.ts';
import type { DayReplay } from '../../../read/policy-replay.ts';
import type { PolicyView } from '../../../read/policy-view.ts';
import controls from '../../controls.module.css';
import { counted } from '../../records/words.ts';
import { type Posted, post } from '../post.ts';
import styles from './edit.module.css';

type Props = { view: PolicyView; draft: Json };

export function DryRun({ view, draft }: Props) {
  const [answer, setAnswer] = useState<{ of: string; told: Posted<DayReplay> } | null>(null);
  const [busy, setBusy] = useState(false);
  const of = JSON.stringify(draft);
  const told = answer?.of === of ? answer.told : null;
  const ask = async () => {
    setBusy(true);
    setAnswer({ of, told: await post<DayReplay>('/api/ops/policy/rehearse', { key: view.key, value: draft }) });
    setBusy(false);
  };
  return (
    <>
      <h2 className={controls.heading}>What would yesterday have done?</h2>
      {view.yesterday && (
        <p className={styles.said}>
          Yesterday: <a href={view.yesterday.href}>{view.yesterday.text}</a>
        </p>
      )}
      {view.effect.at === 'other' ? (
        <p className={styles.hint}>{view.effect.words} So yesterday’s proposals cannot be weighed again with another value.</p>
      ) : (
        <>
          <p className={styles.hint}>Weighs yesterday’s proposals again, with the value as it stands in the form. Nothing is changed.</p>
          <button type="button" className={controls.button} onClick={ask} disabled={busy}>
            {busy ? 'Weighing…' : 'Weigh yesterday again'}
          </button>
        </>
      )}
      <div role="status">
        {told?.ok && <Outcome replay={told.value} />}
        {told && !told.ok && <p className={styles.wrong}>{told.message}</p>}
      </div>
    </>
  );
}

const SAYS = { accepted: 'accepted', pending: 'held for a person', rejected: 'rejected' } as const;

function Outcome({ replay }: { replay: DayReplay }) {
  const total = replay.happened.accepted + replay.happened.pending + replay.happened.rejected;
  if (total === 0) return <p className={styles.said}>Nothing was proposed on {replay.day}, so there is nothing to weigh.</p>;
  return (
    <>
      <table className={styles.counts}>
        <caption>
          {counted(total, 'proposal')} of {replay.day} (UTC), as the door answered
        </caption>
        <thead>
          <tr>
            <th scope="col">Door</th>
            <th scope="col">Happened</th>
            <th scope="col">With this value</th>
          </tr>
        </thead>
        <tbody>
          {(['accepted', 'pending', 'rejected'] as const).map((status) => (
            <tr key={status}>
              <th scope="row">{SAYS[status]}</th>
              <td>{replay.happened[status]}</td>
              <td data-moved={replay.happened[status] !== replay.edited[status]}>{replay.edited[status]}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {replay.changed.length === 0 ? (
        <p className={styles.said}>Not one of them would have been answered differently.</p>
      ) : (
        <ul className={styles.changed}>
          {replay.changed.map((one) => (
            <li key={one.id}>
              <a href={`/why/${one.id}`}>{one.title}</a>
              <span>
                {one.agent_id} · {one.at.slice(11, 16)} UTC · was {SAYS[one.was]}, would be <strong>{SAYS[one.now.status]}</strong>
                {one.now.reason && `: ${one.now.reason}`}
              </span>
            </li>
          ))}
        </ul>
      )}
      {replay.unsure > 0 && (
        <p className={styles.hint}>
          {replay.unsure} of them cannot be weighed exactly as they were then; they count as they happened unless this value changes them.
        </p>
      )}
      {replay.cut && <p className={styles.hint}>The day had more; only its first {counted(total, 'proposal')} are weighed.</p>}
      <p className={styles.hint}>What would have followed from work that was or was not done is not guessed.</p>
    </>
  );
}
