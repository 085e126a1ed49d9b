/** Numbers of our posts: read from X by the heartbeat, or imported from an analytics export. */
import type { World } from '../../world/world.ts';
import type { PolicyValues } from '../company.ts';
import { InvalidInput } from '../errors.ts';
import { emit } from '../events/emit.ts';
import { readPolicies } from '../policy/policies.ts';
import { before, DAY_MS, MINUTE_MS } from '../time.ts';
import { rateOf, readAnalyticsCsv } from './metrics-rules.ts';
import { insertReadings, matchDrafts, type NewReading, selectUnread } from './metrics-store.ts';
import { comparable } from './rules.ts';
import { contentHash } from './store.ts';

/** Posts asked for in one heartbeat: one request. */
const MOST = 100;

/** The metrics job. Does nothing without X keys or while metrics_policy.fetch is off. */
export async function readMetrics(
  world: World,
  policies: PolicyValues,
): Promise<{ counts: { asked: number; read: number }; notes: string[] }> {
  const counts = { asked: 0, read: 0 };
  const { fetch, every_minutes, max_age_days } = policies.metrics_policy;
  if (!fetch || !world.x.configured) return { counts, notes: [] };
  const now = world.clock.now();
  const due = await selectUnread(world.db.sql, {
    postedSince: before(now, max_age_days * DAY_MS),
    readBefore: before(now, every_minutes * MINUTE_MS),
    limit: MOST,
  });
  if (due.length === 0) return { counts, notes: [] };
  counts.asked = due.length;
  const answer = await world.x.metrics(due.map(({ x_post_id }) => x_post_id));
  if (!answer.ok) return { counts, notes: [`X did not give its numbers: ${answer.detail}`] };
  const drafts = new Map(due.map(({ x_post_id, draft_id }) => [x_post_id, draft_id]));
  const readings = answer.posts
    .filter(({ id, impressions }) => drafts.has(id) && impressions > 0)
    .map((post): NewReading => reading(world, { draftId: drafts.get(post.id) ?? null, postId: post.id, ...post, source: 'x' }));
  counts.read = await insertReadings(world.db.sql, readings, world.clock.now());
  return { counts, notes: [] };
}

function reading(
  world: World,
  post: { draftId: string | null; postId: string; impressions: number; engagements: number; source: string },
): NewReading {
  const { draftId, postId, impressions, engagements, source } = post;
  return {
    id: world.ids.next(),
    draft_id: draftId,
    post_id: postId,
    impressions,
    engagements,
    engagement_rate: rateOf(impressions, engagements),
    source,
  };
}

export type Imported = { rows: number; ours: number; written: number; unknown: number; problems: string[] };

/** Imports an export; rows about posts that are not ours are counted and left out. Importing it again changes nothing. @throws InvalidInput when it is no such file */
export async function importMetrics(world: World, file: { csv: string; by: string }): Promise<Imported> {
  const read = readAnalyticsCsv(file.csv);
  if (!read.ok) throw new InvalidInput('file', `file: ${read.problem}`);
  const posts = read.readings.map(({ postId, text }) => ({
    post_id: postId,
    text_hash: text ? contentHash(comparable(text).toLowerCase()) : null,
  }));
  return world.db.begin(async (sql) => {
    const matches = await matchDrafts(sql, posts);
    const readings = matches.flatMap(({ place, draft_id, post_id }) => {
      const row = read.readings[place];
      return row ? [reading(world, { ...row, draftId: draft_id, postId: post_id ?? `draft:${draft_id}`, source: 'csv' })] : [];
    });
    const written = await insertReadings(sql, [...new Map(readings.map((one) => [one.post_id, one])).values()], world.clock.now());
    const imported = {
      rows: read.readings.length + read.problems.length,
      ours: matches.length,
      written,
      unknown: read.readings.length - matches.length,
      problems: read.problems,
    };
    if (written) {
      await emit(world, sql, await readPolicies(world, sql), [
        {
          agentId: world.company.coordinator,
          kind: 'metrics_imported',
          title: `${written} readings of posts imported`,
          summary: `${imported.ours} of ${imported.rows} rows are about our posts`,
          tags: ['metrics', 'imported'],
          metadata: { ...imported, problems: imported.problems.slice(0, 5) },
          cause: { kind: 'person', id: file.by },
          depth: 0,
        },
      ]);
    }
    return imported;
  });
}
