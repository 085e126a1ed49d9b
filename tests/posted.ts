/** A tweet of an agent that is on X, with its draft and its place in the outbox. */
import type { World } from '../src/world/world.ts';

let drafts = 0;
export async function posted(world: World, text: string, agentId = 'twitter-alt'): Promise<{ draft: string; post: string }> {
  const draft = world.ids.next();
  const post = String(1_900_000_000_000_000_000n + BigInt(++drafts));
  const now = world.clock.now();
  await world.db.sql`
    insert into ops_artifacts (id, agent_id, kind, title, body, data, content_hash, created_at)
    values (${draft}, ${agentId}, 'tweet_draft', ${text}, ${text}, ${JSON.stringify({ text })}::text::jsonb, ${draft}, ${now})`;
  await world.db.sql`
    insert into ops_outbox (id, draft_id, agent_id, text, text_hash, status, x_post_id, created_at, sending_at)
    values (${world.ids.next()}, ${draft}, ${agentId}, ${text}, ${draft}, 'posted', ${post}, ${now}, ${now})`;
  return { draft, post };
}
