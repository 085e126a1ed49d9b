/** Where a proposal came from, in two or three words: "trigger proactive_scan_signals", "reaction draft_tweet", "asked by ada". */
import type { ProposalRow } from '../core/proposals/store.ts';
import { isUuid } from '../core/text.ts';
import type { World } from '../world/world.ts';

type Caused = Pick<ProposalRow, 'id' | 'source' | 'cause_kind' | 'cause_id'>;

/** By proposal id. */
export async function causeWords(world: World, proposals: readonly Caused[]): Promise<Map<string, string>> {
  const { sql } = world.db;
  const ids = (kind: string) => proposals.flatMap((p) => (p.cause_kind === kind && p.cause_id && isUuid(p.cause_id) ? [p.cause_id] : []));
  const [rules, types] = await Promise.all([
    sql<
      { id: string; name: string | null }[]
    >`select id, metadata->>'rule' as name from ops_agent_events where id = any(${ids('trigger')}::uuid[])`,
    sql<{ id: string; name: string | null }[]>`select id, type as name from ops_agent_reactions where id = any(${ids('reaction')}::uuid[])`,
  ]);
  const names = new Map([...rules, ...types].map((row) => [row.id, row.name]));
  return new Map(proposals.map((proposal) => [proposal.id, words(proposal, names.get(proposal.cause_id ?? '') ?? null)]));
}

function words({ source, cause_id }: Caused, name: string | null): string {
  if (source === 'person') return cause_id ? `asked by ${cause_id}` : 'asked by a person';
  const plain = source.replace('_', ' ');
  return name ? `${plain} ${name}` : plain;
}
