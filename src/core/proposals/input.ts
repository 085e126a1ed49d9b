/** What a proposal must look like before it is even weighed: every refusal here names the field, and nothing is stored. */
import type { World } from '../../world/world.ts';
import type { Agent, Cause, JsonObject, ProposedStep } from '../company.ts';
import { InvalidInput } from '../errors.ts';
import { cleanJson, cleanText, isUuid, jsonDepth, oneLine } from '../text.ts';

export type ProposalSource = 'api' | 'trigger' | 'reaction' | 'person' | 'initiative' | 'action_item';

export type ProposalInput = {
  agentId: string;
  title: string;
  steps: ProposedStep[];
  source: ProposalSource;
  cause: Cause;
  /** Links between this proposal and the start of its causal chain. */
  depth?: number;
  /** Higher runs first; a person's proposal has 10 unless told otherwise. */
  priority?: number;
  /** Asking twice with the same key is asking once. */
  dedupeKey?: string;
  /** The text came from the web or from a model that read it. */
  untrusted?: boolean;
};

export type CheckedProposal = {
  agent: Agent;
  title: string;
  steps: ProposedStep[];
  priority: number;
  depth: number;
  dedupeKey: string | null;
};

/** Bytes of JSON a proposal's steps may hold, and how deep they may nest. */
export const MAX_PROPOSAL_BYTES = 65_536;
const MAX_DEPTH = 20;
const MAX_TITLE = 200;

/** @throws InvalidInput with the field, the value's fault, the limit and what is known instead */
export function checkInput(world: World, input: ProposalInput, maxSteps: number): CheckedProposal {
  const agent = world.company.agents.find((known) => known.id === input.agentId);
  if (!agent) {
    throw new InvalidInput(
      'agent_id',
      `agent_id: no agent is called "${shown(input.agentId)}". Known: ${world.company.agents.map((a) => a.id).join(', ')}`,
    );
  }
  if (typeof input.title !== 'string') throw new InvalidInput('title', 'title: must be a text');
  const title = cleanText(input.title).replace(/\s+/g, ' ').trim();
  if (!title) throw new InvalidInput('title', 'title: is empty; say in a few words what is proposed');
  if (title.length > MAX_TITLE) throw new InvalidInput('title', `title: ${title.length} characters; at most ${MAX_TITLE}`);
  const priority = input.priority ?? (input.source === 'person' ? 10 : 0);
  if (!Number.isInteger(priority) || priority < -100 || priority > 100) {
    throw new InvalidInput('priority', `priority: ${shown(input.priority)} is not a whole number from -100 to 100`);
  }
  const dedupeKey = input.dedupeKey ?? null;
  if (dedupeKey !== null && (typeof dedupeKey !== 'string' || dedupeKey.length < 1 || dedupeKey.length > 200)) {
    throw new InvalidInput('dedupe_key', 'dedupe_key: must be a text of 1 to 200 characters');
  }
  return { agent, title, priority, depth: input.depth ?? 0, dedupeKey, steps: checkSteps(world, input.steps, maxSteps) };
}

function checkSteps(world: World, steps: unknown, maxSteps: number): ProposedStep[] {
  if (!Array.isArray(steps)) throw new InvalidInput('proposed_steps', 'proposed_steps: must be a list of {kind, payload}');
  if (steps.length === 0) throw new InvalidInput('proposed_steps', 'proposed_steps: is empty; a proposal needs at least one step');
  if (steps.length > maxSteps) throw new InvalidInput('proposed_steps', `proposed_steps: ${steps.length} steps; at most ${maxSteps}`);
  if (jsonDepth(steps) > MAX_DEPTH) throw new InvalidInput('proposed_steps', `proposed_steps: nests deeper than ${MAX_DEPTH} levels`);
  const bytes = Buffer.byteLength(JSON.stringify(steps));
  if (bytes > MAX_PROPOSAL_BYTES) {
    throw new InvalidInput(
      'proposed_steps',
      `proposed_steps: ${bytes} bytes; at most ${MAX_PROPOSAL_BYTES}. Pass an address or an artifact id instead of the text`,
    );
  }
  return steps.map((step, index) => checkStep(world, step, `proposed_steps[${index}]`));
}

function checkStep(world: World, step: unknown, place: string): ProposedStep {
  if (!step || typeof step !== 'object' || Array.isArray(step))
    throw new InvalidInput(place, `${place}: must be an object {kind, payload}`);
  const { kind, payload = {}, ...rest } = step as { kind?: unknown; payload?: unknown };
  const extra = Object.keys(rest);
  if (extra.length)
    throw new InvalidInput(`${place}.${extra[0]}`, `${place}: unknown field ${extra.join(', ')}; a step has kind and payload`);
  const known = typeof kind === 'string' ? world.company.stepKinds.get(kind) : undefined;
  if (!known) {
    throw new InvalidInput(
      `${place}.kind`,
      `${place}.kind: no step kind is called "${shown(kind)}". Known: ${[...world.company.stepKinds.keys()].join(', ')}`,
    );
  }
  const parsed = known.payload.safeParse(payload);
  if (!parsed.success) {
    const issue = parsed.error.issues[0];
    const field = [`${place}.payload`, ...(issue?.path ?? []).map(String)].join('.');
    throw new InvalidInput(field, `${field}: ${issue?.message ?? 'not of the right form'} (step kind ${known.kind})`);
  }
  return { kind: known.kind, payload: cleanJson(payload as JsonObject) };
}

function shown(value: unknown): string {
  return oneLine(typeof value === 'string' ? value : (JSON.stringify(value) ?? 'nothing'), 60);
}

/** Every id that the payloads name: a draft, a finding, an article. */
export function idsIn(steps: readonly ProposedStep[]): string[] {
  const found = new Set<string>();
  const look = (value: unknown): void => {
    if (typeof value === 'string' && isUuid(value)) found.add(value);
    else if (value && typeof value === 'object') for (const inner of Object.values(value)) look(inner);
  };
  for (const { payload } of steps) look(payload);
  return [...found];
}
