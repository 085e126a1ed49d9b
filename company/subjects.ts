/** Titles of work and the subject they carry on: "Analyze: tool costs" leads to "Draft a tweet: tool costs", not to a chain of prefixes. */

export const VERBS = {
  scan: 'Scan for signals',
  track: 'Track the field',
  analyze: 'Analyze',
  performance: 'Analyze tweet performance',
  ops: 'Look at operations',
  brief: 'Daily brief',
  research: 'Research',
  write: 'Write',
  tweet: 'Draft a tweet',
  post: 'Post the draft',
  review: 'Review',
  diagnose: 'Diagnose',
  remember: 'Remember',
} as const;

const MAX_SUBJECT = 140;

export function titled(verb: keyof typeof VERBS, subject: string): string {
  return `${VERBS[verb]}: ${clip(subject)}`;
}

/** What a title is about: its text without our own verbs in front. */
export function subjectOf(title: string): string {
  const verb = Object.values(VERBS).find((known) => title.startsWith(`${known}: `));
  return clip(verb ? title.slice(verb.length + 2) : title) || 'the latest';
}

function clip(text: string): string {
  const line = text.replace(/\s+/g, ' ').trim();
  return line.length <= MAX_SUBJECT
    ? line
    : `${line
        .slice(0, MAX_SUBJECT - 1)
        .toWellFormed()
        .trimEnd()}…`;
}
