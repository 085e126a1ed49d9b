/** What a trigger's checker may read. Each call is one SELECT; memories are read once per agent and heartbeat. */

import type { PolicyValues } from '../company.ts';
import type { ArtifactRow } from '../content/artifact.ts';
import type { MetricRow } from '../content/publication.ts';
import type { EventRow } from '../events/event.ts';
import type { Memory } from '../memory/rules.ts';

export type TriggerFacts = {
  policies: PolicyValues;
  events(filter: { kinds: string[]; since: Date; tags?: string[]; limit: number }): Promise<EventRow[]>;
  artifacts(filter: { kinds: string[]; since: Date; limit: number }): Promise<ArtifactRow[]>;
  metrics(filter: { since: Date; minRate: number; limit: number }): Promise<MetricRow[]>;
  /** True when a proposal with this dedupe key exists: the work was already asked for. */
  asked(dedupeKey: string): Promise<boolean>;
  /** The agent's live memories, newest first; one read per agent and heartbeat (S29). */
  memories(agentId: string): Promise<readonly Memory[]>;
};
