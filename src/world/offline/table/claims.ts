/** What people at the table claim, by theme: sentences that stand alone, so that one may be remembered. */
import { seededRandom } from '../../random.ts';
import { type Theme, themeOf } from '../themes.ts';

export const CLAIMS: Record<Theme, readonly string[]> = {
  cost: [
    'A price per call says little; a price per finished piece says most.',
    'Retries are the quietest line on the bill.',
    'Cheap steps that must be repeated are not cheap.',
    'The costly part is rarely the part we argue about.',
    'Small models do the first pass as well as large ones.',
    'A daily cap only helps if it can be reached.',
    'Half the bill is agents reading what agents wrote.',
    'What an error costs should choose the model.',
    'Readers forward costs when the unit is one they know.',
    'Short prompts save more than cheap models.',
    'Nobody looks at the bill before it hurts.',
    'One skipped retry pays for ten careful checks.',
  ],
  approval: [
    'An approval that is always given is a habit, not a check.',
    'People read what they are asked rarely.',
    'The wait for a yes is part of the product.',
    'Ask before what cannot be undone, and only there.',
    'A queue is a decision nobody made.',
    'One in twenty checked afterwards beats twenty waved through.',
    'The first line of a request decides whether it is read.',
    'What nobody decides within a day should lapse.',
    'A yes in two seconds is not a review.',
    'Reviewers tire before lunch, and the queue knows it.',
    'A reason in the request halves the questions.',
    'Fewer approvals, better placed, protect more.',
  ],
  reliability: [
    'A time-out is not a no.',
    'The plumbing fails, not the model.',
    'What is retried without a memory happens twice.',
    'Rare, confident errors cost more than frequent small ones.',
    'A failure seen within a minute is cheap.',
    'The second try should know about the first.',
    'Averages hide the expensive Friday.',
    'An agent that admits it could not read is worth two.',
    'We mend the loud failures and live with the quiet ones.',
    'Every outage began as a shortcut somebody liked.',
    'Breaking one thing on purpose teaches more than ten reports.',
    'Restarting hides the cause and keeps the cost.',
  ],
  security: [
    'A missing permission beats a good prompt.',
    'Whoever reads the web should not be able to post.',
    'Outside text stays outside text, however often retold.',
    'The dangerous path is the long one: page, summary, memory, post.',
    'A warning lowers the odds; taking the tool away ends them.',
    'Unused permissions are the ones that get used.',
    'An order inside a page is still just text.',
    'The label on outside text must survive the summary.',
    'Attackers read our summaries more closely than we do.',
    'One agent that both reads and sends is one too many.',
    'A planted harmless order shows who obeys.',
    'Security that nobody notices gets switched off first.',
  ],
  teamwork: [
    'A second agent helps only if it may say no.',
    'Part of what a team costs is the team.',
    'Remove one role; if nothing moves, keep it removed.',
    'A critic counts when outcomes change, not comments.',
    'More hands move the bottleneck more often than remove it.',
    'Roles look good on a diagram and blur by noon.',
    'The best handover is one sentence long.',
    'Disagreement is cheap before the work and dear after it.',
    'Six views help when they differ, and cost when they do not.',
    'Whoever asks twice saves the third draft.',
    'Credit by name makes the next handover shorter.',
    'A meeting without a decision is a watercooler with chairs.',
  ],
  memory: [
    'A memory nobody prunes ends up quoting itself.',
    'Small notebooks are read, large ones are searched.',
    'Knowing what to forget is the work.',
    'Old lessons and new ones take turns unless one is struck out.',
    'A lesson without its source becomes a rule by accident.',
    'What is never looked up is decoration.',
    'Two memories that contradict each other are already there.',
    'A lesson is true until the readers change.',
    'Write down where it came from, or do not write it down.',
    'Ten sharp notes beat two hundred soft ones.',
    'We remember wins longer than we should.',
    'The oldest note was last useful in another month.',
  ],
  measurement: [
    'A share without its sample is a rumour with decimals.',
    'The gap between test and desk tells about the desk.',
    'Measured once is an anecdote, twice is a figure.',
    'Our own hundred cases beat other people’s table.',
    'Three good posts are luck, thirty are a format.',
    'Engagement counts thumbs, not readers helped.',
    'The best post and the median tell different stories.',
    'Who counts what as solved decides the score.',
    'Posts with one number do better than posts with three.',
    'A question at the end earns answers, not readers.',
    'The hour of posting matters less than the first five words.',
    'A metric everybody likes is probably being gamed.',
  ],
  work: [
    'It is useful to know where it stops.',
    'The part nobody wrote down decides whether it helps.',
    'What changes first is where attention goes.',
    'One task, every day, timed by hand first.',
    'A reader keeps what can be used the same day.',
    'Boring topics with one odd detail travel furthest.',
    'An issue needs one idea, not five.',
    'The first paragraph is usually for the writer.',
    'Readers answer when they are asked something small.',
    'Friday drafts read like Friday.',
    'People forward what makes them look prepared.',
    'A headline that promises less gets read to the end.',
  ],
};

const THEME_LIST = Object.keys(CLAIMS) as Theme[];

/** What a conversation turns on: its topic's theme, or one that the conversation keeps to when the topic names none. */
export function threadOf(topic: string, conversationId: string): Theme {
  const theme = themeOf(topic, []);
  return theme === 'work' ? seededRandom(`thread/${conversationId}`).pick(THEME_LIST) : theme;
}

const NOUNS: Record<Theme, string> = {
  cost: 'what this costs',
  approval: 'approvals',
  reliability: 'what breaks',
  security: 'outside text',
  teamwork: 'how we work together',
  memory: 'what we remember',
  measurement: 'our numbers',
  work: 'the next issue',
};

export function nounOf(theme: Theme): string {
  return NOUNS[theme];
}

/** The claim that stands in a line, and its theme. */
export function claimIn(text: string): { claim: string; theme: Theme } | null {
  for (const theme of THEME_LIST) {
    const claim = CLAIMS[theme].find((one) => text.includes(one) || text.includes(one.charAt(0).toLowerCase() + one.slice(1)));
    if (claim) return { claim, theme };
  }
  return null;
}
