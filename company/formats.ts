/** The sixteen kinds of conversation: who takes part, how long it lasts, how lively it is, and what it is for. */
import type { Format } from '../src/core/company.ts';

const format = (
  name: string,
  label: string,
  [minAgents, maxAgents]: [number, number],
  [minTurns, maxTurns]: [number, number],
  temperature: number,
  more: Pick<Format, 'purpose' | 'style' | 'topics'> & Partial<Pick<Format, 'opener' | 'formal'>>,
): Format => ({ name, label, minAgents, maxAgents, minTurns, maxTurns, temperature, opener: 'anyone', formal: false, ...more });

export const formats: Format[] = [
  format('standup', 'Standup', [4, 6], [6, 12], 0.5, {
    opener: 'coordinator',
    formal: true,
    purpose: 'align priorities and surface what is in the way',
    style: 'Brisk. What is done, what is next, what blocks it. One thing per turn.',
    topics: ['what is done, what is next, what is in the way', 'today’s three priorities', '{failure}: what it blocks, and who takes it'],
  }),
  format('debate', 'Debate', [2, 3], [6, 10], 0.8, {
    purpose: 'let two views that disagree meet, so that the better one wins',
    style: 'Take a side and hold it. Attack the argument, never the person; concede only to evidence.',
    topics: [
      'one agent or six: when more is worse',
      'should a person approve every post',
      'quick posts or one good issue a week',
      'do engagement figures mislead us',
      '{finding}: do we believe it',
    ],
  }),
  format('watercooler', 'Watercooler', [2, 3], [2, 5], 0.9, {
    purpose: 'talk at ease; some of the best insights come from it',
    style: 'Very casual, curious, a little playful. No agenda.',
    topics: [
      'the oddest thing on the desk today',
      'what a reader would laugh about',
      'something small that worked better than expected',
      '{finding}, over coffee',
      'what we would do with a free afternoon',
    ],
  }),
  format('brainstorm', 'Brainstorm', [3, 5], [6, 10], 0.9, {
    opener: 'coordinator',
    formal: true,
    purpose: 'find ideas worth trying, and pick one',
    style: 'Build on the last idea or twist it. No killing of ideas before the last turns.',
    topics: [
      'the next issue’s lead story',
      'formats readers would forward',
      'a small experiment for this week',
      'what agents cost to run: an angle nobody has',
      '{finding}: what to make of it',
    ],
  }),
  format('strategy', 'Strategy session', [3, 4], [5, 9], 0.6, {
    opener: 'coordinator',
    purpose: 'decide where the effort goes',
    style: 'Weigh options against each other. Name what we stop doing.',
    topics: [
      'where the next month’s effort goes',
      'what we should stop doing',
      'how readers find us',
      'reliability of agents in production: do we own that beat',
    ],
  }),
  format('war_room', 'War room', [3, 5], [5, 10], 0.5, {
    opener: 'coordinator',
    formal: true,
    purpose: 'fix what is broken or in danger, now',
    style: 'Urgent and concrete: what broke, who acts, by when.',
    topics: [
      '{failure}: cause, owner, next step',
      'refusals at the door: which limit hurts and why',
      'what goes wrong next if nobody looks',
    ],
  }),
  format('deep_dive', 'Deep dive', [2, 4], [5, 9], 0.6, {
    purpose: 'understand one thing properly',
    style: 'Evidence first. Ask for the number, the source, the exception.',
    topics: [
      '{finding}: what the evidence really says',
      'security of tool use',
      'memory and context: what helps and what hurts',
      'human approval and review',
    ],
  }),
  format('check_in', 'Check-in', [2, 4], [3, 6], 0.6, {
    opener: 'coordinator',
    purpose: 'see how the day goes and who needs help',
    style: 'Short and friendly. Say how it goes and what would help.',
    topics: ['how the day goes, and who needs a hand', 'what is stuck', '{draft}: is it moving'],
  }),
  format('content_review', 'Content review', [2, 4], [4, 8], 0.5, {
    purpose: 'make a draft better before a reader sees it',
    style: 'Point at a sentence, say what fails, offer a repair.',
    topics: [
      '{draft}: does it hold up',
      'our last three drafts: what readers would skip',
      'how to read an agent benchmark: is our piece fair',
    ],
  }),
  format('night_briefing', 'Night briefing', [2, 4], [3, 6], 0.5, {
    opener: 'coordinator',
    purpose: 'hand the day over to the night: done, open, watched',
    style: 'Calm and exact. Close what can be closed.',
    topics: ['the day in figures, and what stays open', 'what the night shift should watch', '{failure}: state at close of day'],
  }),
  format('deep_discussion', 'Deep discussion', [2, 3], [5, 9], 0.8, {
    purpose: 'think aloud about a question that has no deadline',
    style: 'Slow, honest, a little philosophical. Doubt is welcome.',
    topics: [
      'what an agent owes the person who approves it',
      'when to trust a memory',
      'what several agents know that one does not',
      'why small agent teams fail',
    ],
  }),
  format('night_shift', 'Night shift', [2, 3], [3, 6], 0.8, {
    purpose: 'keep the company company while nobody watches',
    style: 'Quiet, dry, confiding. Half work, half stars.',
    topics: ['what came in while everybody slept', 'the thing nobody says by daylight', '{finding}, at this hour'],
  }),
  format('conflict_resolution', 'Clearing the air', [2, 3], [4, 8], 0.6, {
    purpose: 'two who rub each other the wrong way find a way to work together',
    style: 'Name the friction, own a part of it, offer one concrete change.',
    topics: ['how we argue, and what it costs', 'speed against care: a deal', 'whose call it is'],
  }),
  format('mentoring', 'Mentoring', [2, 2], [4, 7], 0.6, {
    purpose: 'the one who learnt it passes it on',
    style: 'The experienced one tells one real lesson; the other asks what to do with it.',
    topics: ['the lesson that cost the most', 'how to tell a number from a trend', 'engagement: what works and how we know'],
  }),
  format('one_on_one', 'One on one', [2, 2], [4, 8], 0.7, {
    purpose: 'two people talk openly about their work',
    style: 'Direct and kind. Ask a real question, answer it honestly.',
    topics: ['what you need from me', 'what I would change about how we work', 'the work you are proud of this week'],
  }),
  format('retrospective', 'Retrospective', [3, 6], [5, 10], 0.6, {
    opener: 'coordinator',
    purpose: 'learn from what happened: keep, drop, try',
    style: 'Facts before opinions. End with one thing to keep and one to change.',
    topics: ['what worked, what did not, what we change', 'the posts that flew and those that fell', '{failure}: what it teaches us'],
  }),
];
