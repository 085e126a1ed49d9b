/** The office in one sentence, for whoever does not see it. Pure. */
import type { Activity, OfficeFrame } from '../frame.ts';

const WORDS: Readonly<Record<Activity, string>> = {
  'work.type': 'works',
  'work.read': 'reads',
  queued: 'is about to begin',
  think: 'thinks',
  talk: 'speaks',
  listen: 'listens',
  blocked: 'waits for a person',
  error: 'met a failure',
  idle: 'is free',
  off: 'is switched off',
};

export function officeWords({ people, sky }: OfficeFrame): string {
  const each = people.map(({ id, activity, doing }) => `${id} ${WORDS[activity]}${doing ? `: ${doing}` : ''}`);
  return `Office with ${people.length} agents by ${sky.phase}. ${each.join('; ')}`.slice(0, 900);
}
