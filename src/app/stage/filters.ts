/** What the stage shows of it all: by agent, kind, weight, tag, time and words. Pure. */
import type { MissionSummary } from '../../read/missions.ts';
import type { StreamEvent } from '../../read/stream.ts';
import { type Group, groupOf, kindWords, type Severity, severityOf } from './words.ts';

export type Filters = {
  agent: string | null;
  group: Group | null;
  severity: Severity | null;
  tag: string | null;
  /** Not older than this. */
  hours: number | null;
  search: string;
};

export const NO_FILTERS: Filters = { agent: null, group: null, severity: null, tag: null, hours: null, search: '' };

export function isFiltered(filters: Filters): boolean {
  return Object.values(filters).some((value) => (typeof value === 'string' ? value.trim() !== '' : value !== null));
}

/** @param now milliseconds */
export function filterEvents(events: StreamEvent[], filters: Filters, now: number): StreamEvent[] {
  if (!isFiltered(filters)) return events;
  const matches = searcher(filters.search);
  const since = filters.hours === null ? null : now - filters.hours * 3_600_000;
  return events.filter(
    (event) =>
      (!filters.agent || event.agent_id === filters.agent) &&
      (!filters.group || groupOf(event.kind) === filters.group) &&
      (!filters.severity || severityOf(event.kind) === filters.severity) &&
      (!filters.tag || event.tags.includes(filters.tag)) &&
      (since === null || Date.parse(event.created_at) >= since) &&
      matches([event.title, event.summary, event.kind, kindWords(event.kind).label, ...event.tags]),
  );
}

/** Kinds, weights and tags are of signals only: they leave missions alone. */
export function filterMissions(missions: MissionSummary[], filters: Filters): MissionSummary[] {
  const matches = searcher(filters.search);
  return missions.filter(
    (mission) =>
      (!filters.agent || mission.agent_id === filters.agent) &&
      matches([mission.title, mission.origin, mission.reason ?? '', ...mission.steps.flatMap((step) => [step.kind, step.label])]),
  );
}

/** The tags that are there, the most frequent first. */
export function tagsOf(events: StreamEvent[], most: number): string[] {
  const counts = new Map<string, number>();
  for (const event of events) for (const tag of event.tags) counts.set(tag, (counts.get(tag) ?? 0) + 1);
  return [...counts]
    .sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1))
    .slice(0, most)
    .map(([tag]) => tag);
}

/** Every word must occur somewhere. */
function searcher(search: string): (texts: string[]) => boolean {
  const words = search.toLowerCase().split(/\s+/).filter(Boolean);
  return (texts) => {
    const text = texts.join(' ').toLowerCase();
    return words.every((word) => text.includes(word));
  };
}
