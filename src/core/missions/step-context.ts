/** What a running step may use, and what it must return. Step kinds see this and nothing else of the engine. */
import type { z } from 'zod';
import type { WebPort } from '../../world/web.ts';
import type { WebhookPort } from '../../world/webhook.ts';
import type { Clock, Random } from '../../world/world.ts';
import type { Agent, JsonObject, PolicyValues } from '../company.ts';
import type { ArtifactRow, NewArtifact } from '../content/artifact.ts';
import type { MetricRow, Publication } from '../content/publication.ts';
import type { EventRow } from '../events/event.ts';
import type { NewMemory } from '../memory/keep.ts';

export type StepRow = {
  id: string;
  mission_id: string;
  agent_id: string;
  position: number;
  kind: string;
  status: 'queued' | 'running' | 'succeeded' | 'failed' | 'cancelled';
  ready: boolean;
  payload: JsonObject;
  result: JsonObject | null;
  priority: number;
  run_after: Date;
  reserved_by: string | null;
  lease_expires_at: Date | null;
  attempt: number;
  max_attempts: number;
  last_error: string | null;
  cause_kind: string;
  cause_id: string | null;
  depth: number;
  created_at: Date;
  started_at: Date | null;
  finished_at: Date | null;
};

/** One question to the model. `facts` is the same truth as the prompt's, as data: the offline model answers from it. */
export type Question = {
  purpose: string;
  system: string;
  prompt: string;
  facts: JsonObject;
  maxOutputTokens?: number;
  temperature?: number;
};

/** What a step reads of the company; every call is one SELECT. */
export type Library = {
  artifacts(filter: { kinds?: string[]; since?: Date; ids?: string[]; missionId?: string; limit: number }): Promise<ArtifactRow[]>;
  events(filter: { kinds?: string[]; since?: Date; missionId?: string; limit: number }): Promise<EventRow[]>;
  metrics(filter: { since: Date; limit: number }): Promise<MetricRow[]>;
  steps(missionId: string): Promise<StepRow[]>;
  memories(filter: {
    agentId?: string;
    limit: number;
  }): Promise<{ id: string; agent_id: string; type: string; content: string; confidence: number; tags: string[] }[]>;
  /** Counts for the last 24 hours: missions by status, proposals by status, rejections by gate, spend. */
  health(): Promise<JsonObject>;
};

export type StepContext<P> = {
  agent: Agent;
  step: StepRow;
  payload: P;
  mission: { id: string; title: string };
  /** Earlier steps of this mission, in order, all succeeded. */
  previous: StepRow[];
  policies: PolicyValues;
  clock: Clock;
  random: Random;
  web: WebPort;
  webhook: WebhookPort;
  library: Library;
  /** Aborts when the lease is lost, the mission is cancelled or the worker is told to stop. */
  signal: AbortSignal;
  /** Stores what the step made; the same content from the same step is stored once. */
  save(artifact: NewArtifact): Promise<ArtifactRow>;
  /** Asks the model; the answer is checked by the schema, with one repair attempt. Throws PermanentError / TransientError / SpendRefused. */
  ask<T>(question: Question, schema: z.ZodType<T>): Promise<T>;
  /** Remembers which pages and feed items were seen, for conditional requests and "new items only". */
  crawl: {
    page(url: string): Promise<{ etag: string | null; lastModified: string | null; artifactId: string | null } | null>;
    rememberPage(url: string, page: { etag: string | null; lastModified: string | null; artifactId: string | null }): Promise<void>;
    /** Marks items as seen; returns those that were new. Items first seen by this very step count as new again. */
    newItems(feedUrl: string, items: FeedItemSeen[]): Promise<FeedItemSeen[]>;
  };
  /** Publishes a draft through the outbox: at most one post, whatever crashes. */
  publish(draftId: string): Promise<Publication>;
  /** Lifts a finding into an agent's long-term memory, once per source. */
  remember(memory: Omit<NewMemory, 'cause'>): Promise<{ id: string; created: boolean }>;
};

export type FeedItemSeen = { key: string; title: string; url: string; publishedAt: Date | null };

export type StepResult = {
  /** The deliverable; must satisfy the kind's result schema. */
  result: JsonObject;
  /** One sentence for the event. */
  summary: string;
  /** Extra tags for the event, matched by the reaction matrix: ['tweet', 'drafted']. */
  tags: string[];
  /** The result carries text from outside. */
  untrusted?: boolean;
};
