/** What a newcomer has seen and done so far, from the rows that it left. Asked for only while the first hints are shown. */
import type { World } from '../world/world.ts';
import { currentPolicies } from './policies.ts';

export type FirstMinute = {
  as_of: string;
  company: string;
  /** The newest standup that has begun; null before the first. */
  standup: string | null;
  /** A person has approved or rejected something. */
  decided: boolean;
  named: boolean;
};

export async function firstMinute(world: World): Promise<FirstMinute> {
  const { company } = await currentPolicies(world);
  const [row] = await world.db.sql<[Pick<FirstMinute, 'standup' | 'decided' | 'named'>]>`
    select (select id from ops_roundtable_queue where format = 'standup' and status in ('running', 'distilling', 'completed')
        order by created_at desc limit 1) as standup,
      exists (select 1 from ops_mission_proposals where decided_by <> 'policy') as decided,
      exists (select 1 from ops_policy_history where key = 'company' and before ->> 'name' <> after ->> 'name') as named`;
  return { as_of: world.clock.now().toISOString(), company: company.name, ...row };
}
