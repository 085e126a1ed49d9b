'use client';
/** Calls people to the table and goes to what they say. */
import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { sendJson } from '../browser/api.ts';

export type Wanted = { format: string; topic: string; participants: string[] };

/** An empty topic is one of the format's own; nobody chosen means by lot. */
export function useStartTalk(): { start(wanted: Wanted): Promise<void>; busy: boolean; problem: string | null } {
  const router = useRouter();
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const start = async ({ format, topic, participants }: Wanted) => {
    setBusy(true);
    setProblem(null);
    const body = { format, ...(topic.trim() ? { topic: topic.trim() } : {}), ...(participants.length ? { participants } : {}) };
    const answer = await sendJson<{ id: string }>('POST', '/api/ops/conversations', body);
    if (answer.ok) return router.push(`/talks/${answer.value.id}`);
    setBusy(false);
    setProblem(answer.message);
  };
  return { start, busy, problem };
}
