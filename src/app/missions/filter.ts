/** What the missions page is asked for, read from its address and written back to it. Pure. */
import { cleanText } from '../../core/text.ts';
import type { MissionFilter } from '../../read/mission-list.ts';
import type { MissionStatus } from '../../read/missions.ts';

export const STATUSES: MissionStatus[] = ['approved', 'running', 'succeeded', 'failed', 'cancelled'];
export const ORIGINS: { source: string; label: string }[] = [
  { source: 'trigger', label: 'Trigger' },
  { source: 'reaction', label: 'Reaction' },
  { source: 'initiative', label: 'Initiative' },
  { source: 'action_item', label: 'Action item' },
  { source: 'person', label: 'Person' },
  { source: 'api', label: 'API' },
];

type Asked = Record<string, string | string[] | undefined>;

/** What it does not understand, it leaves out. */
export function missionFilter(asked: Asked): MissionFilter {
  const one = (key: string) => {
    const value = asked[key];
    return typeof value === 'string' && value ? cleanText(value.slice(0, 200)) : null;
  };
  return {
    status: STATUSES.find((status) => status === one('status')) ?? null,
    agent: one('agent'),
    origin: ORIGINS.find(({ source }) => source === one('origin'))?.source ?? null,
    text: one('q')?.trim() ?? '',
    before: one('before'),
  };
}

/** `?status=failed&q=tweet`, or nothing. */
export function filterQuery({ status, agent, origin, text, before }: MissionFilter): string {
  const asked = Object.entries({ status, agent, origin, q: text, before }).filter((pair): pair is [string, string] => Boolean(pair[1]));
  return asked.length ? `?${new URLSearchParams(asked)}` : '';
}
