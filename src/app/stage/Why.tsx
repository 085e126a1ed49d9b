'use client';
/** "Why did this happen?": the chain of causes behind a row, back to its start, in a dialog that any row may open. */
import { createContext, useContext, useEffect, useRef, useState } from 'react';
import type { AgentNow } from '../../read/stage.ts';
import type { WhyLink } from '../../read/why.ts';
import { getJson } from '../browser/api.ts';
import { Age } from '../browser/Clock.tsx';
import { agentColor } from '../browser/Face.tsx';
import controls from '../controls.module.css';
import styles from './why.module.css';

/** Provides the way to open the dialog. */
export const Why = createContext<(id: string) => void>(() => {});

export function useWhy(): (id: string) => void {
  return useContext(Why);
}

type Props = { id: string; agents: Map<string, AgentNow>; onMission(id: string): void; onClose(): void };

export function WhyDialog({ id, agents, onMission, onClose }: Props) {
  const dialog = useRef<HTMLDialogElement>(null);
  const [chain, setChain] = useState<WhyLink[] | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  useEffect(() => dialog.current?.showModal(), []);
  useEffect(() => {
    let current = true;
    getJson<{ chain: WhyLink[] }>(`/api/ops/why/${id}`).then((answer) => {
      if (!current) return;
      if (answer.ok) setChain(answer.value.chain);
      else setProblem(answer.message);
    });
    return () => {
      current = false;
    };
  }, [id]);
  return (
    <dialog ref={dialog} className={styles.dialog} onClose={onClose} aria-labelledby="why-title">
      <div className={styles.head}>
        <h2 id="why-title">Why did this happen?</h2>
        <button type="button" className={controls.quiet} onClick={() => dialog.current?.close()}>
          Close
        </button>
      </div>
      {problem && (
        <p className={controls.error} role="alert">
          {problem}
        </p>
      )}
      {!chain && !problem && <p className={styles.wait}>Following the causes back…</p>}
      <ol className={styles.chain}>
        {chain?.map((link, index) => (
          <Link
            onMission={onMission}
            key={`${link.kind} ${link.id ?? index}`}
            link={link}
            agent={link.agent_id ? agents.get(link.agent_id) : undefined}
            first={index === 0}
          />
        ))}
      </ol>
    </dialog>
  );
}

type LinkProps = { link: WhyLink; agent: AgentNow | undefined; first: boolean; onMission(id: string): void };

function Link({ link, agent, first, onMission }: LinkProps) {
  const { id } = link;
  return (
    <li className={styles.link} style={agentColor(agent)}>
      <p className={styles.facts}>
        {!first && <span className={styles.because}>because of</span>}
        <span className={controls.chip}>{[link.kind, link.state].filter(Boolean).join(' · ').replaceAll('_', ' ')}</span>
        {agent && <span className={styles.agent}>{agent.name}</span>}
        {link.at && (
          <span className={styles.age}>
            <Age at={link.at} />
          </span>
        )}
      </p>
      <p className={styles.title}>{link.title}</p>
      {link.detail && <p className={styles.detail}>{link.detail}</p>}
      {link.kind === 'mission' && id && (
        <button type="button" className={controls.link} onClick={() => onMission(id)}>
          Open the mission
        </button>
      )}
    </li>
  );
}
