/** What a conversation may be about: the format's topics, filled with the company's latest. Pure. */
import type { Random } from '../../world/world.ts';
import type { Format } from '../company.ts';
import { oneLine } from '../text.ts';
import type { CompanyState } from './state-store.ts';

/** A subject, and whether text from outside (a title that was read somewhere) stands in it. */
export type Topic = { text: string; untrusted: boolean };

const MAX_TOPIC = 160;

/** The lines of the format that can be filled now. Always at least one: loading a company checks that. */
export function openTopics(format: Format, state: Pick<CompanyState, 'latest' | 'missions'>): Topic[] {
  const newest = (kinds: readonly string[]) => state.latest.find(({ kind }) => kinds.includes(kind))?.title;
  const fillings: Record<string, string | undefined> = {
    finding: newest(['finding', 'article']),
    draft: newest(['draft', 'tweet_draft']),
    failure: state.missions.last_failed?.title,
  };
  return format.topics.flatMap((line): Topic[] => {
    const name = /\{(\w+)\}/.exec(line)?.[1];
    if (!name) return [{ text: line, untrusted: false }];
    const filling = fillings[name];
    return filling
      ? [
          {
            text: oneLine(
              line.replace(`{${name}}`, () => oneLine(filling, 90)),
              MAX_TOPIC,
            ),
            untrusted: true,
          },
        ]
      : [];
  });
}

/** One that was not talked about lately, by lot; all were: any of them. */
export function pickTopic(topics: readonly Topic[], lately: readonly string[], random: Random): Topic {
  const fresh = topics.filter(({ text }) => !lately.includes(text));
  return random.pick(fresh.length ? fresh : topics);
}
