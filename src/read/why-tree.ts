/** "Why?", as a page reads it: from the first cause down to a row and on to everything that came of it, each a sentence with the way to its page. */
import type { EventKind } from '../core/events/event.ts';
import { startOfDay } from '../core/time.ts';
import type { Sql } from '../world/db.ts';
import type { World } from '../world/world.ts';
import { namesOf } from './beats.ts';
import { consequences, MOST_CONSEQUENCES } from './consequences.ts';
import { currentPolicies } from './policies.ts';
import { eventSentence, type Names } from './sentences.ts';
import { type AgentNow, agentsNow } from './stage.ts';
import { type WhyLink, whyChain } from './why.ts';

export type WhyNode = {
  kind: string;
  state: string | null;
  id: string | null;
  agent_id: string | null;
  at: string | null;
  sentence: string;
  /** The page that shows it; null for what has none. */
  href: string | null;
};

export type WhyBranch = WhyNode & { id: string; children: WhyBranch[] };

export type WhyView = {
  as_of: string;
  /** The row that was asked about. */
  asked: WhyNode;
  /** From the first cause to the one right before the row. */
  causes: WhyNode[];
  consequences: WhyBranch[];
  /** How many consequences are shown, and whether there are more. */
  count: number;
  cut: boolean;
  agents: AgentNow[];
};

/** Null when nothing has this id. */
export async function whyView(world: World, id: string): Promise<WhyView | null> {
  const { sql } = world.db;
  const now = world.clock.now();
  const [chain, after] = await Promise.all([whyChain(sql, id), consequences(sql, id)]);
  const [self] = chain ?? [];
  if (!chain || !self) return null;
  const [shown, agents] = await Promise.all([
    placesOf(sql, [...chain, ...after]),
    agentsNow(world, await currentPolicies(world), startOfDay(now)),
  ]);
  const names = namesOf(world);
  const node = (link: WhyLink) => nodeOf(link, names, shown.get(link.id ?? ''));
  const children = Map.groupBy(after, (row) => row.parent_id);
  const branches = (parent: string): WhyBranch[] =>
    (children.get(parent) ?? []).map((row) => ({ ...node(row), id: row.id, children: branches(row.id) }));
  return {
    as_of: now.toISOString(),
    asked: node(self),
    causes: chain.slice(1).reverse().map(node),
    consequences: branches(id.toLowerCase()),
    count: after.length,
    cut: after.length >= MOST_CONSEQUENCES,
    agents,
  };
}

/** Where a row is shown, and for events what they carry. */
type Place = { id: string; place: string | null; metadata: { [key: string]: unknown } | null };

async function placesOf(sql: Sql, links: readonly WhyLink[]): Promise<Map<string, Place>> {
  const ids = (kind: string) => links.flatMap((link) => (link.kind === kind && link.id ? [link.id] : []));
  const rows = await sql<Place[]>`
    select id::text, coalesce(mission_id::text, case when cause_kind = 'conversation' then cause_id end) as place, metadata
      from ops_agent_events where id = any(${ids('event')}::uuid[])
    union all select proposal_id::text, id::text, null from ops_missions where proposal_id = any(${ids('proposal')}::uuid[])
    union all select id::text, mission_id::text, null from ops_mission_steps where id = any(${ids('step')}::uuid[])
    union all select id::text, conversation_id::text, null from ops_roundtable_turns where id = any(${ids('turn')}::uuid[])`;
  return new Map(rows.map((row) => [row.id, row]));
}

function nodeOf(link: WhyLink, names: Names, shown: Place | undefined): WhyNode {
  const { kind, state, id, agent_id, at } = link;
  return {
    kind,
    state,
    id,
    agent_id,
    at,
    sentence: sentenceOf(link, names, shown?.metadata ?? {}),
    href: pageOf(link, shown?.place ?? null),
  };
}

function sentenceOf(link: WhyLink, names: Names, metadata: { [key: string]: unknown }): string {
  const { kind, state, title, detail } = link;
  const who = names.agent(link.agent_id ?? '') || 'Someone';
  const because = detail ? `: ${detail}` : '';
  switch (kind) {
    case 'event':
      return eventSentence({ kind: state as EventKind, agent_id: link.agent_id ?? '', title, summary: detail ?? '', metadata }, names);
    case 'reaction':
      return `${who} ${title}${state === 'queued' ? ', at the next heartbeat' : ''}`;
    case 'proposal':
      return `${who} proposes “${title}”${state === 'rejected' || state === 'pending' ? because : ''}`;
    case 'mission':
      return `The mission “${title}”${because}`;
    case 'step':
      return `${who} works on “${names.step(title)}”${because}`;
    case 'artifact':
      return `${who} makes the ${state?.replaceAll('_', ' ')} “${title}”`;
    case 'outbox':
      return `${who} posts “${title}”${because}`;
    case 'llm_call':
      return `${who} asks the model, ${title}${because}`;
    case 'memory':
      return `${who} remembers: ${title}`;
    case 'conversation':
      return `A conversation, ${title}${because}`;
    case 'turn':
      return `${who}: “${title}”`;
    case 'initiative':
      return `${who} wants to start something: ${title}`;
    case 'person':
      return `${title} asked for it`;
    case 'schedule':
      return `The time had come: ${title}`;
    default:
      return title;
  }
}

function pageOf({ kind, state, id, agent_id, at }: WhyLink, place: string | null): string | null {
  switch (kind) {
    case 'event':
      if (state?.startsWith('conversation_') && place) return `/talks/${place}`;
      return place && !state?.startsWith('memory_') && !state?.startsWith('affinity_') ? `/missions/${place}?t=${id}` : dayOf(at, id);
    case 'mission':
      return `/missions/${id}`;
    case 'step':
      return place && `/missions/${place}`;
    case 'proposal':
      return place ? `/missions/${place}` : state === 'pending' ? '/approvals' : null;
    case 'artifact':
      return `/library/${id}`;
    case 'conversation':
      return `/talks/${id}`;
    case 'turn':
      return place && `/talks/${place}`;
    case 'memory':
    case 'initiative':
      return agent_id && `/agents/${agent_id}`;
    default:
      return PAGES[kind] ?? null;
  }
}

const PAGES: Record<string, string> = {
  reaction: '/triggers',
  schedule: '/triggers',
  outbox: '/outbox',
  metric: '/outbox',
  llm_call: '/costs',
};

function dayOf(at: string | null, id: string | null): string | null {
  return at && `/film/${at.slice(0, 10)}?t=${id}`;
}
