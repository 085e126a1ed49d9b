/** A step's surroundings as plain objects: a library in memory, a web of given pages, and the offline model behind `ask`. */
import type { z } from 'zod';
import { agents } from '../company/agents.ts';
import { policies as definitions } from '../company/policies.ts';
import { stepKinds } from '../company/steps/index.ts';
import type { JsonObject, PolicyValues } from '../src/core/company.ts';
import type { ArtifactKind, ArtifactRow } from '../src/core/content/artifact.ts';
import type { MetricRow, Publication } from '../src/core/content/publication.ts';
import { PermanentError } from '../src/core/errors.ts';
import type { EventRow } from '../src/core/events/event.ts';
import type { Question, StepContext, StepResult, StepRow } from '../src/core/missions/step-context.ts';
import { virtualClock } from '../src/world/clock.ts';
import { answerOffline } from '../src/world/offline/answer.ts';
import { makeIds, seededRandom } from '../src/world/random.ts';
import type { Conditional, Fetched, WebPort } from '../src/world/web.ts';
import type { WebhookOutcome } from '../src/world/webhook.ts';

type Read = Awaited<ReturnType<WebPort['read']>>;

export type Office = ReturnType<typeof office>;

/** An office with an empty library; `run` runs a step kind in it the way a worker would. */
export function office(seed = 'office') {
  const clock = virtualClock(new Date('2026-11-23T09:00:00Z'));
  const ids = makeIds(clock, seededRandom(`${seed}/ids`));
  const artifacts: ArtifactRow[] = [];
  const steps: StepRow[] = [];
  const pages = new Map<string, Fetched<unknown> | ((conditional: Conditional | null) => Fetched<unknown>)>();
  const seenPages = new Map<string, { etag: string | null; lastModified: string | null; artifactId: string | null }>();
  const seenItems = new Map<string, string>();
  const home = {
    clock,
    ids,
    artifacts,
    steps,
    pages,
    seenPages,
    events: [] as EventRow[],
    metrics: [] as MetricRow[],
    memories: [] as { id: string; agent_id: string; type: string; content: string; confidence: number; tags: string[] }[],
    health: {} as JsonObject,
    policies: Object.fromEntries(definitions.map(({ key, default: value }) => [key, value])) as PolicyValues,
    /** Web requests in order, with what they asked for. */
    requests: [] as { url: string; conditional: Conditional | null }[],
    questions: [] as Question[],
    delivered: [] as { key: string; body: object }[],
    published: [] as string[],
    remembered: [] as Parameters<StepContext<unknown>['remember']>[0][],
    webhook: { outcome: 'not_configured' } as WebhookOutcome,
    publication: (draft: ArtifactRow): Publication => ({
      status: 'would_post',
      outboxId: ids.next(),
      reason: 'posting is switched off',
      text: draft.body,
    }),
    /** Replaces the offline model: what a model may say. */
    model: null as null | ((question: Question) => unknown),
    keep,
    step,
    run,
  };

  function keep(kind: ArtifactKind, change: Partial<ArtifactRow> = {}): ArtifactRow {
    const id = ids.next();
    clock.advance(1);
    const row: ArtifactRow = {
      id,
      agent_id: 'growth',
      kind,
      title: 'Untitled',
      body: 'Nothing.',
      data: {},
      sources: [],
      url: null,
      content_hash: id,
      untrusted: false,
      mission_id: null,
      step_id: null,
      created_at: clock.now(),
      ...change,
    };
    artifacts.unshift(row);
    return row;
  }

  function step(kind: string, change: Partial<StepRow> = {}): StepRow {
    const row: StepRow = {
      id: ids.next(),
      mission_id: ids.next(),
      agent_id: 'brain',
      position: 0,
      kind,
      status: 'running',
      ready: true,
      payload: {},
      result: null,
      priority: 0,
      run_after: clock.now(),
      reserved_by: 'w1',
      lease_expires_at: null,
      attempt: 1,
      max_attempts: 3,
      last_error: null,
      cause_kind: 'mission',
      cause_id: null,
      depth: 0,
      created_at: clock.now(),
      started_at: clock.now(),
      finished_at: null,
      ...change,
    };
    steps.push(row);
    return row;
  }

  function read(url: string, conditional: Conditional | null): Read {
    home.requests.push({ url, conditional });
    const page = pages.get(url);
    const answer = typeof page === 'function' ? page(conditional) : page;
    const gone = { status: 'failed', failure: { kind: 'gone', detail: `${url} answered HTTP 404`, retryAfterMs: null } };
    return (answer ?? gone) as Read;
  }

  /** Checks payload and deliverable as the engine does. */
  async function run(
    kindName: string,
    payload: JsonObject,
    given: { agent?: string; step?: StepRow; previous?: StepRow[] } = {},
  ): Promise<StepResult> {
    const kind = stepKinds.find((known) => known.kind === kindName);
    if (!kind) throw new Error(`no kind ${kindName}`);
    const row = given.step ?? step(kindName);
    const agent = agents.find(({ id }) => id === (given.agent ?? row.agent_id));
    if (!agent) throw new Error('no such agent');
    const random = seededRandom(`${seed}/${row.id}/${row.attempt}`);
    const context: StepContext<unknown> = {
      agent,
      step: row,
      payload: kind.payload.parse(payload),
      mission: { id: row.mission_id, title: 'A mission' },
      previous: given.previous ?? [],
      policies: home.policies,
      clock,
      random,
      signal: new AbortController().signal,
      web: { read: async (url, conditional) => read(url, conditional) },
      webhook: {
        deliver: async (key, body) => {
          home.delivered.push({ key, body });
          return home.webhook;
        },
      },
      library: {
        artifacts: async ({ kinds, since, ids: wanted, missionId, limit }) =>
          artifacts
            .filter((row) => !kinds || kinds.includes(row.kind))
            .filter((row) => !since || row.created_at >= since)
            .filter((row) => !wanted || wanted.includes(row.id))
            .filter((row) => !missionId || row.mission_id === missionId)
            .slice(0, limit),
        events: async ({ limit }) => home.events.slice(0, limit),
        metrics: async ({ limit }) => home.metrics.slice(0, limit),
        steps: async (missionId) => steps.filter(({ mission_id }) => mission_id === missionId),
        memories: async ({ agentId, limit }) => home.memories.filter(({ agent_id }) => !agentId || agent_id === agentId).slice(0, limit),
        health: async () => home.health,
      },
      save: async (artifact) =>
        artifacts.find((known) => known.kind === 'article' && known.url === artifact.url && known.body === artifact.body) ??
        keep(artifact.kind, {
          ...artifact,
          url: artifact.url ?? null,
          agent_id: agent.id,
          mission_id: row.mission_id,
          step_id: row.id,
        }),
      ask: async (question, schema) => answer(question, schema, `${seed}/${row.id}/${question.prompt}`),
      crawl: {
        page: async (url) => seenPages.get(url) ?? null,
        rememberPage: async (url, page) => void seenPages.set(url, page),
        newItems: async (feedUrl, items) => {
          for (const item of items) if (!seenItems.has(`${feedUrl} ${item.key}`)) seenItems.set(`${feedUrl} ${item.key}`, row.id);
          return items.filter((item) => seenItems.get(`${feedUrl} ${item.key}`) === row.id);
        },
      },
      publish: async (draftId) => {
        home.published.push(draftId);
        const draft = artifacts.find(({ id }) => id === draftId);
        if (!draft) throw new Error('no such draft');
        return home.publication(draft);
      },
      remember: async (memory) => {
        const created = !home.remembered.some((known) => known.traceId === memory.traceId && known.agentId === memory.agentId);
        home.remembered.push(memory);
        return { id: ids.next(), created };
      },
    };
    const done = await kind.run(context);
    const result = kind.result.parse(done.result);
    return { ...done, result };
  }

  /** One answer, no repair: what the offline model says must fit at once. */
  function answer<T>(question: Question, schema: z.ZodType<T>, told: string): T {
    home.questions.push(question);
    const said = home.model ? home.model(question) : JSON.parse(answerOffline(question.purpose, question.facts, told));
    const parsed = schema.safeParse(said);
    if (parsed.success) return parsed.data;
    const [issue] = parsed.error.issues;
    throw new PermanentError(`the answer for ${question.purpose} does not fit: ${issue?.path.join('.')}: ${issue?.message}`);
  }

  return home;
}
