/** Lift a finding into an agent's long-term memory. */
import { z } from 'zod';
import type { StepKind } from '../../src/core/company.ts';
import { BadInputError } from '../../src/core/errors.ts';
import { oneLine } from '../../src/core/text.ts';
import { filled } from './fields.ts';
import { topicWords } from './material.ts';

type Payload = { artifact_id: string; agent_id: string };

/** Characters of one memory. */
const MAX_MEMORY = 600;

export const remember: StepKind<Payload> = {
  kind: 'remember',
  label: 'Remember a finding',
  payload: z.strictObject({ artifact_id: z.uuid(), agent_id: z.string().regex(/^[a-z0-9][a-z0-9_-]{0,63}$/, 'must be an agent’s id') }),
  result: z.strictObject({
    artifact_ids: z.array(z.uuid()).length(1),
    memory_id: z.uuid(),
    agent_id: filled(64),
    content: filled(MAX_MEMORY),
    created: z.boolean(),
  }),
  async run({ payload, library, remember: lift, step }) {
    const [finding] = await library.artifacts({ ids: [payload.artifact_id], limit: 1 });
    const { confidence, finding: text, topic } = finding?.data ?? {};
    if (finding?.kind !== 'finding' || typeof confidence !== 'number' || typeof text !== 'string') {
      throw new BadInputError(
        `artifact_id: ${payload.artifact_id} is ${finding ? `of kind ${finding.kind}` : 'unknown'}; only a finding with a confidence is remembered`,
      );
    }
    const content = oneLine(`${finding.title}: ${text}`, MAX_MEMORY);
    const memory = await lift({
      agentId: payload.agent_id,
      type: 'insight',
      content,
      confidence,
      tags: typeof topic === 'string' ? topicWords(topic).slice(0, 5) : [],
      traceId: `finding:${finding.id}`,
      untrusted: finding.untrusted,
    });
    // A step that was cut off finds its own memory; only somebody else's is old news.
    const fresh = memory.created || step.attempt > 1;
    return {
      result: { artifact_ids: [finding.id], memory_id: memory.id, agent_id: payload.agent_id, content, created: memory.created },
      summary: fresh ? `Learnt: ${oneLine(content, 200)}` : `Known already: ${oneLine(content, 180)}`,
      tags: fresh ? ['insight', 'promoted'] : ['insight', 'known'],
      untrusted: finding.untrusted,
    };
  },
};
