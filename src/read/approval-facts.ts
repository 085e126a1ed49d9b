/** What the code knows about a held proposal, whatever its texts claim. Pure. */
import type { Agent, PolicyValues, ProposedStep, StepKind } from '../core/company.ts';
import { refusal, type Usage } from '../core/proposals/rules.ts';
import { cleanText } from '../core/text.ts';

export type Fact = { text: string; tone: 'plain' | 'warn' };

type Asked = { agent_id: string; steps: readonly ProposedStep[]; depth: number; untrusted: boolean };
type Known = { policies: PolicyValues; usage: Usage; stepKinds: ReadonlyMap<string, StepKind>; agents: readonly Agent[] };

export function factsOf(asked: Asked, texts: readonly { kind: string; body: string }[], known: Known): Fact[] {
  const facts: Fact[] = [];
  const plain = (text: string) => facts.push({ text, tone: 'plain' });
  const warn = (text: string) => facts.push({ text, tone: 'warn' });
  for (const kind of new Set(asked.steps.map((step) => step.kind))) {
    const step = known.stepKinds.get(kind);
    if (!step) warn(`no step kind is called ${kind} any more: approving it will be refused`);
    else if (step.external?.(known.policies)) warn(`“${step.label}” leaves the company`);
    else if (step.external) plain(`“${step.label}” stays inside under the present policies`);
    else if (step.needsPerson) warn(`“${step.label}” is never done without a person`);
  }
  const refused = wouldRefuse(asked, known);
  if (refused) warn(`approved now, a gate would refuse it: ${refused}`);
  const said = [JSON.stringify(asked.steps.map(({ payload }) => payload)), ...texts.map(({ body }) => body)];
  const hosts = hostsIn(said.join('\n'));
  if (hosts.length) plain(`names ${hosts.length === 1 ? 'the address of' : 'addresses of'} ${hosts.join(', ')}`);
  for (const { kind, body } of texts) plain(`${kind.replaceAll('_', ' ')}: ${[...body].length.toLocaleString('en')} characters`);
  if (said.some((text) => cleanText(text) !== text)) warn('holds invisible characters');
  if (asked.depth > 0) plain(`link ${asked.depth} of at most ${known.policies.causality.max_depth} of its chain`);
  return facts;
}

function wouldRefuse(asked: Asked, known: Known): string | null {
  const agent = known.agents.find(({ id }) => id === asked.agent_id);
  if (!agent) return `agent ${asked.agent_id} is no longer part of the company`;
  return refusal({ ...asked, agent }, known, { countAgent: false })?.reason ?? null;
}

const MOST_HOSTS = 6;

/** The sites that a text links to, each once. */
export function hostsIn(text: string): string[] {
  const found = new Set<string>();
  for (const [address] of text.matchAll(/https?:\/\/[^\s"'<>)\\]{1,2000}/g)) {
    if (URL.canParse(address)) found.add(new URL(address).host);
  }
  const hosts = [...found].sort();
  return hosts.length > MOST_HOSTS ? [...hosts.slice(0, MOST_HOSTS), `${hosts.length - MOST_HOSTS} more`] : hosts;
}
