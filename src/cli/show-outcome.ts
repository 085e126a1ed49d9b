/** What became of a proposal, in words. */
import type { ProposalOutcome } from '../core/proposals/propose.ts';
import type { Output } from './output.ts';
import { cell } from './table.ts';

export function showOutcome(outcome: ProposalOutcome, out: Output): void {
  const again = outcome.deduplicated ? ' (asked before: this is that proposal)' : '';
  out.print(`${outcome.status}${again}  proposal ${outcome.id}`);
  if (outcome.reason) out.print(`  ${outcome.gate ? `${cell(outcome.gate)}: ` : ''}${withoutGate(cell(outcome.reason), outcome.gate)}`);
  if (outcome.mission_id) out.print(`  mission ${outcome.mission_id}`);
  if (outcome.status === 'pending') out.print(`  decide: deskmates proposals approve ${outcome.id}`);
}

/** Reasons begin with their gate already. */
function withoutGate(reason: string, gate: string | null): string {
  return gate && reason.startsWith(`${gate}: `) ? reason.slice(gate.length + 2) : reason;
}
