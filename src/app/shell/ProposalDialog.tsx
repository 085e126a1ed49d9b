'use client';
/** Proposing work by hand: who, what, and steps with the fields their own schemas ask for. It meets the same door as every proposal. */
import { type FormEvent, useEffect, useState } from 'react';
import type { Proposable, Proposing } from '../../read/proposing.ts';
import type { AgentNow } from '../../read/stage.ts';
import { getJson, sendJson } from '../browser/api.ts';
import controls from '../controls.module.css';
import { Dialog } from './Dialog.tsx';
import styles from './dialog.module.css';
import { type Draft, placeOf, stepOf } from './proposal-rules.ts';
import { StepForm } from './StepForm.tsx';
import { useShell } from './use-shell.ts';

type Outcome = { status: 'pending' | 'accepted' | 'rejected'; reason: string | null; mission_id: string | null };
type Problem = { message: string; field: string | null } | null;

export function ProposalDialog({ agents, onClose }: { agents: AgentNow[]; onClose(): void }) {
  const [proposing, setProposing] = useState<Proposing | null>(null);
  const [problem, setProblem] = useState<Problem>(null);
  useEffect(() => {
    let current = true;
    getJson<Proposing>('/api/ops/views/proposing').then((answer) => {
      if (!current) return;
      if (answer.ok) setProposing(answer.value);
      else setProblem(answer);
    });
    return () => {
      current = false;
    };
  }, []);
  return (
    <Dialog title="New proposal" onClose={onClose}>
      {proposing ? (
        <ProposalForm agents={agents} proposing={proposing} onClose={onClose} />
      ) : (
        <p role={problem ? 'alert' : 'status'} className={problem ? controls.error : styles.wait}>
          {problem?.message ?? 'Reading what can be proposed…'}
        </p>
      )}
    </Dialog>
  );
}

type FormProps = { agents: AgentNow[]; proposing: Proposing; onClose(): void };

function ProposalForm({ agents, proposing, onClose }: FormProps) {
  const verbs = useShell();
  const { kinds, max_steps } = proposing;
  const first = kinds[0]?.kind ?? '';
  const [agent, setAgent] = useState(agents[0]?.id ?? '');
  const [title, setTitle] = useState('');
  const [steps, setSteps] = useState<Draft[]>([{ id: 1, kind: first, values: {} }]);
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<Problem>(null);
  const change = (id: number, part: Partial<Draft>) => setSteps(steps.map((step) => (step.id === id ? { ...step, ...part } : step)));
  const place = placeOf(problem?.field ?? null);
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    setBusy(true);
    const answer = await sendJson<Outcome>('POST', '/api/ops/proposals', {
      agent_id: agent,
      title,
      proposed_steps: steps.map((draft) => stepOf(draft, kindOf(kinds, draft.kind))),
    });
    setBusy(false);
    if (!answer.ok) return setProblem(answer);
    if (answer.value.status === 'rejected') return setProblem({ message: `Refused at the door: ${answer.value.reason}`, field: null });
    verbs.tell(answer.value.status === 'accepted' ? `Accepted: ${title}` : `It waits for a person: ${answer.value.reason}`);
    verbs.refresh();
    onClose();
  };
  return (
    <form className={styles.form} onSubmit={submit}>
      <div className={styles.pair}>
        <label>
          Agent
          <select className={controls.field} value={agent} onChange={(event) => setAgent(event.target.value)}>
            {agents.map(({ id, name, role }) => (
              <option key={id} value={id}>
                {name} — {role}
              </option>
            ))}
          </select>
        </label>
        <label>
          Title
          <input
            className={controls.field}
            value={title}
            onChange={(event) => setTitle(event.target.value)}
            required
            maxLength={200}
            placeholder="What is proposed, in a few words"
          />
        </label>
      </div>
      <ol className={styles.steps}>
        {steps.map((draft, index) => (
          <StepForm
            key={draft.id}
            number={index + 1}
            draft={draft}
            kinds={kinds}
            faulty={place?.step === index ? (place.field ?? 'kind') : null}
            onChange={(part) => change(draft.id, part)}
            onRemove={steps.length > 1 ? () => setSteps(steps.filter(({ id }) => id !== draft.id)) : null}
          />
        ))}
      </ol>
      {steps.length < max_steps && (
        <p>
          <button
            type="button"
            className={controls.button}
            onClick={() => setSteps([...steps, { id: Math.max(...steps.map(({ id }) => id)) + 1, kind: first, values: {} }])}
          >
            Add a step
          </button>
        </p>
      )}
      {problem && (
        <p className={controls.error} role="alert">
          {problem.message}
        </p>
      )}
      <p className={styles.end}>
        <button type="submit" className={controls.primary} disabled={busy}>
          {busy ? 'Proposing…' : 'Propose'}
        </button>
      </p>
    </form>
  );
}

function kindOf(kinds: Proposable[], kind: string): Proposable {
  return kinds.find((known) => known.kind === kind) ?? { kind, label: kind, fields: [], held: null };
}
