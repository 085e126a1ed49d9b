/** Gathering what a step works from: artifacts named by the payload, made earlier in the mission, or recent ones about the topic. */

import type { JsonObject } from '../../src/core/company.ts';
import type { ArtifactKind, ArtifactRow, Source } from '../../src/core/content/artifact.ts';
import type { StepContext, StepRow } from '../../src/core/missions/step-context.ts';
import { before, DAY_MS } from '../../src/core/time.ts';
import { clip, MATERIAL_CHARS, type Passage } from './prompts.ts';

type Gatherer = Pick<StepContext<unknown>, 'library' | 'previous' | 'clock'>;

/** How far back "recent" reaches. */
const RECENT_DAYS = 14;
/** Recent artifacts looked at before the best are chosen. */
const LOOK = 60;

export type Wanted = {
  topic: string;
  kinds: readonly ArtifactKind[];
  artifactIds?: readonly string[];
  limit: number;
  /** The work will be read outside: findings about our own work and posts stay in. */
  outward?: boolean;
};

/**
 * Named artifacts first, else those of earlier steps, else recent ones about the topic. Findings bring the articles they rest on, and lists
 * of headlines those that were read.
 */
export async function gather(context: Gatherer, wanted: Wanted): Promise<ArtifactRow[]> {
  const named = wanted.artifactIds ?? context.previous.flatMap(madeBy);
  const given = named.length ? inOrder(await context.library.artifacts({ ids: [...named], limit: 40 }), named) : [];
  const usable = given.filter((artifact) => wanted.kinds.includes(artifact.kind) && mayBeUsed(artifact, wanted));
  const behind = await articlesBehind(context, usable);
  const direct = unique([...usable, ...behind]);
  if (direct.some((artifact) => artifact.kind !== 'signals')) return direct.slice(0, wanted.limit);
  return unique([...direct, ...(await recent(context, wanted))]).slice(0, wanted.limit);
}

/** The newest artifacts of these kinds, those about the topic first; lists of headlines only when there is nothing else. */
export async function recent(context: Gatherer, wanted: Omit<Wanted, 'artifactIds'>): Promise<ArtifactRow[]> {
  const since = before(context.clock.now(), RECENT_DAYS * DAY_MS);
  const full = wanted.kinds.filter((kind) => kind !== 'signals');
  const read = await context.library.artifacts({ kinds: full, since, limit: LOOK });
  const found =
    read.length || full.length === wanted.kinds.length ? read : await context.library.artifacts({ kinds: ['signals'], since, limit: 3 });
  const usable = found.filter((artifact) => mayBeUsed(artifact, wanted));
  const textOf = ({ title, body }: ArtifactRow) => `${title} ${title} ${body.slice(0, 4000)}`;
  return byRelevance(usable, wanted.topic, textOf).slice(0, wanted.limit);
}

function mayBeUsed({ kind, data }: ArtifactRow, { outward }: Pick<Wanted, 'outward'>): boolean {
  return !outward || kind !== 'finding' || (data.scope ?? 'signals') === 'signals';
}

/** What an artifact itself rests on (`data.based_on`), and the stored articles behind a list of headlines. */
async function articlesBehind(context: Gatherer, artifacts: readonly ArtifactRow[]): Promise<ArtifactRow[]> {
  const ids = artifacts.flatMap((artifact) => textsIn(artifact.data.based_on)).filter((id) => UUID.test(id));
  const based = ids.length ? await context.library.artifacts({ ids: [...new Set(ids)].slice(0, 20), limit: 20 }) : [];
  const addresses = new Set(artifacts.filter(({ kind }) => kind === 'signals').flatMap((list) => list.sources.map(({ url }) => url)));
  if (addresses.size === 0) return inOrder(based, ids);
  const since = before(context.clock.now(), RECENT_DAYS * DAY_MS);
  const read = await context.library.artifacts({ kinds: ['article'], since, limit: LOOK });
  return [...inOrder(based, ids), ...read.filter(({ url }) => url !== null && addresses.has(url))];
}

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/** The ids a succeeded step says it made. */
export function madeBy(step: StepRow): string[] {
  return textsIn(step.result?.artifact_ids);
}

export function textsIn(value: unknown): string[] {
  return Array.isArray(value) ? value.filter((item) => typeof item === 'string') : [];
}

/** Most words of the topic first; among equals the given order (newest first) stays. */
export function byRelevance<T>(items: readonly T[], topic: string, textOf: (item: T) => string): T[] {
  const words = topicWords(topic);
  const scored = items.map((item, index) => ({ item, index, score: score(words, textOf(item)) }));
  return scored.toSorted((a, b) => b.score - a.score || a.index - b.index).map(({ item }) => item);
}

function score(words: readonly string[], text: string): number {
  const lower = text.toLowerCase();
  return words.filter((word) => lower.includes(word)).length;
}

/** The words that carry meaning, shortened so that "agents" finds "agent" and "costs" finds "cost". */
export function topicWords(topic: string): string[] {
  const words = topic.toLowerCase().match(/[\p{L}\d]{4,}/gu) ?? [];
  return [...new Set(words.filter((word) => !EVERYDAY.has(word)).map((word) => (word.length > 5 ? word.slice(0, -1) : word)))];
}

const EVERYDAY = new Set(
  'about that this what when where which with from have them they will more most much week today nobody says made make than really agents agent'.split(
    ' ',
  ),
);

/** The same truth as the prompt's, as data: each artifact with as much text as the prompt shows of it. */
export function articleFacts(artifacts: readonly ArtifactRow[]): JsonObject[] {
  const share = Math.floor(MATERIAL_CHARS / Math.max(1, artifacts.length));
  return artifacts.map((artifact) => ({
    id: artifact.id,
    kind: artifact.kind,
    title: artifact.title,
    url: artifact.url ?? artifact.sources[0]?.url ?? null,
    site: typeof artifact.data.site === 'string' ? artifact.data.site : null,
    published_at: typeof artifact.data.published_at === 'string' ? artifact.data.published_at : null,
    excerpt: clip(artifact.body, share),
  }));
}

export function passages(artifacts: readonly ArtifactRow[]): Passage[] {
  return artifacts.map((artifact) => ({
    label: `${artifact.kind} id=${artifact.id} “${artifact.title}” ${artifact.url ?? ''}`,
    text: artifact.body,
  }));
}

/** Where the artifacts come from, each address once. */
export function sourcesOf(artifacts: readonly ArtifactRow[]): Source[] {
  const sources = artifacts.flatMap((artifact) => (artifact.url ? [{ url: artifact.url, title: artifact.title }] : artifact.sources));
  return [...new Map(sources.map((source) => [source.url, source])).values()].slice(0, 20);
}

export function anyUntrusted(artifacts: readonly ArtifactRow[]): boolean {
  return artifacts.some((artifact) => artifact.untrusted);
}

function unique(artifacts: readonly ArtifactRow[]): ArtifactRow[] {
  return [...new Map(artifacts.map((artifact) => [artifact.id, artifact])).values()];
}

function inOrder(artifacts: readonly ArtifactRow[], ids: readonly string[]): ArtifactRow[] {
  return artifacts.toSorted((a, b) => ids.indexOf(a.id) - ids.indexOf(b.id));
}
