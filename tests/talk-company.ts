/** Two agents who talk without pauses, on a lease of a second: for tests that kill workers. */
import type { Company, Format } from '../src/core/company.ts';
import { smallCompany, smallPolicies } from './small-company.ts';

const chat: Format = {
  name: 'chat',
  label: 'Chat',
  minAgents: 2,
  maxAgents: 2,
  minTurns: 6,
  maxTurns: 6,
  temperature: 0.5,
  purpose: 'to be interrupted',
  style: 'Plain.',
  opener: 'coordinator',
  formal: false,
  topics: ['interruptions'],
};

export function talkCompany(): Company {
  return smallCompany({
    formats: [chat],
    policies: {
      roundtable_policy: { ...smallPolicies.roundtable_policy, gap_seconds: [0, 0] },
      worker_policy: { ...smallPolicies.worker_policy, lease_seconds: 1 },
    },
  });
}
