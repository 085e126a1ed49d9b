/** `propose`: work enters. */
import { userInfo } from 'node:os';
import type { JsonObject, ProposedStep } from '../../core/company.ts';
import { InvalidInput } from '../../core/errors.ts';
import { propose } from '../../core/proposals/propose.ts';
import { type Command, requiredText, textOf, wholeOf } from '../command.ts';
import { EXIT } from '../exit-codes.ts';
import { withWorld } from '../open-world.ts';
import { jsonText, readJson } from '../read-json.ts';
import { showOutcome } from '../show-outcome.ts';

const proposeCommand: Command = {
  name: 'propose',
  summary: 'bring in work; the gates decide, and say why',
  options: {
    agent: { type: 'string', hint: 'ID', help: 'who shall do it' },
    title: { type: 'string', help: 'what it is, in a few words' },
    step: {
      type: 'string',
      multiple: true,
      hint: 'KIND=JSON',
      help: 'a step and its payload, as in crawl=\'{"url":"https://example.com/"}\'',
    },
    priority: { type: 'string', hint: 'N', help: '-100 to 100, higher runs first; default 10' },
    'dedupe-key': { type: 'string', hint: 'KEY', help: 'asking twice with the same key is asking once' },
    dedupe: { type: 'string', hint: 'KEY', help: 'the same' },
  },
  notes: `KIND alone means an empty payload; KIND=@FILE reads it from a file, KIND=@- from stdin.
Prints {id, status, gate, reason, mission_id} with --json; status is accepted, pending (a person decides) or rejected (exit code 3).`,
  run: async (call) => {
    const agentId = requiredText(call, 'agent', 'say who shall do it, for example --agent brain');
    const title = requiredText(call, 'title', 'say in a few words what is proposed');
    const priority = wholeOf(call, 'priority', { min: -100, max: 100, default: undefined });
    const dedupeKey = textOf(call, 'dedupe') ?? textOf(call, 'dedupe-key');
    const steps = await readSteps((call.values.step ?? []) as string[]);
    const outcome = await withWorld({}, ({ world }) =>
      propose(world, { agentId, title, steps, priority, dedupeKey, source: 'person', cause: { kind: 'person', id: operator() } }),
    );
    const { id, status, gate, reason, mission_id } = outcome;
    if (call.json) call.out.json({ id, status, gate, reason, mission_id });
    else showOutcome(outcome, call.out);
    return status === 'rejected' ? EXIT.refused : EXIT.done;
  },
};

async function readSteps(typed: readonly string[]): Promise<ProposedStep[]> {
  if (typed.length === 0)
    throw new InvalidInput(
      'step',
      `--step: is missing; a proposal needs at least one, as in --step crawl='{"url":"https://example.com/"}'`,
    );
  const steps: ProposedStep[] = [];
  for (const [index, text] of typed.entries()) {
    const at = text.indexOf('=');
    const kind = at < 0 ? text : text.slice(0, at);
    const place = `--step ${kind.slice(0, 60)}`;
    const payload = at < 0 ? {} : readJson(await jsonText(text.slice(at + 1), place), place);
    if (!payload || typeof payload !== 'object' || Array.isArray(payload)) {
      throw new InvalidInput(
        `proposed_steps[${index}].payload`,
        `${place}: the payload must be a JSON object like {"url":"https://example.com/"}`,
      );
    }
    steps.push({ kind, payload: payload as JsonObject });
  }
  return steps;
}

/** Who typed the command, as the system knows them. */
export function operator(): string {
  try {
    return userInfo().username || 'operator';
  } catch {
    return 'operator';
  }
}

export const commands: readonly Command[] = [proposeCommand];
