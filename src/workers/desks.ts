/** The desks beside the steps: the roundtable, where conversations go on turn by turn, and the initiatives. */
import type { ConversationRow } from '../core/conversations/conversation.ts';
import { goOn } from '../core/conversations/converse.ts';
import { failTalk, setbackTalk, wornOut } from '../core/conversations/setback.ts';
import { claimConversation, nextTalkAt, renewTalk } from '../core/conversations/store.ts';
import { takeInitiative } from '../core/initiative/generate.ts';
import { setbackInitiative } from '../core/initiative/setback.ts';
import { claimInitiative, type InitiativeRow, nextInitiativeAt, renewInitiative } from '../core/initiative/store.ts';
import type { World } from '../world/world.ts';
import type { Desk } from './desk.ts';

export function roundtable(world: World): Desk<ConversationRow> {
  const { sql } = world.db;
  return {
    kind: 'roundtable',
    channel: 'deskmates_talks',
    places: 3,
    claim: (_snapshot, workerId, leaseUntil) => claimConversation(sql, { workerId, now: world.clock.now(), leaseUntil }),
    renew: (talk, until) => renewTalk(sql, { id: talk.id, claimSeq: talk.claim_seq }, until),
    run: async (talk, { values }, signal) => {
      if (wornOut(talk))
        await failTalk(world, talk, values, `given up: its worker stopped ${talk.attempt - 1} times in a row at turn ${talk.turn_count}`);
      else await goOn(world, talk, values, signal);
    },
    setback: (talk, { values }, error) => setbackTalk(world, talk, values, error),
    nextAt: () => nextTalkAt(sql),
  };
}

export function initiatives(world: World): Desk<InitiativeRow> {
  const { sql } = world.db;
  return {
    kind: 'initiative',
    channel: 'deskmates_initiatives',
    places: 1,
    claim: ({ values }, workerId, leaseUntil) =>
      values.initiative_policy.enabled
        ? claimInitiative(sql, { workerId, withoutAgents: values.kill_switch.agents, now: world.clock.now(), leaseUntil })
        : Promise.resolve(null),
    renew: (row, until) => renewInitiative(sql, row, until),
    run: async (row, { values }, signal) => {
      await takeInitiative(world, row, values, signal);
    },
    setback: (row, { values }, error) => setbackInitiative(world, row, values, error),
    nextAt: () => nextInitiativeAt(sql),
  };
}
