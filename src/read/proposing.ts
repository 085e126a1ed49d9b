/** What a person may propose: who could do it, which kinds of step there are, and the fields of each, from its own schema. */
import { z } from 'zod';
import type { PolicyValues, StepKind } from '../core/company.ts';
import type { World } from '../world/world.ts';
import { currentPolicies } from './policies.ts';

export type Field = {
  name: string;
  label: string;
  /** text: one line · lines: one value a line · choice: one of `choices` · number */
  type: 'text' | 'lines' | 'choice' | 'number';
  required: boolean;
  choices: string[];
  max: number | null;
  /** What it must look like, where the name alone does not say it. */
  hint: string | null;
};

export type Proposable = {
  kind: string;
  label: string;
  fields: Field[];
  /** Why it would wait for a person or be refused, as policy stands; null when it may start at once. */
  held: string | null;
};

export type Proposing = { kinds: Proposable[]; max_steps: number };

export async function proposingView(world: World): Promise<Proposing> {
  const policies = await currentPolicies(world);
  const kinds = [...world.company.stepKinds.values()].map((kind) => ({
    kind: kind.kind,
    label: kind.label,
    fields: fieldsOf(kind),
    held: heldWords(kind, policies),
  }));
  return { kinds, max_steps: policies.proposal_policy.max_steps };
}

function heldWords(kind: StepKind, { kill_switch, auto_approve }: PolicyValues): string | null {
  if (kill_switch.kinds.includes(kind.kind)) return 'switched off by kill_switch: the proposal would be refused';
  if (kind.needsPerson) return 'always waits for a person';
  if (!auto_approve.enabled || !auto_approve.allowed_step_kinds.includes(kind.kind))
    return 'waits for a person: auto_approve does not list it';
  return null;
}

type Shape = { type?: string; format?: string; enum?: unknown[]; maxLength?: number; items?: Shape };

/** Checks that no schema language can say (such as which addresses are public) stay with the door. */
function fieldsOf(kind: StepKind): Field[] {
  const schema = z.toJSONSchema(kind.payload, { io: 'input', unrepresentable: 'any' }) as {
    properties?: Record<string, Shape>;
    required?: string[];
  };
  return Object.entries(schema.properties ?? {}).map(([name, shape]) => ({
    name,
    label: labelOf(name),
    type: typeOf(shape),
    required: schema.required?.includes(name) ?? false,
    choices: (shape.enum ?? []).map(String),
    max: shape.maxLength ?? null,
    hint: hintOf(name, shape),
  }));
}

/** `artifact_ids` → Artifact ids, `url` → URL. */
function labelOf(name: string): string {
  const words = name.replaceAll('_', ' ').replace(/\burl/g, 'URL');
  return words.charAt(0).toUpperCase() + words.slice(1);
}

function typeOf(shape: Shape): Field['type'] {
  if (shape.enum) return 'choice';
  if (shape.type === 'array') return 'lines';
  return shape.type === 'number' || shape.type === 'integer' ? 'number' : 'text';
}

function hintOf(name: string, shape: Shape): string | null {
  const one = shape.items ?? shape;
  const what = one.format === 'uuid' ? `an id, as “${name.includes('mission') ? 'Missions' : 'Library'}” shows it` : null;
  const address = /^urls?$/.test(name) ? 'an http(s) address, or a path that starts with /sample-newsroom/' : null;
  const said = what ?? address;
  return shape.type === 'array' ? ['one a line', said].filter(Boolean).join(': ') : said;
}
