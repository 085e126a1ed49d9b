/** From what was filled in to what is sent. Pure. */
import type { Field, Proposable } from '../../read/proposing.ts';

export type Draft = { id: number; kind: string; values: Record<string, string> };

export type Step = { kind: string; payload: Record<string, string | number | string[]> };

/** Empty fields are left out: the step's own schema says which may be. */
export function stepOf(draft: Draft, known: Proposable): Step {
  const filled = known.fields.flatMap((field): [string, string | number | string[]][] => {
    const value = readField(field, draft.values[field.name] ?? '');
    return value === null ? [] : [[field.name, value]];
  });
  return { kind: draft.kind, payload: Object.fromEntries(filled) };
}

function readField(field: Field, text: string): string | number | string[] | null {
  const plain = text.trim();
  if (!plain) return null;
  if (field.type === 'lines')
    return plain
      .split('\n')
      .map((line) => line.trim())
      .filter(Boolean);
  const number = Number(plain);
  // What is no number is sent as it stands: the door names the field.
  return field.type === 'number' && Number.isFinite(number) ? number : plain;
}

/** `proposed_steps[1].payload.url` → where the door found fault: the second step's field `url`. */
export function placeOf(field: string | null): { step: number; field: string | null } | null {
  const parts = /^proposed_steps\[(\d+)\](?:\.payload(?:\.([^.[]+))?)?/.exec(field ?? '');
  return parts?.[1] ? { step: Number(parts[1]), field: parts[2] ?? null } : null;
}
