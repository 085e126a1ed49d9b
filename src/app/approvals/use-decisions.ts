'use client';
/** The decision queue in a browser: real time, requests that outlive the page, and a page that goes away sends what waits. */
import { useEffect, useRef, useState } from 'react';
import { post } from '../policies/post.ts';
import { type Decided, type Decisions, decisionQueue, type Sent } from './decisions.ts';

/** @param onSettled a decision has arrived at the server */
export function useDecisions(onSettled: () => void): { decided: ReadonlyMap<string, Decided>; decisions: Decisions } {
  const [decided, setDecided] = useState<ReadonlyMap<string, Decided>>(new Map());
  const settled = useRef(onSettled);
  settled.current = onSettled;
  const queue = useRef<Decisions | null>(null);
  queue.current ??= decisionQueue({
    now: () => Date.now(),
    later: (ms, work) => {
      const timer = setTimeout(work, ms);
      return () => clearTimeout(timer);
    },
    send: async ({ id, decision, reason }): Promise<Sent> => {
      const path = `/api/ops/proposals/${id}/decide`;
      const answer = await post<{ status: 'accepted' | 'rejected'; reason: string | null }>(
        path,
        { decision, reason },
        { keepalive: true },
      );
      return answer.ok ? { ok: true, ...answer.value } : { ok: false, status: answer.status, message: answer.message };
    },
    changed: () => {
      const all = queue.current?.all() ?? [];
      setDecided(new Map(all.map((one) => [one.id, one])));
      if (all.some(({ standing }) => standing.state === 'done')) settled.current();
    },
  });
  const decisions = queue.current;
  useEffect(() => {
    const leaving = () => decisions.flush();
    window.addEventListener('pagehide', leaving);
    return () => {
      window.removeEventListener('pagehide', leaving);
      // Going to another page inside the dashboard unmounts this one without a pagehide.
      leaving();
    };
  }, [decisions]);
  return { decided, decisions };
}
