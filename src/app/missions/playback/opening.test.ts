import { expect, test } from 'vitest';
import type { Beat } from '../../../read/beats.ts';
import { openingOf } from './opening.ts';
import { peopleAt } from './people.ts';

const beat = (id: string, kind: Beat['kind'], agent_id = 'brain'): Beat => ({
  id,
  kind,
  agent_id,
  at: '2026-03-02T09:00:00.000Z',
  sentence: id,
  mark: null,
  step_id: null,
  untrusted: false,
  payload: {},
  event: null,
});
const film = [beat('a', 'proposed'), beat('b', 'step_started'), beat('c', 'step_failed'), beat('d', 'mission_failed', 'opus')];

test('a film opens where its address says, else at the failure, at the live edge or at the beginning', () => {
  expect(openingOf(film, 'succeeded', 'b')).toEqual({ moment: 1, why: 'address' });
  expect(openingOf(film, 'failed', 'nowhere')).toEqual({ moment: 2, why: 'failure' });
  expect(openingOf(film, 'running', null)).toEqual({ moment: 3, why: 'live' });
  expect(openingOf(film, 'succeeded', null)).toEqual({ moment: 0, why: 'beginning' });
});

test('at a moment everyone is doing what they were last seen doing, and nobody knows the future', () => {
  expect(peopleAt(film, 1, ['opus', 'brain'])).toEqual([
    { agent_id: 'opus', state: 'idle', words: 'nothing yet' },
    { agent_id: 'brain', state: 'working', words: 'b' },
  ]);
  expect(peopleAt(film, 3, ['brain']).map(({ state }) => state)).toEqual(['failed', 'failed']);
});
