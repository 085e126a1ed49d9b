/** What a command is, and how its arguments are read: strictly, so that a typing error never does something else. */
import { parseArgs } from 'node:util';
import { InvalidInput } from '../core/errors.ts';
import type { Output } from './output.ts';
import { closest } from './suggest.ts';

export type Option = {
  type: 'string' | 'boolean';
  multiple?: boolean;
  /** How the value is shown in the help: N, ID, KIND=JSON. */
  hint?: string;
  help: string;
};

export type Command = {
  /** As typed: `proposals approve`. */
  name: string;
  summary: string;
  /** Positional arguments; those in brackets may be left out: `ID`, `[KEY]`. */
  args?: readonly string[];
  options?: Record<string, Option>;
  /** Lines below the options. */
  notes?: string;
  /** Resolves to the exit code; nothing means 0. */
  run(call: Call): Promise<number | undefined>;
};

export type Call = {
  args: string[];
  values: Record<string, string | boolean | (string | boolean)[] | undefined>;
  json: boolean;
  out: Output;
};

/** The command line itself is wrong: exit 2. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

const EVERYWHERE: Record<string, Option> = {
  json: { type: 'boolean', help: 'one JSON value on stdout and nothing else' },
  help: { type: 'boolean', help: 'this text' },
};

export function optionsOf(command: Command): Record<string, Option> {
  return { ...command.options, ...EVERYWHERE };
}

/** @throws UsageError for an unknown flag, a value where none belongs, too few or too many arguments */
export function parseCall(command: Command, argv: readonly string[], out: Output): Call {
  const options = optionsOf(command);
  const known = Object.fromEntries(
    Object.entries(options).map(([name, { type, multiple }]) => [name, { type, multiple: multiple ?? false }]),
  );
  const parsed = parse(command, argv, known);
  if (parsed.values.help) return { args: [], values: parsed.values, json: false, out };
  const wanted = command.args ?? [];
  const needed = wanted.filter((name) => !name.startsWith('['));
  if (parsed.positionals.length < needed.length) {
    throw new UsageError(`${command.name}: ${needed[parsed.positionals.length]} is missing. Usage: ${usageLine(command)}`);
  }
  if (parsed.positionals.length > wanted.length) {
    throw new UsageError(
      `${command.name}: "${shown(parsed.positionals[wanted.length])}" is one argument too many. Usage: ${usageLine(command)}`,
    );
  }
  return { args: parsed.positionals, values: parsed.values, json: parsed.values.json === true, out };
}

function parse(command: Command, argv: readonly string[], options: Record<string, { type: 'string' | 'boolean'; multiple: boolean }>) {
  try {
    const parsed = parseArgs({ args: [...argv], options, allowPositionals: true, strict: true, tokens: true });
    refuseRepeats(command, parsed.tokens, options);
    return parsed as { values: Call['values']; positionals: string[] };
  } catch (error) {
    if (error instanceof UsageError) throw error;
    throw new UsageError(explained(command, error as NodeJS.ErrnoException, Object.keys(options)));
  }
}

/** The last of two values would win silently. */
function refuseRepeats(
  command: Command,
  tokens: readonly { kind: string; name?: string }[],
  options: Record<string, { multiple: boolean }>,
): void {
  const seen = new Set<string>();
  for (const { kind, name } of tokens) {
    if (kind !== 'option' || !name) continue;
    if (seen.has(name) && options[name] && !options[name].multiple) throw new UsageError(`${command.name}: --${name} is given twice`);
    seen.add(name);
  }
}

function explained(command: Command, error: NodeJS.ErrnoException, names: string[]): string {
  const flag = /'(-{1,2}[^' ,<]*)/.exec(error.message)?.[1] ?? '';
  if (error.code === 'ERR_PARSE_ARGS_UNKNOWN_OPTION') {
    const near = closest(flag.replace(/^-+/, ''), names);
    return `${command.name}: unknown option ${shown(flag)}${near ? `. Did you mean --${near}?` : ''} See: deskmates ${command.name} --help`;
  }
  if (/ambiguous/.test(error.message)) return `${command.name}: ${flag} needs a value. If the value begins with "-", write ${flag}=VALUE`;
  if (/does not take an argument/.test(error.message)) return `${command.name}: ${flag} takes no value`;
  return `${command.name}: ${flag} needs a value. See: deskmates ${command.name} --help`;
}

export function usageLine(command: Command): string {
  return ['deskmates', command.name, ...(command.args ?? []), '[options]'].join(' ');
}

/** The option's text, undefined when it is not given. @throws InvalidInput when it is empty */
export function textOf(call: Call, name: string): string | undefined {
  const value = call.values[name];
  if (value === undefined) return undefined;
  if (typeof value !== 'string' || value.trim() === '') throw new InvalidInput(name, `--${name}: is empty`);
  return value;
}

/** @throws InvalidInput when the option is missing */
export function requiredText(call: Call, name: string, why: string): string {
  const value = textOf(call, name);
  if (value === undefined) throw new InvalidInput(name, `--${name}: is missing; ${why}`);
  return value;
}

/** @throws InvalidInput when the value is not a whole number in the range */
export function wholeOf<D>(call: Call, name: string, range: { min: number; max: number; default: D }): number | D {
  const value = call.values[name];
  if (value === undefined) return range.default;
  const number = typeof value === 'string' && /^-?\d{1,15}$/.test(value.trim()) ? Number(value) : Number.NaN;
  if (number >= range.min && number <= range.max) return number;
  throw new InvalidInput(name, `--${name}: "${shown(value)}" is not a whole number from ${range.min} to ${range.max}`);
}

/** @throws InvalidInput naming what is allowed */
export function oneOf<T extends string>(call: Call, name: string, allowed: readonly T[]): T | undefined {
  const value = textOf(call, name);
  if (value === undefined || (allowed as readonly string[]).includes(value)) return value as T | undefined;
  const near = closest(value, allowed);
  throw new InvalidInput(
    name,
    `--${name}: "${shown(value)}" is not known${near ? `; did you mean ${near}?` : ''} Known: ${allowed.join(', ')}`,
  );
}

function shown(value: unknown): string {
  const text = String(value).replace(/[\p{Cc}]/gu, '?');
  return text.length > 60 ? `${text.slice(0, 60)}…` : text;
}
