/** The offline model: answers every purpose from the facts behind the prompt. The same facts and seed give the same answer. */
import type { JsonObject } from '../../core/company.ts';
import { seededRandom } from '../random.ts';
import type { Random } from '../world.ts';
import { answerDiagnosis } from './diagnosis.ts';
import { answerDraft } from './draft.ts';
import { answerFinding } from './finding.ts';
import { answerOps, answerTweetPerformance } from './ops.ts';
import { answerResearch } from './research.ts';
import { answerReview } from './review.ts';
import { answerDistill } from './talk/distill.ts';
import { answerInitiative } from './talk/initiative.ts';
import { answerTurn } from './talk/turn.ts';
import { answerTweet } from './tweet.ts';

/** Objects are answers in JSON, a text is an answer in plain words. */
const ANSWERS: Record<string, (facts: JsonObject, random: Random) => JsonObject | string> = {
  analyze: (facts, random) => {
    if (facts.scope === 'ops') return answerOps(facts, random);
    return facts.scope === 'tweet-performance' ? answerTweetPerformance(facts, random) : answerFinding(facts, random);
  },
  research: answerResearch,
  write: answerDraft,
  tweet: answerTweet,
  review: answerReview,
  diagnose: answerDiagnosis,
  turn: answerTurn,
  distill: answerDistill,
  initiative: answerInitiative,
};

/** @throws Error naming the purpose when nothing answers it */
export function answerOffline(purpose: string, facts: JsonObject, seed: string): string {
  const answer = Object.hasOwn(ANSWERS, purpose) ? ANSWERS[purpose] : undefined;
  if (!answer) throw new Error(`the offline model answers ${Object.keys(ANSWERS).join(', ')}; not ${purpose}`);
  const said = answer(facts, seededRandom(seed).fork(purpose));
  return typeof said === 'string' ? said : JSON.stringify(said);
}
