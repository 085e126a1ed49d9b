'use client';
/** Who is in the office. The same people stay the same list, however often it is read, so that nobody is thrown out of the room. */
import { useMemo } from 'react';

export type CastMember = { id: string; name: string };

export function useCast(agents: readonly CastMember[]): CastMember[] {
  const text = JSON.stringify(agents.map(({ id, name }) => ({ id, name })));
  return useMemo(() => JSON.parse(text) as CastMember[], [text]);
}
