import { describe, expect, test } from 'vitest';
import type { MissionSummary } from '../../read/missions.ts';
import type { StreamEvent } from '../../read/stream.ts';
import { filterEvents, filterMissions, isFiltered, NO_FILTERS, tagsOf } from './filters.ts';
import { kindWords } from './words.ts';

const event = (id: string, part: Partial<StreamEvent>) =>
  ({ id, agent_id: 'brain', kind: 'step_failed', title: '', summary: '', tags: [], ...part }) as StreamEvent;
const events = [
  event('a', { title: 'Read the news', tags: ['crawl'] }),
  event('b', { agent_id: 'growth', kind: 'proposal_rejected', summary: 'quota of News used up' }),
  event('c', { kind: 'mission_succeeded', title: 'Old papers' }),
];
const NOW = Date.parse('2026-03-02T12:00:00Z');
const ids = (list: { id: string }[]) => list.map(({ id }) => id);

describe('filters', () => {
  test('nothing filtered is the very same list', () => {
    expect(filterEvents(events, NO_FILTERS, NOW)).toBe(events);
  });
  test('by agent, by kind, and by words in any order and place', () => {
    expect(ids(filterEvents(events, { ...NO_FILTERS, agent: 'growth' }, NOW))).toEqual(['b']);
    expect(ids(filterEvents(events, { ...NO_FILTERS, group: 'missions' }, NOW))).toEqual(['c']);
    expect(ids(filterEvents(events, { ...NO_FILTERS, search: ' news' }, NOW))).toEqual(['a', 'b']);
    expect(ids(filterEvents(events, { ...NO_FILTERS, search: 'CRAWL read' }, NOW))).toEqual(['a']);
  });
  test('by weight, tag and time', () => {
    const timed = [event('new', { created_at: '2026-03-02T11:30:00Z' }), event('old', { created_at: '2026-03-01T11:30:00Z' })];
    expect(ids(filterEvents(events, { ...NO_FILTERS, severity: 'trouble' }, NOW))).toEqual(['a', 'b']);
    expect(ids(filterEvents(events, { ...NO_FILTERS, severity: 'good' }, NOW))).toEqual(['c']);
    expect(ids(filterEvents(events, { ...NO_FILTERS, tag: 'crawl' }, NOW))).toEqual(['a']);
    expect(ids(filterEvents(timed, { ...NO_FILTERS, hours: 1 }, NOW))).toEqual(['new']);
    expect(ids(filterEvents(timed, { ...NO_FILTERS, hours: 168 }, NOW))).toEqual(['new', 'old']);
  });
  test('blanks filter nothing; the tags that are there come the most frequent first', () => {
    expect(isFiltered({ ...NO_FILTERS, search: '  ' })).toBe(false);
    expect(isFiltered({ ...NO_FILTERS, hours: 1 })).toBe(true);
    const tagged = [event('1', { tags: ['b', 'a'] }), event('2', { tags: ['c', 'a'] })];
    expect(tagsOf(tagged, 2)).toEqual(['a', 'b']);
  });
  test('missions are found by title, origin, reason and step', () => {
    const mission = {
      id: 'm',
      agent_id: 'opus',
      title: 'Ship',
      origin: 'reaction draft_tweet',
      reason: null,
      steps: [{ kind: 'deploy', label: 'Deploy' }],
    };
    const missions = [mission as MissionSummary];
    for (const search of ['ship', 'draft_tweet', 'deploy']) expect(filterMissions(missions, { ...NO_FILTERS, search })).toHaveLength(1);
    expect(filterMissions(missions, { ...NO_FILTERS, search: 'crawl' })).toHaveLength(0);
    expect(filterMissions(missions, { ...NO_FILTERS, agent: 'brain' })).toHaveLength(0);
  });
  test('a kind of event that is not known yet still has words', () => {
    expect(kindWords('turn_taken')).toMatchObject({ label: 'turn taken' });
  });
});
