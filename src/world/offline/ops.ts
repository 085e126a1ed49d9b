/** Findings about ourselves: the company's numbers of the day, and what its posts achieved. Computed, then said in the agent's voice. */
import type { JsonObject } from '../../core/company.ts';
import type { Random } from '../world.ts';
import { articlesOf, numberOf, objectOf, objectsOf, personaOf, short, textOf } from './facts.ts';
import { voiceOf } from './voices.ts';

type Point = { about: RegExp; weight: number; title: string; fact: string; action: string; next: string };

/** Answers what was asked about first, then whatever stands out most; if all is well, says so briefly. */
export function answerOps(facts: JsonObject, random: Random): JsonObject {
  const topic = textOf(facts.topic);
  const points = pointsOf(facts);
  const ranked = points
    .map((point) => ({ point, weight: point.weight + (point.about.test(topic) ? 2 : 0) }))
    .toSorted((a, b) => b.weight - a.weight);
  const chosen = ranked.slice(0, 3).map(({ point }) => point);
  const [first] = chosen;
  if (!first || ranked.every(({ point }) => point.weight <= 0.5)) return quiet(facts, chosen, random);
  const voice = voiceOf(personaOf(facts).id);
  const events = objectsOf(facts.events).filter((event) => /failed|rejected|disabled|unavailable/.test(textOf(event.kind)));
  const told = events[0]
    ? short(`${textOf(events[0].kind).replaceAll('_', ' ')}: ${textOf(events[0].title)} — ${textOf(events[0].summary)}`, 400)
    : null;
  return {
    title: first.title,
    finding: [random.pick(voice.plain), first.fact, ...chosen.slice(1).flatMap(({ fact }) => [random.pick(voice.also), fact])].join(' '),
    evidence: [
      ...chosen.map(({ fact }) => ({ artifact_id: 'health', quote_or_fact: fact })),
      ...(told ? [{ artifact_id: 'events', quote_or_fact: told }] : []),
    ],
    // Sure of the numbers; what they mean beyond today is another matter.
    confidence: 0.75,
    so_what: `${random.pick(voice.act)} ${first.action}`,
    suggested_topic: first.next,
  };
}

function pointsOf(facts: JsonObject): Point[] {
  const health = objectOf(facts.health);
  const limits = objectOf(facts.limits);
  const missions = counts(health.missions);
  const proposals = counts(health.proposals);
  const gates = counts(health.rejected_by_gate);
  const failures = counts(health.failed_steps_by_kind);
  const all = total(missions);
  const failed = missions.get('failed') ?? 0;
  const rejected = proposals.get('rejected') ?? 0;
  const pending = proposals.get('pending') ?? 0;
  const [gate, atGate] = largest(gates);
  const [kind, ofKind] = largest(failures);
  const spent = numberOf(health.model_spend_today_usd);
  const cap = numberOf(limits.model_daily_cap_usd);
  const share = cap > 0 ? spent / cap : 0;
  const calls = numberOf(health.model_calls_today);
  const waiting = pending === 1 ? '1 proposal waits' : `${pending} proposals wait`;
  const asked = calls === 1 ? '1 model call' : `${calls} model calls`;
  const done = numberOf(health.steps_done);
  const queued = numberOf(health.steps_waiting);
  const made = numberOf(health.artifacts);
  return [
    {
      about: /fail|second tr|broke|error/i,
      weight: failed ? 3 + failed / Math.max(1, all) : 0,
      title: failed ? `${failed} of ${all} missions failed` : `No mission failed out of ${all}`,
      fact: failed
        ? `${failed} of ${all} missions of the last 24 hours failed${kind ? `, most often at ${kind} (${ofKind})` : ''}.`
        : `None of the ${all} missions of the last 24 hours failed.`,
      action: failed
        ? `Read the diagnosis of the last failed ${kind ? `${kind} step` : 'mission'} and decide whether to repair it or to stop asking for it.`
        : 'Leave it alone.',
      next: kind ? `why ${kind} fails` : 'failures and second tries',
    },
    {
      about: /refus|reject|door|limit|quota/i,
      weight: rejected ? 2 + rejected / Math.max(1, total(proposals)) : 0,
      title: rejected
        ? `${rejected} of ${total(proposals)} proposals were refused${gate ? `, ${atGate} by ${gate}` : ''}`
        : 'Nothing was refused at the door',
      fact: rejected
        ? `${rejected} of ${total(proposals)} proposals were refused at the door${gate ? `, ${atGate} of them by ${gate}` : ''}.`
        : `None of ${total(proposals)} proposals was refused at the door.`,
      action: gate
        ? `Decide about ${gate}: raise it in the open, or let the agents who meet it ask less often.`
        : 'Keep the limits as they are.',
      next: gate ? `who meets ${gate}, and when` : 'what was refused at the door',
    },
    {
      about: /wait|approv|pending|person/i,
      weight: pending ? 1.5 + pending / Math.max(1, numberOf(limits.max_pending)) : 0,
      title: pending ? `${waiting} for a person` : 'Nothing waits for a person',
      fact: pending ? `${waiting} for a person; ${numberOf(limits.max_pending)} may wait at most.` : 'No proposal waits for a person.',
      action: pending ? 'Decide the oldest one today; a no with a reason is worth more than silence.' : 'Nothing to decide.',
      next: 'how long proposals wait',
    },
    {
      about: /spend|cost|cap|money|budget/i,
      weight: share > 0.8 ? 4 : share > 0.4 ? 1.5 : 0.2,
      title: `Models cost $${spent.toFixed(2)} today, of $${cap.toFixed(2)}`,
      fact: calls
        ? `${asked} today cost ${spent > 0 ? `$${spent.toFixed(4)}` : 'nothing'}; the daily cap is $${cap.toFixed(2)}.`
        : `No model was asked today; the daily cap is $${cap.toFixed(2)}.`,
      action: share > 0.8 ? 'Raise model_policy.daily_cap_usd knowingly, or let the rest wait for midnight.' : 'Leave the cap where it is.',
      next: 'spending by purpose',
    },
    {
      about: /brief|yesterday|today|way/i,
      weight: 0.4,
      title: `${done} ${done === 1 ? 'step' : 'steps'} done, ${queued || 'none'} waiting`,
      fact: `In the last 24 hours ${done} ${done === 1 ? 'step was' : 'steps were'} done and ${queued || 'none'} ${queued > 1 ? 'wait' : 'waits'}; ${made} ${made === 1 ? 'piece' : 'pieces'} of work came out of it.`,
      action: 'Look at what came out of it before asking for more.',
      next: 'which work was used afterwards',
    },
  ];
}

function quiet(facts: JsonObject, points: readonly Point[], random: Random): JsonObject {
  const persona = personaOf(facts).id;
  const calm =
    persona === 'observer'
      ? ['All is well. Nothing to decide.', 'Quiet. I looked twice.', 'Nothing failed, nothing was refused.']
      : ['All is well.', 'Nothing stands out, which is the good kind of boring.', 'On track.'];
  const done = pointsOf(facts).at(-1);
  const lines = [...new Set([done?.fact ?? '', ...points.slice(0, 2).map(({ fact }) => fact)])].filter(Boolean);
  return {
    title: `A quiet day: ${done?.title ?? 'nothing to report'}`,
    finding: [random.pick(calm), ...lines].join(' '),
    evidence: lines.map((fact) => ({ artifact_id: 'health', quote_or_fact: fact })),
    confidence: 0.7,
    so_what: random.pick([
      'Change nothing today.',
      'Leave it running, and look again tomorrow.',
      'Use the quiet to prune one rule that nobody met.',
    ]),
    suggested_topic: random.pick(['which rules never fire', 'which work was used afterwards', 'how long proposals wait']),
  };
}

/** Why a post did as it did: compared with the median of the others, or honestly not at all. */
export function answerTweetPerformance(facts: JsonObject, random: Random): JsonObject {
  const voice = voiceOf(personaOf(facts).id);
  const readings = objectsOf(facts.metrics).toSorted((a, b) => numberOf(b.engagement_rate) - numberOf(a.engagement_rate));
  const posts = articlesOf(facts);
  const traits = posts[0] ? traitsOf(posts[0].text) : [];
  const evidence = posts
    .slice(0, 2)
    .map(({ id, text }) => ({ artifact_id: id, quote_or_fact: short(text.split('\n\n*')[0] ?? text, 300) }));
  const [best] = readings;
  if (!best) {
    return {
      title: 'Too early to tell: no reading yet',
      finding: `${random.pick(['No numbers yet.', 'Nothing has been measured.'])} ${posts.length === 1 ? 'There is one post' : `There are ${posts.length || 'no'} posts`} and not one reading. ${posts[0] ? `What can be said about the text: it ${traits.join(', ')}.` : ''} Guessing now would be astrology.`,
      evidence,
      confidence: 0.3,
      so_what: `${random.pick(voice.act)} Wait for readings of at least three posts before changing the style.`,
      suggested_topic: 'readings of the first three posts',
    };
  }
  const rates = readings.map((row) => numberOf(row.engagement_rate));
  const middle = rates[Math.floor(rates.length / 2)] ?? 0;
  const ratio = middle > 0 ? numberOf(best.engagement_rate) / middle : 1;
  const rate = percent(numberOf(best.engagement_rate));
  const fact = `Post ${textOf(best.post_id)}: ${numberOf(best.impressions)} impressions, ${numberOf(best.engagements)} engagements, a rate of ${rate}`;
  const compared =
    readings.length > 2
      ? `The median of ${readings.length} posts is ${percent(middle)}; this one reached ${ratio.toFixed(1)} times that.`
      : `With ${readings.length} measured post${readings.length === 1 ? '' : 's'} there is no baseline.`;
  return {
    title:
      readings.length > 2 ? `A rate of ${rate}, ${ratio.toFixed(1)} times the median` : `A rate of ${rate}, and nothing to compare it with`,
    finding: `${fact}. ${compared}${posts[0] ? ` The text ${traits.join(', ')}.` : ''} ${random.pick(voice.doubt)}`,
    evidence: [
      {
        artifact_id: 'metrics',
        quote_or_fact: `post_id: ${textOf(best.post_id)}, impressions: ${numberOf(best.impressions)}, engagements: ${numberOf(best.engagements)}`,
      },
      ...evidence,
    ],
    confidence: readings.length >= 8 ? 0.75 : readings.length > 2 ? 0.55 : 0.35,
    so_what: `${random.pick(voice.act)} Write the next three posts ${traits.includes('opens with a figure') ? 'with a figure in the first line' : 'with the same opening'}, and three without, and compare.`,
    suggested_topic: 'the first line of our posts',
  };
}

function traitsOf(text: string): string[] {
  const post = text.split('\n\n*')[0] ?? text;
  const traits = [
    ...(/^\W*[$€£]?\d/.test(post) ? ['opens with a figure'] : []),
    ...(/[“"]/.test(post) ? ['quotes somebody'] : []),
    ...(/\?/.test(post) ? ['asks a question'] : []),
    ...(post.includes('\n') ? ['breaks its line once'] : []),
  ];
  return [`has ${post.length} characters`, ...traits];
}

function counts(value: JsonObject[string] | undefined): Map<string, number> {
  return new Map(Object.entries(objectOf(value)).map(([key, n]) => [key, Number(n) || 0]));
}

function total(map: Map<string, number>): number {
  return [...map.values()].reduce((sum, n) => sum + n, 0);
}

function largest(map: Map<string, number>): [string, number] {
  return [...map].toSorted((a, b) => b[1] - a[1])[0] ?? ['', 0];
}

function percent(rate: number): string {
  return `${(rate * 100).toFixed(1)} %`;
}
