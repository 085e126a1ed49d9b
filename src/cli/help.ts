/** The help texts. Pure. */
import { type Command, optionsOf, usageLine } from './command.ts';
import { groups } from './groups.ts';
import { table } from './table.ts';

const WIDTH = 100;

const EXIT_CODES = `Exit codes: 0 done · 1 failed · 2 bad input (nothing was stored) · 3 refused by a gate (the refusal is stored).
Answers go to stdout, everything else to stderr. With --json stdout holds one JSON value and nothing else.`;

export function overview(): string {
  const lines = table(
    [
      { title: 'COMMAND', value: ({ name }) => `  ${name}` },
      { title: '', value: ({ summary }) => summary, grows: true },
    ],
    groups,
    WIDTH,
  ).split('\n');
  return [
    'Deskmates: six AI agents that run a company, and you can see why they did everything.',
    '',
    'Usage: deskmates <command> [options]        (here: npm run deskmates -- <command> [options])',
    '',
    ...lines.slice(1).map((line) => `  ${line}`),
    '',
    'deskmates <command> --help says more. Ids may be shortened to a beginning or an end that fits one row only.',
    EXIT_CODES,
  ].join('\n');
}

export function commandHelp(command: Command): string {
  const options = Object.entries(optionsOf(command)).map(([name, option]) => ({
    flag: `  --${name}${option.type === 'string' ? ` ${option.hint ?? 'TEXT'}` : ''}`,
    help: `${option.help}${option.multiple ? ' (may be repeated)' : ''}`,
  }));
  const width = Math.max(...options.map(({ flag }) => flag.length));
  return [
    `deskmates ${command.name}: ${command.summary}`,
    '',
    `Usage: ${usageLine(command)}`,
    '',
    ...options.map(({ flag, help }) => `${flag.padEnd(width)}  ${help}`),
    ...(command.notes ? ['', command.notes] : []),
    '',
    EXIT_CODES,
  ].join('\n');
}

export function groupHelp(commands: readonly Command[]): string {
  return commands
    .map((command, i) => (i === commands.length - 1 ? commandHelp(command) : commandHelp(command).replace(`\n\n${EXIT_CODES}`, '')))
    .join('\n\n');
}
