/** The terminal: what a command prints, whether in colour and how wide, and a reader that goes away early. */
import { writeSync } from 'node:fs';
import { processEnv } from '../world/process-env.ts';

export type Output = {
  /** One line or more on stdout. */
  print(text: string): void;
  /** One JSON value and a line break on stdout. */
  json(value: unknown): void;
  /** A sentence on stderr. */
  say(text: string): void;
  width: number;
  dim(text: string): string;
  bold(text: string): string;
};

const WIDEST = 100;

export function terminalOutput(): Output {
  const color = Boolean(process.stdout.isTTY) && !processEnv().NO_COLOR && processEnv().TERM !== 'dumb';
  const style = (on: number, off: number) => (text: string) => (color ? `\u001b[${on}m${text}\u001b[${off}m` : text);
  const columns = process.stdout.isTTY ? process.stdout.columns || WIDEST : WIDEST;
  return {
    print: (text) => void process.stdout.write(`${text}\n`),
    json: (value) => void process.stdout.write(`${JSON.stringify(value)}\n`),
    say: (text) => void process.stderr.write(`${text}\n`),
    width: Math.max(40, Math.min(columns, WIDEST)),
    dim: style(2, 22),
    bold: style(1, 22),
  };
}

/** `deskmates … | head`: when the reader has gone there is nobody to write for, and nothing went wrong. */
export function endWithReader(): void {
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'EPIPE') process.exit(0);
    try {
      writeSync(2, `Cannot write the answer: ${error.message}\n`);
    } finally {
      process.exit(1);
    }
  });
  process.stderr.on('error', () => {});
}

/** Resolves when everything written has reached the reader: a pipe takes it in pieces. */
export async function flushed(): Promise<void> {
  for (const stream of [process.stdout, process.stderr]) {
    if (stream.writableLength > 0) await new Promise((resolve) => stream.write('', resolve));
  }
}
