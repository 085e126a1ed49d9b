'use client';
/** One trigger rule: whose, how long it waits, what it did last, on or off, and what it would propose now. */
import { type FormEvent, useState } from 'react';
import type { AgentTag } from '../../read/agent-tags.ts';
import type { RuleView } from '../../read/triggers.ts';
import { Age, useNow } from '../browser/Clock.tsx';
import controls from '../controls.module.css';
import { post } from '../policies/post.ts';
import { AgentName } from '../records/AgentName.tsx';
import { counted, plain } from '../records/words.ts';
import { Rehearse } from './Rehearse.tsx';
import { Ring } from './Ring.tsx';
import styles from './triggers.module.css';
import { minutesText, toneOf, waitOf } from './wait.ts';

type Props = { rule: RuleView; agents: readonly AgentTag[]; onChanged(): void };

export function Rule({ rule, agents, onChanged }: Props) {
  const wait = waitOf(rule, useNow());
  return (
    <li className={styles.rule} data-off={!rule.enabled}>
      <Ring share={wait.share} off={!rule.enabled} />
      <div className={styles.what}>
        <h3 className={styles.name}>{plain(rule.name)}</h3>
        <p className={styles.facts}>
          {rule.agent && <AgentName id={rule.agent} agents={agents} />}
          <span>
            next: <strong>{wait.words}</strong>
          </span>
          <span>cooldown {minutesText(rule.cooldown_minutes)}</span>
          <a href="/stage">
            fired {counted(rule.fire_count, 'time')}, {rule.fired_today} today
          </a>
          <span>
            {rule.last_fired_at ? (
              <>
                last <Age at={rule.last_fired_at} suffix=" ago" />
              </>
            ) : (
              'never fired yet'
            )}
          </span>
        </p>
        <p className={styles.result} data-tone={toneOf(rule.last_result)}>
          {rule.last_result ?? 'not looked at yet'}
          {rule.last_checked_at && (
            <span className={styles.checked}>
              {' '}
              · looked at <Age at={rule.last_checked_at} suffix=" ago" />
              {rule.run_id && (
                <>
                  {' '}
                  by <a href="/runs">a heartbeat</a>
                </>
              )}
            </span>
          )}
        </p>
        {rule.switched && (
          <p className={styles.checked}>
            Switched {rule.enabled ? 'on' : 'off'} by {rule.switched.by}, <Age at={rule.switched.at} suffix=" ago" />
            {rule.switched.reason && ` — ${rule.switched.reason}`}
          </p>
        )}
        <details className={styles.set}>
          <summary>How it is set</summary>
          <pre>{JSON.stringify({ conditions: rule.conditions, action: rule.config }, null, 2)}</pre>
        </details>
        <Rehearse name={rule.name} agents={agents} />
      </div>
      <Switch rule={rule} onChanged={onChanged} />
    </li>
  );
}

/** The switch asks why before it moves: the answer is kept with who and when. */
function Switch({ rule, onChanged }: { rule: RuleView; onChanged(): void }) {
  const [asking, setAsking] = useState(false);
  const [said, setSaid] = useState<{ ok: boolean; text: string } | null>(null);
  const send = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const reason = String(new FormData(event.currentTarget).get('reason') ?? '').trim();
    const enabled = !rule.enabled;
    setAsking(false);
    const answer = await post(`/api/ops/triggers/${encodeURIComponent(rule.name)}/switch`, { enabled, reason });
    setSaid({ ok: answer.ok, text: answer.ok ? `Switched ${enabled ? 'on' : 'off'}.` : answer.message });
    onChanged();
  };
  return (
    <div className={styles.switch}>
      <button
        type="button"
        role="switch"
        aria-checked={rule.enabled}
        aria-label={plain(rule.name)}
        onClick={() => setAsking(!asking)}
        data-row
      >
        <span className={styles.knob} aria-hidden="true" />
        {rule.enabled ? 'on' : 'off'}
      </button>
      {asking && (
        <form onSubmit={send} className={styles.asking} onKeyDown={(event) => event.key === 'Escape' && setAsking(false)}>
          <label>
            Why?
            {/* biome-ignore lint/a11y/noAutofocus: the person has just asked for this form */}
            <input className={controls.field} name="reason" maxLength={500} required autoFocus />
          </label>
          <button type="submit" className={rule.enabled ? controls.danger : controls.primary}>
            Switch {rule.enabled ? 'off' : 'on'}
          </button>
        </form>
      )}
      {said && (
        <p role={said.ok ? 'status' : 'alert'} className={said.ok ? styles.good : controls.error}>
          {said.text}
        </p>
      )}
    </div>
  );
}
