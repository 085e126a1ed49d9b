/** One line of speech: questions are answered from the facts, and no sentence frame comes twice in a conversation. */
import type { JsonObject } from '../../../core/company.ts';
import type { Random } from '../../world.ts';
import { objectOf, objectsOf, textOf, textsOf } from '../facts.ts';
import { answerTurn as lineAtTheTable } from '../table/turn.ts';
import { alike, framesOf } from './near.ts';
import { factualAnswer } from './question.ts';

const TRIES = 6;
const TOO_ALIKE = 0.7;

export function answerTurn(facts: JsonObject, random: Random): string {
  const history = objectsOf(facts.history).map((line) => textOf(line.text));
  const said = [...textsOf(facts.said_today), ...history];
  const names = [objectOf(facts.persona), ...objectsOf(facts.participants)].map((one) => textOf(one.name));
  const used = new Set(history.flatMap((line) => framesOf(line, names)));
  const asked = textOf(objectOf(facts.question).text) !== '';
  let best: { line: string; faults: number } | null = null;
  for (let n = 0; n < TRIES; n++) {
    const own = random.fork(`line ${n}`);
    const line = (asked ? factualAnswer(facts, own.fork('question')) : null) ?? lineAtTheTable(facts, own);
    const repeats = said.includes(line) ? 10 : said.some((one) => alike(one, line) >= TOO_ALIKE) ? 2 : 0;
    const faults = repeats + framesOf(line, names).filter((frame) => used.has(frame)).length;
    if (!best || faults < best.faults) best = { line, faults };
    if (faults === 0) break;
  }
  // Said already, however often one tries: another thought rather than the same answer.
  return best && best.faults < 10 ? best.line : lineAtTheTable(facts, random.fork('other'));
}
