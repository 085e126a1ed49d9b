/** Which figures a speaker may name: those of the facts, and what follows from them directly. */
import type { Json, JsonObject } from '../../../core/company.ts';
import { numberOf, objectOf } from '../facts.ts';

const FIGURE = /\d+(?:\.\d+)?/g;

/** The figures that anybody may name with these facts. */
export function knownFigures(facts: JsonObject): Set<string> {
  const state = objectOf(facts.state);
  const known = new Set<string>();
  // Lines of the day may have been wrong; they vouch for nothing.
  collect([state, facts.memories ?? null, facts.conversation ?? null, facts.question ?? null, facts.reply_to ?? null], known);
  const quota = objectOf(state.quota);
  known.add(String(Math.max(0, numberOf(quota.tweets_limit) - numberOf(quota.tweets_used))));
  const metrics = objectOf(state.metrics);
  for (const rate of [metrics.median_rate, objectOf(metrics.best).rate, objectOf(metrics.worst).rate])
    known.add(plain((numberOf(rate) * 100).toFixed(1)));
  known.add(plain(numberOf(objectOf(state.spend).today_usd).toFixed(2)));
  return known;
}

export function namesUnknownFigure(line: string, known: ReadonlySet<string>): boolean {
  // “:00” belongs to the hour.
  return (line.replace(/:00\b/g, '').match(FIGURE) ?? []).some((figure) => !known.has(plain(figure)));
}

function collect(value: Json, known: Set<string>): void {
  for (const figure of JSON.stringify(value).match(FIGURE) ?? []) known.add(plain(figure));
}

function plain(figure: string): string {
  return String(Number(figure));
}
