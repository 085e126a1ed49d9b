/** Builds what a running step may use out of the World: its materials, the model with its budget, the outbox, the memory. */
import type { World } from '../../world/world.ts';
import type { PolicyValues } from '../company.ts';
import { library } from '../content/library.ts';
import { publish } from '../content/publish.ts';
import { crawlMemory, saveArtifact } from '../content/store.ts';
import { ask } from '../costs/ask.ts';
import { BadInputError } from '../errors.ts';
import { remember } from '../memory/remember.ts';
import type { ClaimedStep } from './claims.ts';
import type { StepContext } from './step-context.ts';
import { selectSteps } from './store.ts';

export async function stepContext<P>(
  world: World,
  step: ClaimedStep,
  payload: P,
  policies: PolicyValues,
  signal: AbortSignal,
): Promise<StepContext<P>> {
  const agent = world.company.agents.find((known) => known.id === step.agent_id);
  if (!agent) throw new BadInputError(`agent ${step.agent_id} is no longer part of the company`);
  const { sql } = world.db;
  const earlier = step.position === 0 ? [] : (await selectSteps(sql, step.mission_id)).filter((other) => other.position < step.position);
  const random = world.random.fork(`step/${step.id}/${step.attempt}`);
  return {
    agent,
    step,
    payload,
    mission: { id: step.mission_id, title: step.mission_title },
    previous: earlier,
    policies,
    clock: world.clock,
    random,
    web: world.web,
    webhook: world.webhook,
    library: library(sql, world.clock),
    signal,
    save: (artifact) => saveArtifact(sql, { id: world.ids.next(), artifact, step, now: world.clock.now() }),
    ask: (question, schema) =>
      ask(world, policies, question, schema, {
        agentId: agent.id,
        cause: { kind: 'step', id: step.id },
        missionId: step.mission_id,
        signal,
      }),
    crawl: crawlMemory(sql, step.id, world.clock),
    publish: (draftId) => publish(world, policies, step, draftId),
    remember: (memory) => remember(world, policies, { ...memory, cause: { kind: 'step', id: step.id } }),
  };
}
