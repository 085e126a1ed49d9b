'use client';
/** The points of `deskmates verify`, each with the last time it was seen, and the model. */
import type { RunsView } from '../../read/runs.ts';
import { Age } from '../browser/Clock.tsx';
import controls from '../controls.module.css';
import frame from '../records/records.module.css';
import styles from './runs.module.css';

type Props = { checks: RunsView['checks']; model: RunsView['model'] };

export function Checks({ checks, model }: Props) {
  return (
    <>
      <h2 className={controls.heading}>Does it really run?</h2>
      <ul className={styles.checks}>
        {checks.map((check) => (
          <Check key={check.name} name={check.name} ok={check.ok} at={check.at} detail={check.detail} />
        ))}
        <Check name="model" ok={model.state !== 'unavailable'} at={model.last_answer} detail={model.label} />
      </ul>
      {model.last_failure && (
        <p className={frame.note}>
          The last call that failed, <Age at={model.last_failure.at} suffix=" ago" />: {model.last_failure.error}
        </p>
      )}
    </>
  );
}

function Check({ name, ok, at, detail }: { name: string; ok: boolean | null; at: string | null; detail: string }) {
  const [mark, words] = ok ? ['✓', 'well'] : ok === null ? ['·', 'not yet'] : ['✕', 'wrong'];
  return (
    <li data-ok={ok}>
      <span className={styles.mark} aria-hidden="true">
        {mark}
      </span>
      <strong>{name}</strong>
      <span className="visually-hidden">{words}:</span>
      <span className={styles.detail}>{detail}</span>
      <span className={styles.when}>{at ? <Age at={at} suffix=" ago" /> : 'never'}</span>
    </li>
  );
}
