'use client';
/** What waits for a person, oldest first: approve, reject with a reason, one or many, with six seconds to take it back. */
import { type KeyboardEvent, useRef, useState } from 'react';
import type { Approval, ApprovalsView } from '../../read/approvals.ts';
import { Clock } from '../browser/Clock.tsx';
import { Panel } from '../browser/Panel.tsx';
import { useView } from '../browser/use-view.ts';
import controls from '../controls.module.css';
import { Head } from '../records/Head.tsx';
import frame from '../records/records.module.css';
import { counted } from '../records/words.ts';
import { ApprovalCard } from './ApprovalCard.tsx';
import styles from './approvals.module.css';
import { Bulk } from './Bulk.tsx';
import type { Decided } from './decisions.ts';
import { useDecisions } from './use-decisions.ts';

export function Approvals({ first }: { first: ApprovalsView }) {
  const { view, stale, refresh } = useView(first, '/api/ops/views/approvals');
  const { decided, decisions } = useDecisions(refresh);
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const list = useRef<HTMLUListElement>(null);
  const cards = useCards(view.waiting, decided, (id) => decisions.isOver(id));
  const open = cards.filter(({ id }) => isOpen(decided.get(id)));
  const marked = open.filter(({ id }) => chosen.has(id));
  const decide = (which: readonly Approval[], decision: 'accept' | 'reject', reason: string) => {
    decisions.decide(which.map(({ id, title }) => ({ id, title, decision, reason })));
    setChosen(new Set());
  };
  const undo = (ids: readonly string[]) => {
    decisions.undo(ids);
    focusCard(list.current, ids[0]);
  };
  const toggle = (id: string) => setChosen(chosen.has(id) ? new Set([...chosen].filter((one) => one !== id)) : new Set([...chosen, id]));
  const leaving = [...decided.values()].filter(({ standing }) => standing.state === 'waiting');
  return (
    <Clock asOf={view.as_of}>
      <main id="main" className={frame.page} data-stale={stale}>
        <Head title="Approvals" asOf={view.as_of} stale={stale}>
          {open.length === 0
            ? 'Nothing waits for you.'
            : `${counted(Math.max(view.total, open.length), 'proposal')} held by policy, the oldest first.`}
        </Head>
        <p role="status" className="visually-hidden">
          {lastSaid([...decided.values()])}
        </p>
        <Panel name="Waiting" className={frame.panel}>
          {cards.length === 0 ? (
            <Nothing view={view} />
          ) : (
            <>
              <Bulk
                open={open.length}
                marked={marked.length}
                leaving={leaving.length}
                onMarkAll={(all) => setChosen(new Set(all ? open.map(({ id }) => id) : []))}
                onDecide={(decision, reason) => decide(marked, decision, reason)}
                onUndo={() => undo(leaving.map(({ id }) => id))}
              />
              <ul ref={list} className={styles.cards} data-rows onKeyDown={(event) => move(event, list.current)}>
                {cards.map((approval) => (
                  <li key={approval.id}>
                    <ApprovalCard
                      approval={approval}
                      agents={view.agents}
                      decided={decided.get(approval.id) ?? null}
                      chosen={chosen.has(approval.id)}
                      onChoose={() => toggle(approval.id)}
                      onDecide={(decision, reason) => {
                        decide([approval], decision, reason);
                        focusNext(list.current, approval.id);
                      }}
                      onUndo={() => undo([approval.id])}
                    />
                  </li>
                ))}
              </ul>
            </>
          )}
          {view.total > view.waiting.length && (
            <p className={frame.note}>{counted(view.total - view.waiting.length, 'younger one')} appear as these are decided.</p>
          )}
        </Panel>
      </main>
    </Clock>
  );
}

/** What waits, and what was just decided here, each in its place, so that nothing jumps under a finger. */
function useCards(waiting: readonly Approval[], decided: ReadonlyMap<string, Decided>, isOver: (id: string) => boolean): Approval[] {
  const [kept, setKept] = useState<readonly Approval[]>(waiting);
  const here = new Set(waiting.map(({ id }) => id));
  const known = new Map([...kept, ...waiting].map((one) => [one.id, one]));
  const cards = [...known.values()]
    .filter(({ id }) => decided.has(id) || (here.has(id) && !isOver(id)))
    .sort((a, b) => a.created_at.localeCompare(b.created_at) || a.id.localeCompare(b.id));
  if (cards.length !== kept.length || cards.some((card, at) => card !== kept[at])) setKept(cards);
  return cards;
}

function isOpen(decided: Decided | undefined): boolean {
  return !decided || decided.standing.state === 'failed';
}

function Nothing({ view }: { view: ApprovalsView }) {
  const allowed = view.auto_approved;
  return (
    <div className={controls.empty}>
      <strong>Nothing waiting.</strong>
      <p>
        {allowed === null
          ? 'Auto-approve is switched off: whatever is proposed will wait here.'
          : allowed.length
            ? `Auto-approve allows: ${allowed.join(', ')}.`
            : 'Auto-approve allows nothing: whatever is proposed will wait here.'}{' '}
        <a href="/policies/auto_approve">Change it</a>
      </p>
    </div>
  );
}

function lastSaid(decided: readonly Decided[]): string {
  const last = decided.at(-1);
  if (!last) return '';
  const { standing, title, decision } = last;
  if (standing.state === 'waiting') return `${decision === 'accept' ? 'Approved' : 'Rejected'}: ${title}. Press u on it to take it back.`;
  if (standing.state === 'done') return `${title}: ${standing.said}`;
  return standing.state === 'failed' ? `${title}: ${standing.message}` : '';
}

/** j and k go from card to card. */
function move(event: KeyboardEvent, list: HTMLElement | null): void {
  if (event.metaKey || event.ctrlKey || event.altKey || (event.key !== 'j' && event.key !== 'k')) return;
  if (event.target instanceof HTMLElement && event.target.matches('input:not([type="checkbox"]), textarea, select')) return;
  const rows = rowsOf(list);
  const here = rows.findIndex((row) => row.contains(document.activeElement));
  const next = rows[here + (event.key === 'j' ? 1 : -1)];
  if (!next) return;
  next.focus();
  next.scrollIntoView({ block: 'nearest' });
  event.preventDefault();
}

function rowsOf(list: HTMLElement | null): HTMLElement[] {
  return [...(list?.querySelectorAll<HTMLElement>('[data-row]') ?? [])];
}

function focusCard(list: HTMLElement | null, id: string | undefined): void {
  requestAnimationFrame(() =>
    rowsOf(list)
      .find((row) => row.dataset.id === id)
      ?.focus(),
  );
}

/** After a decision the keyboard goes on with the next card that is still open; with none left it stays, where `u` takes the last one back. */
function focusNext(list: HTMLElement | null, id: string): void {
  requestAnimationFrame(() => {
    const rows = rowsOf(list);
    const here = rows.findIndex((row) => row.dataset.id === id);
    const next = rows.slice(here + 1).find((row) => row.dataset.open === 'true');
    (next ?? rows[here])?.focus();
  });
}
