/** Find out why a mission failed, from its own steps and events. */
import { z } from 'zod';
import type { JsonObject, StepKind } from '../../src/core/company.ts';
import { BadInputError } from '../../src/core/errors.ts';
import type { EventRow } from '../../src/core/events/event.ts';
import type { StepContext, StepRow } from '../../src/core/missions/step-context.ts';
import { oneLine } from '../../src/core/text.ts';
import { filled, madeIds } from './fields.ts';
import { personaFacts, promptText, systemText } from './prompts.ts';

type Payload = { mission_id: string };
type Context = StepContext<Payload>;

export const CATEGORIES = [
  'timeout',
  'not_found',
  'blocked',
  'rate_limit',
  'quota',
  'budget',
  'bad_answer',
  'model',
  'network',
  'bad_input',
  'worker',
  'setup',
  'unknown',
] as const;

export const diagnosisAnswer = z.strictObject({
  cause: filled(800),
  evidence: z.array(filled(600)).min(1).max(8),
  recommendation: filled(800),
  category: z.enum(CATEGORIES),
});
type Answer = z.infer<typeof diagnosisAnswer>;

export const diagnose: StepKind<Payload> = {
  kind: 'diagnose',
  label: 'Diagnose a failure',
  payload: z.strictObject({ mission_id: z.uuid() }),
  result: z.strictObject({
    artifact_ids: madeIds,
    mission_id: z.uuid(),
    category: z.enum(CATEGORIES),
    cause: filled(800),
    recommendation: filled(800),
  }),
  async run(context) {
    const { mission_id } = context.payload;
    const steps = await context.library.steps(mission_id);
    const failed = failedStep(mission_id, steps);
    const events = await context.library.events({ missionId: mission_id, limit: 60 });
    const answer = await context.ask(question(context, failed, steps, events), diagnosisAnswer);
    const title = missionTitle(events) ?? failed.kind;
    const artifact = await context.save({
      kind: 'diagnosis',
      title: `Why it failed: ${title}`,
      body: bodyOf(answer, failed),
      data: { ...answer, mission_id, step_id: failed.id, kind: failed.kind, error: failed.last_error },
      sources: [],
      untrusted: true,
    });
    return {
      result: {
        artifact_ids: [artifact.id],
        mission_id,
        category: answer.category,
        cause: answer.cause,
        recommendation: answer.recommendation,
      },
      summary: `${oneLine(answer.cause, 200)} → ${oneLine(answer.recommendation, 160)}`,
      tags: ['diagnosis', answer.category],
      // An error repeats what a server or a model said.
      untrusted: true,
    };
  },
};

/** @throws BadInputError when there is nothing to diagnose, or the failure is a diagnosis itself (X01) */
function failedStep(missionId: string, steps: readonly StepRow[]): StepRow {
  if (steps.length === 0) throw new BadInputError(`mission_id: no mission ${missionId}`);
  if (steps.some((step) => step.kind === 'diagnose'))
    throw new BadInputError(`mission ${missionId} is a diagnosis itself; it is not diagnosed again`);
  const failed = steps.find((step) => step.status === 'failed');
  if (!failed) throw new BadInputError(`mission ${missionId} has no failed step; there is nothing to diagnose`);
  return failed;
}

function missionTitle(events: readonly EventRow[]): string | null {
  return events.find(({ kind }) => kind === 'mission_failed')?.title ?? events[0]?.title ?? null;
}

function question(context: Context, failed: StepRow, steps: readonly StepRow[], events: readonly EventRow[]) {
  const inTime = events.toSorted((a, b) => a.created_at.getTime() - b.created_at.getTime());
  const history = inTime.map(({ created_at, kind, title, summary }) => ({
    at: created_at.toISOString(),
    kind,
    title: oneLine(title, 200),
    summary: oneLine(summary, 500),
  }));
  const told = steps.map(({ position, kind, status, attempt, max_attempts, last_error, agent_id, payload }) => ({
    position,
    kind,
    status,
    attempt,
    max_attempts,
    agent: agent_id,
    error: last_error ? oneLine(last_error, 1000) : null,
    payload: oneLine(JSON.stringify(payload), 400),
  }));
  return {
    purpose: 'diagnose',
    system: systemText(context, 'Say why this mission failed: the first thing that went wrong, not the last thing that complained.', [
      'cause is one or two sentences; evidence quotes the error and what happened around it.',
      'recommendation is one action that a person or a policy can take, by name; say so when waiting is enough.',
    ]),
    prompt: promptText(context, `Mission ${context.payload.mission_id}, failed at step ${failed.position} (${failed.kind}).`, [
      { label: 'steps', text: told.map((step) => JSON.stringify(step)).join('\n') },
      { label: 'events', text: history.map((event) => JSON.stringify(event)).join('\n') },
    ]),
    facts: {
      persona: personaFacts(context.agent),
      company: context.policies.company.name,
      mission: { id: context.payload.mission_id, title: missionTitle(events) },
      failed_step: told.find(({ position }) => position === failed.position) as JsonObject,
      steps: told,
      events: history,
      model: { provider: context.policies.model_policy.provider, daily_cap_usd: context.policies.model_policy.daily_cap_usd },
    },
    maxOutputTokens: 1200,
  };
}

function bodyOf(answer: Answer, failed: StepRow): string {
  return [
    answer.cause,
    '## Evidence',
    answer.evidence.map((line) => `- ${line.replace(/\s+/g, ' ')}`).join('\n'),
    '## Recommendation',
    answer.recommendation,
    `Category: ${answer.category.replace('_', ' ')}. Failed step: ${failed.kind}, attempt ${failed.attempt} of ${failed.max_attempts}.`,
  ].join('\n\n');
}
