'use client';
/** What a conversation left behind: memories, drifts and action items, each leading to its result, and what was clamped or dropped. */
import type { AgentNow } from '../../../read/stage.ts';
import type { TalkResult, TalkView } from '../../../read/talk.ts';
import controls from '../../controls.module.css';
import { MemoryLink } from '../MemoryLink.tsx';
import { affinityText, signed } from '../talk-words.ts';
import styles from './talk.module.css';

type Props = { talk: TalkView; agents: Map<string, AgentNow> };

export function Distilled({ talk, agents }: Props) {
  const { result } = talk;
  const nameOf = (id: string) => agents.get(id)?.name ?? id;
  return (
    <>
      <h2 className={controls.heading}>What it left behind</h2>
      {result ? <Result result={result} nameOf={nameOf} /> : <p className={styles.nothing}>{waiting(talk)}</p>}
    </>
  );
}

function waiting({ status }: TalkView): string {
  if (status === 'distilling') return 'One model call is reading it now: memories, drifts and action items appear here.';
  if (status === 'failed' || status === 'cancelled') return 'Nothing: it did not come to its end.';
  return 'It is distilled when it ends: memories, drifts in affinity and, in formal formats, action items.';
}

function Result({ result, nameOf }: { result: TalkResult; nameOf(id: string): string }) {
  const { memories, drifts, action_items, notes } = result;
  const empty = memories.length + drifts.length + action_items.length === 0;
  return (
    <>
      {result.error && (
        <p className={controls.error} role="alert">
          It could not be distilled: {result.error}
        </p>
      )}
      {empty && !result.error && (
        <p className={styles.nothing}>Nothing worth keeping{result.status === 'skipped' ? ' was looked for' : ''}.</p>
      )}
      {memories.length > 0 && (
        <>
          <h3 className={styles.sub}>Memories</h3>
          <ul className={styles.list}>
            {memories.map((memory) => (
              <li key={memory.id}>
                <strong>{nameOf(memory.agent_id)}</strong> <MemoryLink memory={memory} />
                {memory.replaced && <p className={styles.aside}>in place of “{memory.replaced.content}”</p>}
              </li>
            ))}
          </ul>
        </>
      )}
      {drifts.length > 0 && (
        <>
          <h3 className={styles.sub}>Drifts</h3>
          <ul className={styles.list}>
            {drifts.map((drift) => (
              <li key={`${drift.agent_a} ${drift.agent_b}`}>
                <a href={`/agents?pair=${drift.agent_a}.${drift.agent_b}`}>
                  {nameOf(drift.agent_a)} and {nameOf(drift.agent_b)}
                </a>{' '}
                <span className={drift.drift < 0 ? styles.apart : styles.closer}>
                  {drift.drift < 0 ? '▼' : '▲'} {signed(drift.drift)}
                </span>{' '}
                to {affinityText(drift.affinity)}
                <p className={styles.aside}>{drift.reason}</p>
              </li>
            ))}
          </ul>
        </>
      )}
      {action_items.length > 0 && (
        <>
          <h3 className={styles.sub}>Action items</h3>
          <ul className={styles.list}>
            {action_items.map((item) => (
              <li key={item.proposal_id ?? item.title}>
                <ItemLink item={item} /> <span className={controls.chip}>{item.state.replaceAll('_', ' ')}</span>
                <p className={styles.aside}>
                  {nameOf(item.agent_id)}, {item.label}
                  {item.reason && ` — ${item.reason}`}
                </p>
              </li>
            ))}
          </ul>
        </>
      )}
      {notes.length > 0 && (
        <>
          <h3 className={styles.sub}>Clamped or dropped</h3>
          <ul className={styles.notes}>
            {notes.map((note) => (
              <li key={note}>{note}</li>
            ))}
          </ul>
        </>
      )}
    </>
  );
}

/** To the mission when there is one, else to why the proposal stands where it stands. */
function ItemLink({ item }: { item: TalkResult['action_items'][number] }) {
  if (item.mission_id) return <a href={`/missions/${item.mission_id}`}>{item.title}</a>;
  if (item.state === 'pending') return <a href={`/why/${item.proposal_id}`}>{item.title}</a>;
  return item.proposal_id ? <a href={`/why/${item.proposal_id}`}>{item.title}</a> : <span>{item.title}</span>;
}
