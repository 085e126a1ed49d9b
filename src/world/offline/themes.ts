/** What texts about agents are about, and what a thoughtful person says about each: readings, consequences, questions. */

export type Theme = 'cost' | 'approval' | 'reliability' | 'security' | 'teamwork' | 'memory' | 'measurement' | 'work';

const WORDS: Record<Theme, RegExp> = {
  cost: /\b(?:cost\w*|price\w*|bill(?:s|ed)?|spen[dt]\w*|cheap\w*|expensive|budget\w*|dollars?|token\w*|saving\w*|pays?)\b|[$€£]\s?\d/gi,
  approval: /\b(?:approv\w*|review\w*|queue\w*|sign[- ]off|human\w*|click\w*|permission\w*|confirm\w*|ask before)\b/gi,
  reliability:
    /\b(?:fail\w*|error\w*|retr(?:y|ies)|time-?outs?|crash\w*|broke|incident\w*|outage\w*|bug\w*|wrong|mistakes?|duplicate\w*|twice)\b/gi,
  security: /\b(?:inject\w*|attack\w*|security|poison\w*|malicious|leak\w*|vulnerab\w*|exploit\w*|hidden|sandbox\w*|secrets?)\b/gi,
  teamwork:
    /\b(?:multi-agent|six agents|several agents|agents talking|orchestrat\w*|critic\w*|coordinat\w*|delegat\w*|roles?|team of|single agent|one agent)\b/gi,
  memory: /\b(?:memor(?:y|ies)|remember\w*|forget\w*|context|notebook|retriev\w*|histor(?:y|ies)|lessons?)\b/gi,
  measurement: /\b(?:benchmark\w*|measur\w*|evaluat\w*|evals?|tests?|tested|accuracy|scores?|sample|percent|baseline|median)\b/gi,
  work: /\b(?:customers?|employees?|hours?|minutes?|staff|support|launch\w*|release\w*|tool\w*|model\w*|developer\w*|users?)\b/gi,
};

/** The theme most spoken about, in the texts and in the topic. */
export function themeOf(topic: string, texts: readonly string[]): Theme {
  const text = texts.join(' ');
  const scored = (Object.keys(WORDS) as Theme[]).map((theme) => {
    const weight = theme === 'work' ? 0.4 : 1;
    return { theme, score: weight * ((text.match(WORDS[theme])?.length ?? 0) + (topic.match(WORDS[theme])?.length ?? 0)) };
  });
  const best = scored.reduce((first, next) => (next.score > first.score ? next : first));
  return best.score > 0 ? best.theme : 'work';
}

/** What one sentence is about; its headline breaks a tie. */
export function themeOfFact(fact: { text: string; articleTitle: string }): Theme {
  return themeOf('', [fact.text, fact.text, fact.articleTitle]);
}

type Lines = {
  /** A few words for titles. */
  label: string[];
  /** What it may mean; careful, never a claim about the source. */
  readings: string[];
  /** What to do about it, beginning with a verb. */
  actions: string[];
  questions: string[];
  /** What to look at next. */
  topics: string[];
};

export const THEMES: Record<Theme, Lines> = {
  cost: {
    label: ['The bill', 'What it costs', 'Where the money goes', 'Price per result'],
    readings: [
      'If that holds elsewhere, cost belongs in the design and not in the month-end report.',
      'A price per call says little; a price per finished piece of work says nearly everything.',
      'The expensive part is rarely the part that people argue about.',
      'Cheap steps that have to be repeated are not cheap, and the ledger shows it later.',
      'What an error costs should decide which step gets the expensive model.',
    ],
    actions: [
      'Write down for each step what a wrong answer costs, in money, before choosing its model.',
      'Divide last month’s bill by finished pieces of work, and put that figure where everybody sees it.',
      'Run the cheapest model on last week’s cases and move over every step where nobody can tell the difference.',
      'Set a daily cap that can be reached, and look at what it stops.',
      'Count how much of the bill is agents talking to agents, and cut the longest conversation first.',
    ],
    questions: [
      'What would the same result have cost with one agent and a good set of tools?',
      'Who checks the bill, and how many days pass before a strange one is noticed?',
      'Does the saving include the hours of the people who correct the output?',
    ],
    topics: [
      'price per finished piece of work',
      'which steps run well on small models',
      'what retries cost',
      'daily caps that people keep',
    ],
  },
  approval: {
    label: ['The approval queue', 'Who has to say yes', 'The human in the loop', 'Waiting for a click'],
    readings: [
      'An approval that is nearly always given is a habit, and a habit does not look at what it signs.',
      'The wait is part of the product, even when nobody designed it.',
      'Fewer questions, asked at the right moment, may protect better than many.',
      'Whether a mistake can be taken back is a better dividing line than how risky it feels.',
      'People read what they are asked rarely.',
    ],
    actions: [
      'List what cannot be taken back, ask for approval there, and let the rest run under a cap.',
      'Put the amount and the reason into the first line of every request for approval.',
      'Measure how long a request waits and how often a person changes it; act when either is near zero.',
      'Let what nobody decides within a day lapse, with the reason written down.',
      'Check one in twenty of the small ones afterwards instead of all of them before.',
    ],
    questions: [
      'How often does a person change what the agent proposed?',
      'What happens to a request that nobody answers?',
      'Which approvals were given in under two seconds?',
    ],
    topics: ['what approvals change', 'how long requests wait', 'sampling instead of approving', 'which actions can be taken back'],
  },
  reliability: {
    label: ['What broke', 'The second try', 'Failure, in figures', 'Plumbing'],
    readings: [
      'The model is the part everybody watches; the plumbing is the part that fails.',
      'A time-out is not a no. It only means that nobody knows.',
      'An error that is noticed within a minute is a cost; one that is noticed within a month is a habit.',
      'Averages hide it: the rare, confident mistake does more damage than the frequent small one.',
      'What is repeated without a memory of the first time will sooner or later be done twice.',
    ],
    actions: [
      'Give every action that leaves the house a number that the other side refuses to accept twice.',
      'Ask what happened before trying again, and write down the answer.',
      'Sort last month’s failures by what they cost rather than by how often they came.',
      'Break one thing on purpose this week and time how long it takes until somebody notices.',
      'Make the agent say that it could not read something, and count how often it does.',
    ],
    questions: [
      'How would anybody have noticed if the error had been half as large?',
      'What does the agent do when the other side does not answer at all?',
      'Which of these failures would a restart have hidden?',
    ],
    topics: [
      'retries and double effects',
      'how fast failures are noticed',
      'rare and expensive errors',
      'agents that say they do not know',
    ],
  },
  security: {
    label: ['Text that gives orders', 'What the agent must not be able to do', 'Outside text', 'Permissions'],
    readings: [
      'A prompt asks; a missing permission decides.',
      'The agent that reads the web should not be the one that can write to customers.',
      'Text keeps its origin however many agents have retold it, and systems should remember that.',
      'A warning lowers the odds. Only taking the tool away changes the outcome.',
      'The dangerous path is the long one: page, summary, memory, post.',
    ],
    actions: [
      'Split the agent that reads strangers’ text from the one that can act, and start with the oldest.',
      'Carry a mark along with outside text, and stop what bears it at the door unless a person looks.',
      'List each agent’s permissions and take one away from every agent that did not use it this month.',
      'Plant a harmless order in a page your agents read, and see who obeys.',
    ],
    questions: [
      'Which agent both reads outside text and can send something?',
      'How long does an injected sentence survive in memory?',
      'What legitimate work does the protection hold up, and for how long?',
    ],
    topics: ['marks on outside text', 'agents without tools', 'how injected text travels', 'what protection holds up'],
  },
  teamwork: {
    label: ['One agent or several', 'Agents talking to agents', 'The price of a team', 'Roles'],
    readings: [
      'A second agent is a colleague only if it may say no; otherwise it is an echo with an invoice.',
      'Part of what a team of agents costs is the team.',
      'Roles look good on a diagram. The test is whether removing one changes the result.',
      'A critic earns its place when outcomes change, not when comments are made.',
      'More agents move the bottleneck more often than they remove it.',
    ],
    actions: [
      'Take one role away for a week, and keep it away if nothing moves.',
      'Run the same hundred cases through one agent before hiring a second.',
      'Count how many of the critic’s objections changed the outcome.',
      'Let one agent do the work and wake a second only when the first says it is unsure.',
    ],
    questions: [
      'Which role could be removed without anybody noticing?',
      'How much of what the agents say is read only by other agents?',
      'Does the comparison hold when the work is long instead of short?',
    ],
    topics: ['teams against single agents', 'critics that change outcomes', 'what coordination costs', 'when to wake a second agent'],
  },
  memory: {
    label: ['What agents remember', 'The notebook', 'Memory, measured', 'Forgetting'],
    readings: [
      'A memory that nobody prunes ends up quoting itself.',
      'Small notebooks are read. Large ones are searched, and what is searched for is found.',
      'Remembering is cheap; knowing what to forget is the work.',
      'Old lessons that contradict new ones do not cancel out, they take turns.',
      'What was true for one customer becomes a rule for all of them, unless somebody writes down where it came from.',
    ],
    actions: [
      'Cap the notebook, and let a new lesson in only when an old one goes.',
      'Store with each memory where it came from and when it was last right.',
      'Delete a tenth of what the agents remember and see whether anything gets worse.',
      'Look for two memories that contradict each other; there will be two.',
    ],
    questions: [
      'When was the oldest memory last useful?',
      'Who notices when a remembered fact stops being true?',
      'Does the gain remain when the notebook is ten times as long?',
    ],
    topics: [
      'pruning what agents remember',
      'memories that contradict each other',
      'where a lesson came from',
      'small notebooks against large ones',
    ],
  },
  measurement: {
    label: ['The benchmark and the desk', 'What was measured', 'Reading the numbers', 'The sample'],
    readings: [
      'A benchmark compares models; it does not know your files.',
      'The gap between a test and a desk is information, and mostly about the desk.',
      'One careful sample of your own cases is worth more than a table of other people’s.',
      'A figure without the size of its sample is a rumour with decimals.',
      'What is measured once is an anecdote; the second measurement makes it a figure.',
    ],
    actions: [
      'Take a hundred finished cases of your own and have them solved again; that is your benchmark.',
      'Write the size of the sample next to every share you publish.',
      'Ask the vendor for the figure on your sample, and put that into the contract.',
      'Repeat last month’s measurement before quoting it again.',
    ],
    questions: [
      'How large was the sample, and who chose it?',
      'Has anybody without an interest in the result repeated it?',
      'What was counted as solved, and by whom?',
    ],
    topics: ['own samples against benchmarks', 'who repeats a measurement', 'what counts as solved', 'small samples'],
  },
  work: {
    label: ['A day with agents', 'What changed at work', 'In practice', 'The small print'],
    readings: [
      'The useful part is not that it works, but where it stops.',
      'What changes first is what people spend their attention on.',
      'It reads like a story about a tool and is one about a desk.',
      'The interesting question is who noticed, and what they did next.',
      'Whether it helps depends on the part of the work that nobody wrote down.',
    ],
    actions: [
      'Pick one task that comes every day, time it by hand for a week, and only then let an agent try.',
      'Ask the person who did this work before what they would miss.',
      'Write down when the agent should stop, before writing what it should do.',
      'Try the smallest version on one real case this afternoon.',
    ],
    questions: [
      'Who uses this every day, and what did they do before?',
      'What does it look like on a bad day?',
      'What would make somebody switch it off?',
    ],
    topics: ['one task, before and after', 'where agents stop', 'who notices the difference', 'what people do with the time'],
  },
};
