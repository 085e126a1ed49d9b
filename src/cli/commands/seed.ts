/** `seed`: policies, trigger rules and relationships that are missing. */
import { seed } from '../../core/seed.ts';
import type { Command } from '../command.ts';
import { withWorld } from '../open-world.ts';

const seedCommand: Command = {
  name: 'seed',
  summary: 'write policies, trigger rules and relationships that are missing; what a person edited is never overwritten',
  notes: 'With --json: {policies, triggers, relationships}, how many were new.',
  run: async (call) => {
    const added = await withWorld({ create: true }, ({ world }) => seed(world));
    if (call.json) call.out.json(added);
    else if (added.policies + added.triggers + added.relationships === 0) call.out.print('Everything is there already.');
    else call.out.print(`Added ${added.policies} policies, ${added.triggers} trigger rules and ${added.relationships} relationships.`);
    return 0;
  },
};

export const commands: readonly Command[] = [seedCommand];
