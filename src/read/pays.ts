/** Does it pay? Choices that a memory or an affinity changed, beside those that chance held back, and what came of each; conversations and their price. */
import { before, DAY_MS } from '../core/time.ts';
import type { Sql } from '../world/db.ts';
import type { World } from '../world/world.ts';
import { type Arm, conversationReturns, influenceArms, verdict } from './influence.ts';

/** Days one may look back. */
export const WINDOWS: readonly number[] = [7, 30, 90];

/** One of the windows; 30 when the text names none. */
export function daysOf(text: string | null): number {
  const days = Number(text);
  return WINDOWS.includes(days) ? days : 30;
}

export type PaysView = {
  as_of: string;
  days: number;
  kinds: { kind: Kind; verdict: string; influenced: Outcome; held_out: Outcome; untouched: number; newest: ChoiceLine[] }[];
  talks: TalkPrice[];
};

export type Kind = Arm['kind'];
/** One side of a comparison. `accepted` are the missions that came of it; `engagement` is the mean rate of their posts, 0 to 1. */
export type Outcome = Omit<Arm, 'kind' | 'arm'>;

export type ChoiceLine = {
  id: string;
  agent_id: string;
  chooser: string;
  influenced: boolean;
  base: string;
  chosen: string;
  memory: string | null;
  proposal_id: string | null;
  conversation_id: string | null;
  at: string;
};

export type TalkPrice = {
  format: string;
  label: string;
  talks: number;
  usd: number;
  memories: number;
  missions: number;
  succeeded: number;
};

const KINDS: readonly Kind[] = ['topic', 'pairing', 'initiative'];
const NEWEST = 5;
const NOTHING: Outcome = {
  ...{ decisions: 0, accepted: 0, succeeded: 0, failed: 0, posts: 0, engagement: null, drift: null, memories: 0, cost_usd: 0 },
};

export async function paysView(world: World, days: number): Promise<PaysView> {
  const { sql } = world.db;
  const now = world.clock.now();
  const since = before(now, days * DAY_MS);
  const [arms, newest, talks] = await Promise.all([influenceArms(sql, since), newestChoices(sql, since), conversationReturns(sql, since)]);
  const side = (kind: Kind, name: Arm['arm']): Outcome => {
    const { kind: _, arm: __, ...outcome } = arms.find((arm) => arm.kind === kind && arm.arm === name) ?? { kind, arm: name, ...NOTHING };
    return outcome;
  };
  return {
    as_of: now.toISOString(),
    days,
    kinds: KINDS.map((kind) => ({
      kind,
      verdict: verdict(arms, kind),
      influenced: side(kind, 'influenced'),
      held_out: side(kind, 'held_out'),
      untouched: side(kind, 'plain').decisions,
      newest: newest.filter((row) => row.kind === kind).map(({ kind: _, at, ...row }) => ({ ...row, at: at.toISOString() })),
    })),
    talks: talks.map(({ format, conversations, memories, missions, missions_succeeded, cost_usd }) => ({
      ...{ format, memories, missions, talks: conversations, succeeded: missions_succeeded, usd: cost_usd },
      label: world.company.formats.get(format)?.label ?? format,
    })),
  };
}

type ChoiceRow = Omit<ChoiceLine, 'at'> & { kind: Kind; at: Date };

function newestChoices(sql: Sql, since: Date): Promise<ChoiceRow[]> {
  return sql<ChoiceRow[]>`
    select id, kind, agent_id, chooser, influenced, base, chosen, memory, proposal_id, conversation_id, at from (
      select i.id, i.kind, i.agent_id, i.chooser, i.influenced, i.base, i.chosen, m.content as memory, i.proposal_id, i.conversation_id, i.created_at as at,
        row_number() over (partition by i.kind order by i.created_at desc, i.id desc) as place
      from ops_influences i left join ops_agent_memory m on m.id = i.memory_id
      where i.created_at >= ${since} and (i.influenced or i.held_out)
    ) as placed where place <= ${NEWEST} order by at desc, id desc`;
}
