/** One line of speech: questions are answered from the facts, and no sentence frame comes twice in a conversation. */
import type { JsonObject } from '../../../core/company.ts';
import type { Random } from '../../world.ts';
import { objectOf, objectsOf, textOf, textsOf } from '../facts.ts';
import { spoken } from '../table/slots.ts';
import { answerTurn as lineAtTheTable } from '../table/turn.ts';
import { knownFigures, namesUnknownFigure } from './figures.ts';
import { alike, framesOf } from './near.ts';
import { factualAnswer } from './question.ts';

const TRIES = 5;
const TOO_ALIKE = 0.7;
const LIMIT = 120;

export function answerTurn(given: JsonObject, random: Random): string {
  // Whoever speaks first has nobody to contradict.
  const facts = textOf(objectOf(given.reply_to).name) ? given : { ...given, tone: 'neutral' };
  const history = objectsOf(facts.history).map((line) => textOf(line.text));
  const said = [...textsOf(facts.said_today), ...history];
  const names = [objectOf(facts.persona), ...objectsOf(facts.participants)].map((one) => textOf(one.name));
  const used = new Set(history.flatMap((line) => framesOf(line, names)));
  const heard = new Set(said.flatMap(sentencesOf));
  const known = knownFigures(facts);
  const asked = textOf(objectOf(facts.question).text) !== '';
  let best: { line: string; faults: number } | null = null;
  for (let n = 0; n < TRIES; n++) {
    const own = random.fork(`line ${n}`);
    const line = ended((asked ? factualAnswer(facts, own.fork('question')) : null) ?? lineAtTheTable(facts, own), facts);
    const repeats = said.includes(line) ? 10 : said.some((one) => alike(one, line) >= TOO_ALIKE) ? 2 : 0;
    const wrong = namesUnknownFigure(line, known) ? 5 : 0;
    const faults =
      repeats +
      wrong +
      framesOf(line, names).filter((frame) => used.has(frame)).length +
      sentencesOf(line).filter((one) => heard.has(one)).length / 2;
    if (!best || faults < best.faults) best = { line, faults };
    if (faults === 0) break;
  }
  // Said already, however often one tries: another thought rather than the same answer.
  return best && best.faults < 10 ? best.line : lineAtTheTable(facts, random.fork('other'));
}

/** A phrase that somebody used today is worn, whatever stands before it. */
function sentencesOf(line: string): string[] {
  return line
    .toLowerCase()
    .split(/(?<=[.!?:])\s+/)
    .filter((one) => one.includes(' '));
}

/** A memory that is quoted ends like a sentence before the next one begins. */
function ended(line: string, facts: JsonObject): string {
  for (const memory of objectsOf(facts.memories)) {
    const quoted = spoken(textOf(memory.content), 72);
    const at = quoted ? line.indexOf(quoted) : -1;
    if (!quoted || at < 0 || /[.!?…]$/.test(quoted)) continue;
    const end = at + quoted.length;
    if (/^(?:\s|$)/.test(line.slice(end)) && line.length < LIMIT) return `${line.slice(0, end)}.${line.slice(end)}`;
  }
  return line;
}
