/** What the stage shows of it all: by agent, by kind of event, by words. Pure. */
import type { MissionSummary } from '../../read/missions.ts';
import type { StreamEvent } from '../../read/stream.ts';
import { type Group, groupOf } from './words.ts';

export type Filters = { agent: string | null; group: Group | null; search: string };

export const NO_FILTERS: Filters = { agent: null, group: null, search: '' };

export function filterEvents(events: StreamEvent[], filters: Filters): StreamEvent[] {
  if (!filters.agent && !filters.group && !filters.search.trim()) return events;
  const matches = searcher(filters.search);
  return events.filter(
    (event) =>
      (!filters.agent || event.agent_id === filters.agent) &&
      (!filters.group || groupOf(event.kind) === filters.group) &&
      matches([event.title, event.summary, event.kind, ...event.tags]),
  );
}

export function filterMissions(missions: MissionSummary[], filters: Filters): MissionSummary[] {
  const matches = searcher(filters.search);
  return missions.filter(
    (mission) =>
      (!filters.agent || mission.agent_id === filters.agent) &&
      matches([mission.title, mission.origin, mission.reason ?? '', ...mission.steps.flatMap((step) => [step.kind, step.label])]),
  );
}

/** Every word must occur somewhere. */
function searcher(search: string): (texts: string[]) => boolean {
  const words = search.toLowerCase().split(/\s+/).filter(Boolean);
  return (texts) => {
    const text = texts.join(' ').toLowerCase();
    return words.every((word) => text.includes(word));
  };
}
