/** The day's rhythm: 24 slots in UTC. A slot takes place with its probability; the policy roundtable_policy says how many a day at most. */
import type { Slot } from '../src/core/company.ts';

const slot = (
  at: string,
  name: string,
  format: string,
  probability: number,
  fixed: string[],
  random: number,
  pairing?: Slot['pairing'],
): Slot => ({ at, name, format, probability, fixed, random, ...(pairing ? { pairing } : {}) });

export const schedule: Slot[] = [
  // Late night: few people, long thoughts.
  slot('00:00', 'Midnight thoughts', 'deep_discussion', 0.5, [], 2),
  slot('01:00', 'Night shift', 'night_shift', 0.4, ['observer'], 1),
  slot('02:00', 'Small hours', 'one_on_one', 0.4, [], 2),
  slot('03:00', 'Night watch', 'night_shift', 0.4, [], 2),
  slot('04:00', 'Quiet check', 'check_in', 0.4, ['observer'], 2),
  slot('05:00', 'First coffee', 'watercooler', 0.4, [], 2),
  // Morning: align, invent, decide.
  slot('06:00', 'Morning standup', 'standup', 1, ['opus', 'brain'], 3),
  slot('07:00', 'Morning ideas', 'brainstorm', 0.7, ['opus', 'creator'], 2),
  slot('08:00', 'Strategy session', 'strategy', 0.6, ['opus', 'brain'], 1),
  slot('09:00', 'Signals in depth', 'deep_dive', 0.7, ['brain', 'growth'], 1),
  slot('10:00', 'Coffee break', 'watercooler', 0.6, [], 3),
  slot('11:00', 'Mentoring hour', 'mentoring', 0.5, [], 0, 'mentoring'),
  // Afternoon: look closely, mend.
  slot('12:00', 'Lunch', 'watercooler', 0.6, [], 3),
  slot('13:00', 'Content review', 'content_review', 0.7, ['creator', 'observer'], 1),
  slot('14:00', 'Midday check-in', 'check_in', 0.6, ['opus'], 2),
  slot('15:00', 'Clearing the air', 'conflict_resolution', 0.6, [], 0, 'lowest'),
  slot('16:00', 'Analysis', 'deep_dive', 0.6, ['brain'], 2),
  slot('17:00', 'War room', 'war_room', 0.5, ['opus', 'observer'], 2),
  // Evening: argue, unwind, hand over.
  slot('18:00', 'Evening debate', 'debate', 0.8, [], 2),
  slot('19:00', 'After work', 'watercooler', 0.6, ['twitter-alt'], 1),
  slot('20:00', 'One on one', 'one_on_one', 0.5, ['opus'], 1),
  slot('21:00', 'Retrospective', 'retrospective', 0.6, ['opus', 'observer'], 2),
  slot('22:00', 'Night briefing', 'night_briefing', 0.8, ['opus', 'brain'], 1),
  slot('23:00', 'Late discussion', 'deep_discussion', 0.5, ['brain'], 1),
];
