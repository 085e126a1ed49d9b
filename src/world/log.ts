/** The log: pino, one line per entry on stderr, and no secret in any of them. */
import pino from 'pino';
import type { Log } from './world.ts';

export type LogOptions = {
  /** Texts that must not appear anywhere, whatever key they stand under. */
  secrets: readonly string[];
  /** One readable line per entry; otherwise JSON. Default: whether stderr is a terminal. */
  pretty?: boolean;
  level?: 'debug' | 'info' | 'warn' | 'error' | 'silent';
  /** Default: stderr. */
  write?: (line: string) => void;
};

const SECRET_KEYS = /(api|access|private)[_-]?key|secret|token$|password|authorization|cookie/i;
/** Shorter ones would black out ordinary words. */
const SHORTEST_SECRET = 6;
const HIDDEN = '[hidden]';

export function makeLog(options: LogOptions): Log {
  const hide = redactor(options.secrets);
  const pretty = options.pretty ?? Boolean(process.stderr.isTTY);
  const write = options.write ?? ((line: string) => void process.stderr.write(line));
  const settings: pino.LoggerOptions = {
    level: options.level ?? 'info',
    base: undefined,
    timestamp: pino.stdTimeFunctions.isoTime,
    formatters: { level: (label) => ({ level: label }), log: (fields) => hideKeys(fields) as Record<string, unknown> },
    serializers: { err: pino.stdSerializers.err, error: errorText },
  };
  return pino(settings, { write: (line: string) => write(pretty ? humanLine(hide(line)) : hide(line)) });
}

/** Replaces the given secrets, and every password inside an address, wherever they stand in a text. */
export function redactor(secrets: readonly string[]): (text: string) => string {
  const written = secrets.filter((secret) => secret.length >= SHORTEST_SECRET);
  // Inside JSON a quote or backslash of a secret is escaped; inside an address anything may be.
  const forms = written.flatMap((secret) => [secret, JSON.stringify(secret).slice(1, -1), encodeURIComponent(secret.toWellFormed())]);
  const wanted = [...new Set(forms)].sort((a, b) => b.length - a.length);
  return (text) => {
    let clean = text;
    for (const secret of wanted) clean = clean.replaceAll(secret, HIDDEN);
    return clean
      .replace(/(\b[a-z][a-z0-9+.-]*:\/\/[^\s:/@"']*):[^\s/@"']+@/gi, `$1:${HIDDEN}@`)
      .replace(/\b(Bearer|Basic) [\w.~+/=-]{6,}/gi, `$1 ${HIDDEN}`);
  };
}

function hideKeys(value: unknown, depth = 0): unknown {
  if (!value || typeof value !== 'object' || value instanceof Error || value instanceof Date || depth > 6) return value;
  if (Array.isArray(value)) return value.map((inner) => hideKeys(inner, depth + 1));
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => [key, SECRET_KEYS.test(key) && inner !== null ? HIDDEN : hideKeys(inner, depth + 1)]),
  );
}

function errorText(error: unknown): unknown {
  return error instanceof Error ? error.message : error;
}

/** `09:31:07 warn  worker: upkeep failed  error=…` */
function humanLine(line: string): string {
  try {
    const { level, time, msg, err, ...rest } = JSON.parse(line) as { level: string; time: string; msg?: string; err?: { stack?: string } };
    const fields = Object.entries(rest).map(([key, value]) => `${key}=${typeof value === 'string' ? value : JSON.stringify(value)}`);
    const stack = err?.stack ? [`\n${err.stack}`] : [];
    return `${[`${time.slice(11, 19)} ${level.padEnd(5)} ${msg ?? ''}`, ...fields].join('  ')}${stack.join('')}\n`;
  } catch {
    return line;
  }
}
