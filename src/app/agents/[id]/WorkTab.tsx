'use client';
/** What it did: missions, what it made, and the ideas it had by itself. */
import type { ReactNode } from 'react';
import type { AgentView } from '../../../read/agent.ts';
import { Age } from '../../browser/Clock.tsx';
import controls from '../../controls.module.css';
import styles from './agent.module.css';

export function WorkTab({ view }: { view: AgentView }) {
  const { missions, artifacts, ideas } = view.work;
  return (
    <div className={styles.work}>
      <Column title="Missions" all="/missions" empty="No missions yet.">
        {missions.map(({ id, title, status, at }) => (
          <Row key={id} href={`/missions/${id}`} title={title} chip={status} at={at} />
        ))}
      </Column>
      <Column title="What it made" all="/library" empty="Nothing made yet.">
        {artifacts.map(({ id, title, kind, at, untrusted }) => (
          <Row key={id} href={`/library/${id}`} title={title} chip={kind.replaceAll('_', ' ')} at={at} outside={untrusted} />
        ))}
      </Column>
      <Column title="Ideas of its own" all={null} empty="None yet: it needs five sure memories and a lesson from an outcome.">
        {ideas.map(({ id, title, reason, status, proposal_id, error, at }) => (
          <Row key={id} href={proposal_id ? `/why/${proposal_id}` : null} title={title ?? error ?? reason} chip={status} at={at} />
        ))}
      </Column>
    </div>
  );
}

function Column({ title, all, empty, children }: { title: string; all: string | null; empty: string; children: ReactNode[] }) {
  return (
    <section className={styles.box} aria-label={title}>
      <h2 className={controls.heading}>
        {title} {all && <a href={all}>all</a>}
      </h2>
      {children.length === 0 ? <p className={styles.dim}>{empty}</p> : <ul className={styles.rows}>{children}</ul>}
    </section>
  );
}

type RowProps = { href: string | null; title: string; chip: string; at: string; outside?: boolean };

function Row({ href, title, chip, at, outside = false }: RowProps) {
  return (
    <li>
      <span>{href ? <a href={href}>{title}</a> : title}</span>
      <span className={styles.rowFacts}>
        <span className={controls.chip}>{chip}</span>
        {outside && <span className={controls.outside}>outside text</span>}
        <Age at={at} suffix=" ago" />
      </span>
    </li>
  );
}
