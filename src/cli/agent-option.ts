/** `--agent`: one of the company's own. */
import type { Company } from '../core/company.ts';
import { type Call, oneOf } from './command.ts';

/** @throws InvalidInput naming the agents there are */
export function agentOption(call: Call, company: Company): string | undefined {
  return oneOf(
    call,
    'agent',
    company.agents.map(({ id }) => id),
  );
}
