/** Ask the operator's deploy webhook for a deployment, once, with a person's approval. */
import { z } from 'zod';
import type { StepKind } from '../../src/core/company.ts';
import { PermanentError } from '../../src/core/errors.ts';
import { deployGate } from '../gates.ts';
import { filled, madeIds } from './fields.ts';

type Payload = { target: string; note?: string };

export const deploy: StepKind<Payload> = {
  kind: 'deploy',
  label: 'Deploy',
  payload: z.strictObject({
    target: z
      .string()
      .regex(/^[a-z0-9][a-z0-9._/-]{0,99}$/i, 'must be a name of letters, digits, ".", "_", "/" and "-", at most 100 characters'),
    note: z.string().trim().min(1).max(500).optional(),
  }),
  result: z.strictObject({ artifact_ids: madeIds, target: filled(100), status: z.int().min(200).max(299), key: filled(100) }),
  gate: deployGate,
  external: () => true,
  needsPerson: true,
  async run({ payload, step, mission, agent, clock, webhook, save }) {
    const { target, note = null } = payload;
    // A second attempt means that the first was cut off, perhaps after the receiver had heard it.
    if (step.attempt > 1)
      throw new PermanentError(doubt(target, step.id, 'an earlier attempt was cut off before its outcome was written down'));
    const asked = clock.now().toISOString();
    const body = { target, note, step_id: step.id, mission_id: mission.id, title: mission.title, agent: agent.id, asked_at: asked };
    const answer = await webhook.deliver(step.id, body);
    if (answer.outcome === 'not_configured') {
      throw new PermanentError('deploy: no receiver is configured; set DEPLOY_WEBHOOK_URL and DEPLOY_WEBHOOK_SECRET and propose it again');
    }
    if (answer.outcome === 'refused')
      throw new PermanentError(`deploy: the receiver refused ${target} with HTTP ${answer.status}: ${answer.detail}`);
    if (answer.outcome === 'unknown') throw new PermanentError(doubt(target, step.id, answer.detail));
    const artifact = await save({
      kind: 'deployment',
      title: `Deployment of ${target}`,
      body: [
        `The receiver accepted the deployment of **${target}** (HTTP ${answer.status}) at ${asked}.`,
        ...(note ? [`Note: ${note}`] : []),
      ].join('\n\n'),
      data: { target, note, status: answer.status, key: step.id, asked_at: asked },
      sources: [],
      untrusted: false,
    });
    return {
      result: { artifact_ids: [artifact.id], target, status: answer.status, key: step.id },
      summary: `Asked for the deployment of ${target}; the receiver accepted (HTTP ${answer.status})`,
      tags: ['deploy', 'delivered'],
    };
  },
};

function doubt(target: string, key: string, why: string): string {
  return `deploy: whether ${target} was deployed is unknown (${why}). It is not tried again by itself: a person must check the receiver for Idempotency-Key ${key}`;
}
