/** The simulated web: every feed brings up to three new articles a day, each with a page. The same seed and address give the same words. */
import { DAY_MS, startOfDay } from '../../core/time.ts';
import { seededRandom } from '../../world/random.ts';
import type { Feed, FeedItem, Fetched, Page, WebPort } from '../../world/web.ts';
import type { Clock, Random } from '../../world/world.ts';

/** Days that a feed lists. */
const LISTED_DAYS = 4;

const WHO = [
  'A dentist in Porto',
  'Two brothers who sell bicycles',
  'A city library',
  'A payroll bureau',
  'A seed bank',
  'An insurer’s claims desk',
  'A hospital kitchen',
  'A furniture repair shop',
  'A regional railway',
  'A school board',
  'A maker of hearing aids',
  'An auction house',
];
const DID = [
  'let agents answer its mail',
  'gave six agents one budget',
  'switched its critics off for a week',
  'made every agent explain itself',
  'moved the night shift to agents',
  'let two models check each other',
  'capped what an agent may spend',
  'wrote down why each run failed',
  'asked agents to propose their own work',
  'replaced dashboards by a daily standup of agents',
];
const FOUND = [
  'errors that reached a customer fell from {a} to {b} a week',
  'the bill went from {c} to {d} dollars a month',
  '{e} % of the proposals were refused at the door, and nobody missed them',
  'a person still decided {b} cases a day',
  'the longest chain of cause and effect had {b} links',
  'answers came after {a} minutes instead of {c}',
  'the agents remembered {c} lessons and used {a} of them',
];
const THEN = [
  'The first week went badly, because nobody had said who decides.',
  'What helped most was a list of everything an agent may not do.',
  'The team now reads one sampled decision in {a}.',
  'They would do it again, with smaller steps and a lower cap.',
  'The surprising part was how often two agents disagreed, and how useful that was.',
  'An earlier try without approvals was stopped after {b} days.',
];

type Story = { key: string; title: string; url: string; summary: string; body: string; at: Date };

export function simulatedWeb(seed: string, clock: Clock): WebPort {
  return {
    async read(url, known): Promise<Fetched<{ kind: 'page'; page: Page } | { kind: 'feed'; feed: Feed }>> {
      const story = /\/story\/(\d{4}-\d{2}-\d{2})\/(\d+)$/.exec(url);
      if (story)
        return {
          status: 'ok',
          value: { kind: 'page', page: pageOf(storyOf(seed, url.slice(0, story.index), story[1] ?? '', Number(story[2]))) },
        };
      const stories = published(seed, url, clock.now());
      const etag = stories[0]?.key ?? 'empty';
      if (known?.etag === etag) return { status: 'not_modified' };
      return {
        status: 'ok',
        value: { kind: 'feed', feed: { url, title: titleOf(url), items: stories.map(itemOf), etag, lastModified: null } },
      };
    },
  };
}

/** Newest first; a story appears at its hour. */
function published(seed: string, feed: string, now: Date): Story[] {
  const stories: Story[] = [];
  for (let back = 0; back < LISTED_DAYS; back++) {
    const day = new Date(startOfDay(now).getTime() - back * DAY_MS).toISOString().slice(0, 10);
    const count = seededRandom(`${seed}/web/${feed}/${day}`).int(0, 3);
    for (let n = 0; n < count; n++) stories.push(storyOf(seed, feed, day, n));
  }
  return stories.filter(({ at }) => at <= now).sort((a, b) => b.at.getTime() - a.at.getTime() || (a.key < b.key ? 1 : -1));
}

function storyOf(seed: string, feed: string, day: string, n: number): Story {
  const random = seededRandom(`${seed}/web/${feed}/${day}/${n}`);
  const who = random.pick(WHO);
  const title = `${who} ${random.pick(DID)}`;
  const facts = pickSome(FOUND, 3, random).map((text) => figured(text, random));
  const lead = `${capital(facts[0] ?? '')}.`;
  const rest = pickSome(THEN, 3, random).map((text) => figured(text, random));
  const body = [
    `${who} has run agents since spring, and ${facts[1]}.`,
    `## What changed\n\n${lead} ${rest[0]}`,
    `${rest[1]} ${capital(facts[2] ?? '')}.`,
    rest[2],
  ].join('\n\n');
  const at = new Date(`${day}T${String(random.int(0, 23)).padStart(2, '0')}:${String(random.int(0, 59)).padStart(2, '0')}:00Z`);
  return { key: `${feed}/${day}/${n}`, title, url: `${feed}/story/${day}/${n}`, summary: lead, body, at };
}

function figured(text: string, random: Random): string {
  const ranges: Record<string, [number, number]> = { a: [11, 48], b: [2, 9], c: [120, 900], d: [40, 118], e: [8, 37] };
  return text.replace(/\{([a-e])\}/g, (_, key: string) => String(random.int(...(ranges[key] ?? [1, 9]))));
}

function pickSome(list: readonly string[], count: number, random: Random): string[] {
  const left = [...list];
  return Array.from({ length: count }, () => left.splice(random.int(0, left.length - 1), 1)[0] ?? '');
}

const capital = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);
const titleOf = (feed: string) => `Simulated feed of ${feed.replace(/^https?:\/\//, '').split('/')[0] || 'the sample newsroom'}`;
const itemOf = ({ key, title, url, summary, at }: Story): FeedItem => ({ key, title, url, summary, publishedAt: at });

function pageOf({ title, url, body, at }: Story): Page {
  return { url, title, markdown: body, byline: null, site: 'Simulated web', publishedAt: at, etag: url, lastModified: null };
}
