/** Reading a rule's conditions and action_config: people edit them, so every value is checked where it is used. */
import type { JsonObject } from '../../src/core/company.ts';
import { PermanentError } from '../../src/core/errors.ts';

/** @throws PermanentError naming the field when the rule names nobody */
export function targetOf(config: JsonObject): string {
  const target = config.target_agent;
  if (typeof target === 'string' && target) return target;
  throw new PermanentError(`action_config.target_agent: ${shown(target)} is not an agent's id; name the agent who shall do the work`);
}

/** @throws PermanentError when the value is there and is not a number in the range; the default stands when it is missing */
export function numberIn(conditions: JsonObject, field: string, range: { default: number; min: number; max: number }): number {
  const value = conditions[field];
  if (value === undefined) return range.default;
  if (typeof value === 'number' && value >= range.min && value <= range.max) return value;
  throw new PermanentError(`conditions.${field}: ${shown(value)} is not a number from ${range.min} to ${range.max}`);
}

function shown(value: unknown): string {
  return JSON.stringify(value) ?? 'nothing';
}
