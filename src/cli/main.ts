/** The command line's beginning and end: which command is meant, its help, and how every error becomes a sentence and an exit code. */
import { InvalidInput } from '../core/errors.ts';
import { NoCompany } from '../world/database-url.ts';
import { BadEnvironment, loadDotEnv, secretsOf } from '../world/env.ts';
import { redactor } from '../world/log.ts';
import { processEnv } from '../world/process-env.ts';
import { type Command, parseCall, UsageError } from './command.ts';
import { EXIT } from './exit-codes.ts';
import { groups } from './groups.ts';
import { commandHelp, groupHelp, overview } from './help.ts';
import { endWithReader, flushed, type Output, terminalOutput } from './output.ts';
import { ROOT } from './root.ts';
import { closest } from './suggest.ts';
import { programVersion } from './version.ts';

/** Runs the command that the arguments name and ends the process with its exit code. */
export async function run(argv: string[]): Promise<void> {
  endWithReader();
  const out = terminalOutput();
  let code: number;
  try {
    const warning = loadDotEnv(ROOT);
    if (warning) out.say(`Warning: ${warning}`);
    code = await dispatch(argv, out);
  } catch (error) {
    code = tell(error, out);
  }
  await flushed();
  process.exit(code);
}

async function dispatch(argv: string[], out: Output): Promise<number> {
  const [first, ...rest] = argv;
  if (first === undefined || first === 'help' || first === '--help' || first === '-h') return print(out, overview());
  if (first === '--version' || first === '-v') return print(out, programVersion());
  const group = groups.find(({ name }) => name === first);
  if (!group) throw new UsageError(unknownCommand(first));
  const commands = await group.load();
  const { command, args } = choose(commands, first, rest);
  if (args.includes('--help') || args.includes('-h'))
    return print(out, commands.length > 1 && !rest[0]?.match(/^\w/) ? groupHelp(commands) : commandHelp(command));
  return (await command.run(parseCall(command, args, out))) ?? EXIT.done;
}

function print(out: Output, text: string): number {
  out.print(text);
  return EXIT.done;
}

/** `proposals approve ID` is a command of its own; `proposals` alone, or with flags, is the list. */
function choose(commands: readonly Command[], first: string, rest: string[]): { command: Command; args: string[] } {
  const second = rest[0];
  const named = second === undefined ? undefined : commands.find(({ name }) => name === `${first} ${second}`);
  if (named) return { command: named, args: rest.slice(1) };
  const plain = commands.find(({ name }) => name === first);
  const verbs = commands.flatMap(({ name }) => name.split(' ').slice(1));
  const asks = second === '--help' || second === '-h';
  if (plain && (second === undefined || second.startsWith('-') || verbs.length === 0)) return { command: plain, args: rest };
  if (!plain && asks) return { command: commands[0] as Command, args: rest };
  const near = second === undefined ? null : closest(second, verbs);
  const said = second === undefined ? `${first}: say what to do with it.` : `${first}: unknown command "${second.slice(0, 60)}".`;
  throw new UsageError(
    `${said}${near ? ` Did you mean: deskmates ${first} ${near}?` : ''} Known: ${verbs.map((verb) => `${first} ${verb}`).join(', ')}`,
  );
}

function unknownCommand(typed: string): string {
  const names = groups.map(({ name }) => name);
  const near = typed.startsWith('-') ? null : closest(typed, names);
  const what = typed.startsWith('-') ? 'option' : 'command';
  return `Unknown ${what} "${typed.slice(0, 60)}".${near ? ` Did you mean: deskmates ${near}?` : ''} Commands: ${names.join(', ')}. See: deskmates --help`;
}

/** Says what went wrong and what to do, never a secret; returns the exit code. */
function tell(error: unknown, out: Output): number {
  const hide = redactor(secretsOf(processEnv()));
  const message = error instanceof Error ? error.message : String(error);
  if (error instanceof UsageError || error instanceof InvalidInput || error instanceof BadEnvironment) {
    out.say(hide(message));
    return EXIT.badInput;
  }
  if (error instanceof NoCompany || (error as { code?: unknown }).code !== '42P01') out.say(hide(message));
  else
    out.say(
      `The database has no tables of Deskmates (${hide(message)}). Run: npm run deskmates -- migrate — or start the company with: npm start`,
    );
  // A fault of the program itself: whoever mends it needs the place.
  if (error instanceof TypeError || error instanceof ReferenceError || error instanceof RangeError) out.say(hide(error.stack ?? ''));
  return EXIT.failed;
}
