/** Rows as the company leaves them behind, written directly: what the reading pages are tested with. */
import { randomUUID } from 'node:crypto';
import type { TestWorld } from './world.ts';

type Artifact = {
  kind?: string;
  agent?: string;
  title?: string;
  body?: string;
  url?: string;
  sources?: { url: string; title: string }[];
  untrusted?: boolean;
  missionId?: string;
  stepId?: string;
};

export async function makeArtifact(world: TestWorld, row: Artifact = {}): Promise<string> {
  const { kind = 'finding', agent = 'brain', title = 'A finding', body = `# ${title}\n\nText.`, untrusted = false } = row;
  const id = world.ids.next();
  await world.db.sql`
    insert into ops_artifacts (id, agent_id, kind, title, body, url, sources, content_hash, untrusted, mission_id, step_id, created_at)
    values (${id}, ${agent}, ${kind}, ${title}, ${body}, ${row.url ?? null}, ${JSON.stringify(row.sources ?? [])}::text::jsonb, ${id}, ${untrusted},
      ${row.missionId ?? null}, ${row.stepId ?? null}, ${world.clock.now()})`;
  return id;
}

type Mission = { title: string; kind: string; payload?: object; agent?: string };

export async function makeMission(world: TestWorld, row: Mission): Promise<{ missionId: string; stepId: string }> {
  const { sql } = world.db;
  const [proposalId, missionId, stepId] = [world.ids.next(), world.ids.next(), world.ids.next()];
  const { agent = 'brain', payload = {} } = row;
  const now = world.clock.now();
  await sql`
    insert into ops_mission_proposals (id, agent_id, title, status, source, cause_kind, decided_by, created_at)
    values (${proposalId}, ${agent}, ${row.title}, 'accepted', 'api', 'person', 'ada', ${now})`;
  await sql`insert into ops_missions (id, proposal_id, title, created_by, created_at) values (${missionId}, ${proposalId}, ${row.title}, ${agent}, ${now})`;
  await sql`
    insert into ops_mission_steps (id, mission_id, agent_id, kind, payload, run_after, created_at)
    values (${stepId}, ${missionId}, ${agent}, ${row.kind}, ${JSON.stringify(payload)}::text::jsonb, ${now}, ${now})`;
  return { missionId, stepId };
}

type Post = {
  status: string;
  text: string;
  draftId?: string;
  sendingAt?: Date;
  postId?: string;
  missionId?: string;
  stepId?: string;
  error?: string;
};

export async function makePost(world: TestWorld, row: Post): Promise<string> {
  const id = world.ids.next();
  const now = world.clock.now();
  const draftId = row.draftId ?? (await makeArtifact(world, { kind: 'tweet_draft', title: row.text, body: row.text }));
  await world.db.sql`
    insert into ops_outbox (id, draft_id, agent_id, mission_id, step_id, text, text_hash, status, x_post_id, price_usd, error, created_at, sending_at)
    values (${id}, ${draftId}, 'twitter-alt', ${row.missionId ?? null}, ${row.stepId ?? null}, ${row.text}, ${randomUUID()}, ${row.status}, ${row.postId ?? null}, 0.015,
      ${row.error ?? null}, ${now}, ${row.sendingAt ?? (row.status === 'sending' ? now : null)})`;
  return id;
}

type Call = { model: string; usd: number; agent: string; estimated?: boolean; at?: Date; missionId?: string; stepId?: string };

export async function makeCall(world: TestWorld, row: Call): Promise<void> {
  await world.db.sql`
    insert into ops_llm_calls (id, purpose, provider, model, agent_id, cause_kind, cause_id, mission_id, status, cost_usd, estimated, input_tokens, output_tokens, created_at)
    values (${world.ids.next()}, 'analyze', 'anthropic', ${row.model}, ${row.agent}, ${row.stepId ? 'step' : 'conversation'}, ${row.stepId ?? 'not an id'},
      ${row.missionId ?? null}, 'succeeded', ${row.usd}, ${row.estimated ?? false}, 1000, 200, ${row.at ?? world.clock.now()})`;
}

/** One heartbeat every five minutes up to now, of which the one `failed` beats ago failed. */
export async function makeBeats(world: TestWorld, { count, failed }: { count: number; failed: number }): Promise<void> {
  const jobs = JSON.stringify([{ name: 'triggers', ok: false, ms: 12, counts: {}, error: 'no such feed', cut: false, notes: [] }]);
  const now = world.clock.now().getTime();
  for (let ago = 1; ago <= count; ago++) {
    const at = new Date(now - ago * 300_000);
    await world.db.sql`
      insert into ops_action_runs (id, source, status, jobs, started_at, finished_at)
      values (${world.ids.next()}, 'scheduler', ${ago === failed ? 'failed' : 'succeeded'}, ${ago === failed ? jobs : '[]'}::text::jsonb, ${at},
        ${new Date(at.getTime() + 40)})`;
  }
}
