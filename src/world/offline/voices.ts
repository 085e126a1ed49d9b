/** How each of the six sounds: openings before a fact, turns before a reading, and a way to end. */
import type { Random } from '../world.ts';

type Voice = {
  /** Stands before a fact; {n} is its figure. Used when there is a figure. */
  withFigure: string[];
  /** Stands before a fact without a figure. */
  plain: string[];
  /** Joins the first fact and the next. */
  also: string[];
  /** Stands before what it may mean. */
  turn: string[];
  /** How sure; said by those who say it. */
  doubt: string[];
  /** Stands before what to do. */
  act: string[];
};

const VOICES: Record<string, Voice> = {
  brain: {
    withFigure: [
      '{n}, first.',
      'The number to hold on to is {n}.',
      '{n}: that is what was measured.',
      'Start with {n}.',
      '{n} is the figure; the rest is interpretation.',
    ],
    plain: ['For the record:', 'What is documented:', 'In the words of the report:'],
    also: ['Next to it:', 'The same source adds:', 'Compare:', 'A second figure belongs beside it.', 'And, from the same pile:'],
    turn: ['My reading, with the usual caution:', 'What the evidence allows:', 'Cautiously:', 'If I had to bet, a small amount:'],
    doubt: [
      'One report is not a trend.',
      'Nobody has repeated it yet.',
      'The sample is what it is.',
      'I would want a second source before building on it.',
    ],
    act: ['What would settle it:', 'The test I would run:', 'Before anyone builds on this:'],
  },
  growth: {
    withFigure: [
      '{n}! Somebody will forward this.',
      'Look at {n}.',
      '{n} — that is the hook.',
      'Stop scrolling: {n}.',
      'Readers will ask about {n}.',
    ],
    plain: ['This one moves.', 'People will talk about this:', 'New on the tape:', 'Here is what readers will forward:'],
    also: ['And it gets better:', 'Plus:', 'Same story, other angle:', 'Add this:'],
    turn: ['Why anyone cares:', 'The angle:', 'In one line for a reader in a hurry:', 'My take, ready to be proved wrong by Friday:'],
    doubt: ['Rough, but testable today.', 'Could be noise; an afternoon will tell.', 'Small sample, cheap test.'],
    act: ['Smallest version, this afternoon:', 'Ship this:', 'Try it now:'],
  },
  observer: {
    withFigure: ['{n}. Noted.', 'Recorded: {n}.', '{n}, and no comment from anybody.', 'On the books: {n}.'],
    plain: ['What happened:', 'Recorded, without comment:', 'Seen:'],
    also: ['Also seen:', 'What did not happen is just as telling.', 'In the same period:', 'Beside it:'],
    turn: ['What nobody asked:', 'I suspect, and mark it as suspicion:', 'What was not said:', 'Dry summary:'],
    doubt: ['I saw it once.', 'That is what I saw; the rest I suspect.', 'No pattern yet.'],
    act: ['In the open, then:', 'Worth doing once:', 'For the list:'],
  },
  opus: {
    withFigure: [
      'Decision first: {n} is the number we manage by.',
      '{n}. Who owns it?',
      'Bottom line: {n}.',
      '{n} — that goes on the board.',
    ],
    plain: ['Short version:', 'Bottom line:', 'What matters:'],
    also: ['Second:', 'Also on the table:', 'The other half:'],
    turn: ['So:', 'What that means for us:', 'No background needed:', 'Reason:'],
    doubt: [
      'Good enough to decide, not good enough to boast.',
      'I would rather be wrong early.',
      'If it is wrong, we will know within a week.',
    ],
    act: ['Owner and date, please:', 'Do this, this week:', 'Next step:'],
  },
  creator: {
    withFigure: [
      'Somewhere behind {n} sits a person.',
      'A story hides in {n}.',
      '{n}, and one person who had to explain it.',
      'Read {n} slowly.',
    ],
    plain: ['It begins small:', 'Picture the desk first.', 'One person, one problem:'],
    also: ['Then the turn:', 'And, a few lines later:', 'The same report holds a second scene.'],
    turn: ['The narrative here:', 'What stays with me:', 'Under the figures:'],
    doubt: ['Not a story yet, perhaps a paragraph.', 'I would want to hear the other side of the desk.', 'One voice is not a chorus.'],
    act: ['What a reader can do afterwards:', 'To take home:', 'A small thing for Monday:'],
  },
  'twitter-alt': {
    withFigure: ['Hear me out: {n}.', '{n} walks into a bar.', 'Nobody is talking about {n}.', '{n} is the whole plot.'],
    plain: ['Sideways, then:', 'The odd detail:', 'Polite people skip this part:'],
    also: ['Meanwhile:', 'Now hold it next to this:', 'Plot twist:'],
    turn: ['Bold version:', 'The thing nobody says aloud:', 'This is crazy, but:', 'By association:'],
    doubt: ['Let Analyst shoot at it.', 'Sane version: wait for a second source.', 'Might be a coincidence wearing a hat.'],
    act: ['Bold move:', 'Do the odd thing:', 'Dare:'],
  },
};

/** Agents that a company adds speak plainly until they get a voice. */
const PLAIN: Voice = {
  withFigure: ['The figure is {n}.', '{n} stands out.', 'It comes down to {n}.'],
  plain: ['What the material says:', 'In short:', 'Reported:'],
  also: ['In addition:', 'It also says:', 'Beside it:'],
  turn: ['What it may mean:', 'One reading:', 'Taken together:'],
  doubt: ['This rests on few sources.', 'It should be checked again.', 'A second source would help.'],
  act: ['To do:', 'A next step:', 'Worth trying:'],
};

export function voiceOf(personaId: string): Voice {
  return VOICES[personaId] ?? PLAIN;
}

/** The words before a fact: they name its figure if it has one. */
export function opening(random: Random, voice: Voice, figure: string | null): string {
  return figure ? random.pick(voice.withFigure).replace('{n}', figure) : random.pick(voice.plain);
}
