/** What a page needs to name an agent beside a row: its name and its colour. */
import type { Agent } from '../core/company.ts';
import type { World } from '../world/world.ts';

export type AgentTag = { id: string; name: string; color: Agent['color'] };

export function agentTags(world: World): AgentTag[] {
  return world.company.agents.map(({ id, displayName, color }) => ({ id, name: displayName, color }));
}
