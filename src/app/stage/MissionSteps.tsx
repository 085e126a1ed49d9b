'use client';
/** An opened mission: every step with its attempts, its error and what it made, readable. */
import { useEffect, useState } from 'react';
import type { ArtifactText, MissionDetail, MissionSummary, StepDetail } from '../../read/missions.ts';
import { durationText } from '../../read/time-words.ts';
import { getJson } from '../browser/api.ts';
import { Markdown, SafeLink } from '../browser/Markdown.tsx';
import controls from '../controls.module.css';
import styles from './mission-steps.module.css';
import { useWhy } from './Why.tsx';
import { OUTBOX_WORDS, STEP_WORDS } from './words.ts';

export function MissionSteps({ mission }: { mission: MissionSummary }) {
  const [detail, setDetail] = useState<MissionDetail | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const [tries, setTries] = useState(0);
  const showWhy = useWhy();
  // Read again whenever a step of it has moved on.
  const progress = `${mission.status} ${mission.steps.map((step) => step.status).join(' ')} ${tries}`;
  // biome-ignore lint/correctness/useExhaustiveDependencies: `progress` is the reason to read again
  useEffect(() => {
    let current = true;
    getJson<MissionDetail>(`/api/ops/missions/${mission.id}`).then((answer) => {
      if (!current) return;
      setProblem(answer.ok ? null : answer.message);
      if (answer.ok) setDetail(answer.value);
    });
    return () => {
      current = false;
    };
  }, [mission.id, progress]);
  return (
    <div className={styles.detail} id={`steps-${mission.id}`}>
      {mission.reason && <p className={styles.reason}>{mission.reason}</p>}
      {problem && (
        <p className={controls.error} role="alert">
          {problem}{' '}
          <button type="button" className={controls.link} onClick={() => setTries(tries + 1)}>
            Retry
          </button>
        </p>
      )}
      <ol className={styles.steps}>
        {detail
          ? detail.steps.map((step, index) => <Step key={step.id} step={step} number={index + 1} />)
          : mission.steps.map((step) => <li key={step.id} className={styles.blank} aria-busy="true" />)}
      </ol>
      <p>
        <button type="button" className={controls.link} onClick={() => showWhy(mission.id)}>
          Why does this mission exist?
        </button>
      </p>
    </div>
  );
}

function Step({ step, number }: { step: StepDetail; number: number }) {
  const words = STEP_WORDS[step.status];
  const took = step.started_at && step.finished_at ? durationText(Date.parse(step.finished_at) - Date.parse(step.started_at)) : null;
  return (
    <li className={styles.step} data-status={step.status}>
      <p className={styles.head}>
        <span className={styles.mark} aria-hidden="true">
          {words.mark}
        </span>
        <span className={styles.label}>
          {number}. {step.label}
        </span>
        <code className={styles.kind}>{step.kind}</code>
        <span className={styles.facts}>
          {words.label}
          {step.attempt > 1 && ` · attempt ${step.attempt} of ${step.max_attempts}`}
          {took && ` · ${took}`}
        </span>
      </p>
      {step.last_error && <p className={styles.error}>{step.last_error}</p>}
      {step.outbox && (
        <p className={styles.outbox}>
          <strong>{OUTBOX_WORDS[step.outbox.status] ?? step.outbox.status}:</strong> {step.outbox.text}
          {step.outbox.error && <span className={controls.error}> {step.outbox.error}</span>}
        </p>
      )}
      {step.artifacts.map((artifact, index) => (
        <Artifact key={artifact.id} artifact={artifact} open={index === 0 && step.artifacts.length === 1} />
      ))}
      {step.artifacts.length === 0 && <Json label="Result" value={step.result} />}
      <Json label="Payload" value={step.payload} />
    </li>
  );
}

function Json({ label, value }: { label: string; value: object | null }) {
  if (!value || Object.keys(value).length === 0) return null;
  return (
    <details className={styles.payload}>
      <summary>{label}</summary>
      <pre>{JSON.stringify(value, null, 2)}</pre>
    </details>
  );
}

function Artifact({ artifact, open }: { artifact: ArtifactText; open: boolean }) {
  const sources = artifact.url
    ? [{ url: artifact.url, title: artifact.url }, ...artifact.sources.filter((s) => s.url !== artifact.url)]
    : artifact.sources;
  return (
    <details className={styles.artifact} open={open}>
      <summary>
        <span className={controls.chip}>{artifact.kind.replace('_', ' ')}</span> {artifact.title}{' '}
        {artifact.untrusted && <span className={controls.outside}>outside text</span>}
      </summary>
      <div className={styles.paper}>
        <Markdown text={artifact.body} />
        {artifact.cut > 0 && <p className={styles.cut}>… and {artifact.cut.toLocaleString('en')} characters more</p>}
        {sources.length > 0 && (
          <ul className={styles.sources} aria-label="Sources">
            {sources.slice(0, 12).map((source) => (
              <li key={source.url}>
                <SafeLink href={source.url}>{source.title || source.url}</SafeLink>
              </li>
            ))}
          </ul>
        )}
      </div>
    </details>
  );
}
