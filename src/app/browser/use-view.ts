'use client';
/** A page's view, kept live by reading it anew from the route that gives the same view as JSON. */
import { useState } from 'react';
import { getJson, toSignIn } from './api.ts';
import { useFresh } from './use-fresh.ts';

export function useView<T>(first: T, path: string): { view: T; stale: boolean; refresh(): void } {
  const [view, setView] = useState(first);
  const { connection, refresh } = useFresh({
    seen: null,
    read: async () => {
      const answer = await getJson<T>(path);
      if (answer.ok) setView(answer.value);
      else if (answer.status === 401) toSignIn();
    },
  });
  return { view, stale: connection.state === 'lost', refresh };
}
