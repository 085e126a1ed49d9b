/** A diagnosis from the error itself: what class of failure it is, what the record shows, and one thing to do about it. */
import type { JsonObject } from '../../core/company.ts';
import type { Random } from '../world.ts';
import { numberOf, objectOf, objectsOf, short, textOf } from './facts.ts';

type Class = { category: string; signs: RegExp; causes: string[]; actions: string[] };

/** In this order: the first class whose signs show is the one. {step} is the step's kind, {where} the address or name in the error. */
const CLASSES: Class[] = [
  {
    category: 'setup',
    signs: /DEPLOY_WEBHOOK|not configured|is not set|no X keys|API_KEY|not known here|start it with/i,
    causes: ['{step} needs something that was never set up.', 'The setting that {step} relies on is missing.'],
    actions: [
      'Set what the error names in the environment and propose the work again.',
      'Either configure it or stop proposing {step}; asking again changes nothing.',
    ],
  },
  {
    category: 'budget',
    signs: /daily_cap_usd|spend(?:ing)? cap|daily_spend_cap|budget/i,
    causes: ['The day’s money was spent before {step} had its turn.', '{step} met the spending cap.'],
    actions: [
      'Raise the cap knowingly, or let the work wait for 00:00 UTC.',
      'Look at which purpose spent the day’s money; the cap did what it is for.',
    ],
  },
  {
    category: 'quota',
    signs: /x_daily_quota|content_policy|deploy_policy|quota|limit.{0,30}(?:reached|today)|\d+ of \d+ \w+ (?:posted|used|written) today/i,
    causes: ['A daily limit was full by the time {step} ran.', '{step} was allowed at the door and met a full quota at the counter.'],
    actions: [
      'Wait for the next slot at 00:00 UTC, or raise the limit by name.',
      'Spread the work over the day; the same hour asks for all of it.',
    ],
  },
  {
    category: 'blocked',
    signs: /robots|private address|forbidden|blocked|\b40[13]\b|not allowed|disallow|paywall/i,
    causes: ['{where} does not want to be read by programs.', 'The other side, or our own guard, forbids {where}.'],
    actions: ['Take the address off the list; a refusal is an answer.', 'Find another source for the same story; this one has said no.'],
  },
  {
    category: 'not_found',
    signs: /\b404\b|\b410\b|not found|\bgone\b|no such page|does not exist|unknown, not|is unknown/i,
    causes: ['{where} does not exist, or no longer.', 'The work pointed at something that is not there: {where}.'],
    actions: [
      'Correct the address or remove it from the feeds; trying again gives the same.',
      'Ask whoever proposed it where the address came from, then drop it.',
    ],
  },
  {
    category: 'rate_limit',
    signs: /\b429\b|rate.?limit|too many requests|retry.?after/i,
    causes: ['We asked {where} too often.', 'The other side counts requests, and {step} was one too many.'],
    actions: ['Leave a longer pause between requests to that host.', 'Wait; the queue will try again when the host allows it.'],
  },
  {
    category: 'timeout',
    signs: /time[d]?[- ]?out|deadline|took longer|no answer within|ETIMEDOUT|AbortError/i,
    causes: ['{where} did not answer in time, and did not say no either.', 'Time ran out while {step} was waiting for {where}.'],
    actions: [
      'Try once more in an hour; if it happens twice at the same address, drop the address.',
      'Check whether the host is slow for everybody before giving it more time.',
    ],
  },
  {
    category: 'bad_answer',
    signs: /could not be used|schema|not JSON|repaired|without a deliverable|invalid (?:answer|output)|answer was empty/i,
    causes: ['The model answered, twice, in a form that {step} cannot use.', 'What the model said does not fit what {step} must deliver.'],
    actions: [
      'Give {step} a stronger model in model_policy.models, or ask it for less at once.',
      'Read the fault the schema names; if it returns, the prompt has to say it earlier.',
    ],
  },
  {
    category: 'model',
    signs: /model unavailable|the model (?:did not answer|refused)|overloaded|\b529\b|model_policy/i,
    causes: ['The model was not to be had when {step} asked.', '{step} found nobody at the model’s end.'],
    actions: [
      'Check key and model name in model_policy; work that needs no model goes on meanwhile.',
      'Choose another model by policy if this one stays away; nothing switches by itself.',
    ],
  },
  {
    category: 'network',
    signs: /ECONN\w+|ENOTFOUND|EAI_AGAIN|getaddrinfo|DNS|connection|socket|network|TLS|certificate|\b5\d\d\b/i,
    causes: ['The way to {where} was interrupted.', '{where} could not be reached, or broke down while answering.'],
    actions: [
      'See whether other addresses answer; if not, the fault is on our side of the cable.',
      'Wait and let the next scan try; nothing here needs a person yet.',
    ],
  },
  {
    category: 'worker',
    signs: /stopped answering|lease|worker|killed|out of memory/i,
    causes: ['The worker that ran {step} stopped, {attempts}.', 'Nobody finished {step}: its worker went away each time.'],
    actions: [
      'Look at the worker’s log and memory at that minute; the step itself may be innocent.',
      'Run the step alone on one worker; if it kills that one too, it is the step.',
    ],
  },
  {
    category: 'bad_input',
    signs: /nothing to |payload|not a (?:feed|tweet draft|page)|is a (?:feed|page)|takes at most|draft_id|artifact_id|empty|holds no text/i,
    causes: ['{step} was asked for something it had no material for.', 'The request itself could not be carried out.'],
    actions: ['Do what the error suggests first, then ask again.', 'Repair the proposal, not the worker: the input is what failed.'],
  },
];

const UNKNOWN: Class = {
  category: 'unknown',
  signs: /./,
  causes: ['{step} failed in a way the record does not explain.', 'The error of {step} fits no pattern I know.'],
  actions: [
    'Read the error in full and add what is missing to its message, so that the next one explains itself.',
    'Run it once more by hand and watch; if it fails again, the message has to get better.',
  ],
};

export function answerDiagnosis(facts: JsonObject, random: Random): JsonObject {
  const step = objectOf(facts.failed_step);
  const error = textOf(step.error) || lastWords(facts);
  const found = CLASSES.find(({ signs }) => signs.test(error)) ?? UNKNOWN;
  const attempts = Math.max(1, numberOf(step.attempt));
  const fill = (text: string) => {
    const said = text
      .replaceAll('{step}', step.kind ? `the ${textOf(step.kind)} step` : 'the step')
      .replaceAll('{where}', whereIn(error))
      .replaceAll('{attempts}', attempts === 1 ? 'on the first attempt' : `${attempts} attempts in a row`);
    return /^https?:/.test(said) ? said : said.charAt(0).toUpperCase() + said.slice(1);
  };
  return {
    cause: fill(random.pick(found.causes)),
    evidence: evidenceOf(facts, step, error, attempts),
    recommendation: fill(random.pick(found.actions)),
    category: found.category,
  };
}

function lastWords(facts: JsonObject): string {
  const failure = objectsOf(facts.events).findLast((event) => /failed/.test(textOf(event.kind)));
  return textOf(failure?.summary);
}

function whereIn(error: string): string {
  const address = /https?:\/\/[^\s;,)”"]+/.exec(error)?.[0]?.replace(/[.:]+$/, '');
  return address ? short(address, 120) : 'the other side';
}

function evidenceOf(facts: JsonObject, step: JsonObject, error: string, attempts: number): string[] {
  const kind = textOf(step.kind) || 'the step';
  const retries = objectsOf(facts.events).filter((event) => textOf(event.kind) === 'step_retried').length;
  const before = objectsOf(facts.steps).filter((other) => textOf(other.status) === 'succeeded').length;
  const span = spanOf(facts);
  return [
    error ? `The error of ${kind}: “${short(error, 400)}”` : `${kind} failed and left no message.`,
    `It gave up after attempt ${attempts} of ${Math.max(attempts, numberOf(step.max_attempts))}${retries ? `; ${retries} earlier ${retries === 1 ? 'try was' : 'tries were'} put back into the queue` : ''}.`,
    before
      ? `${before} earlier ${before === 1 ? 'step' : 'steps'} of the mission went well, so the fault begins here.`
      : 'It was the first step; nothing before it can be to blame.',
    ...(span ? [span] : []),
  ];
}

function spanOf(facts: JsonObject): string | null {
  const times = objectsOf(facts.events)
    .map((event) => Date.parse(textOf(event.at)))
    .filter(Number.isFinite);
  if (times.length < 2) return null;
  const seconds = Math.round((Math.max(...times) - Math.min(...times)) / 1000);
  if (seconds < 90) return `From first to last event: ${seconds} s.`;
  return `From first to last event: ${Math.round(seconds / 60)} min.`;
}
