/** The environment as the program understands it: every variable it reads, checked all at once, with what is right instead. */
import { existsSync, statSync } from 'node:fs';
import { isAbsolute, join } from 'node:path';
import { z } from 'zod';
import { parseAddress } from './database-address.ts';
import { MIN_SECRET_LENGTH } from './exposure.ts';

export type EnvSource = Record<string, string | undefined>;

export type Env = {
  /** null: the embedded PostgreSQL is used. */
  databaseUrl: string | null;
  /** Absolute: the folder of everything this company keeps. */
  dataDir: string;
  /** null: 4200, or the next free one. */
  port: number | null;
  host: string;
  cronSecret: string | null;
  dashboardToken: string | null;
  workerId: string | null;
  pollMs: number;
  anthropic: { apiKey?: string; baseURL?: string };
  openai: { apiKey?: string; baseURL?: string };
  /** null unless all four keys are there. */
  x: { apiKey: string; apiSecret: string; accessToken: string; accessSecret: string; baseURL?: string } | null;
  /** Hosts (name or name:port) that may be crawled although they are inside the house. */
  webAllowHosts: string[];
  deployWebhook: { url?: string; secret?: string };
};

/** Never shown, never logged. */
export const SECRET_NAMES = [
  'CRON_SECRET',
  'DASHBOARD_TOKEN',
  'ANTHROPIC_API_KEY',
  'OPENAI_API_KEY',
  'X_API_KEY',
  'X_API_SECRET',
  'X_ACCESS_TOKEN',
  'X_ACCESS_SECRET',
  'DEPLOY_WEBHOOK_SECRET',
] as const;

/** A variable is wrong: the message lists every one, one per line. */
export class BadEnvironment extends Error {
  override readonly name = 'BadEnvironment';
}

const address = z
  .string()
  .refine(
    (text) => URL.canParse(text) && /^https?:$/.test(new URL(text).protocol) && !new URL(text).username,
    'must be an http(s) address without user name, like https://example.com/v1',
  )
  .optional();
const secret = (min: number) => z.string().min(min, `must have at least ${min} characters (for example: openssl rand -hex 24)`).optional();
const whole = (min: number, max: number) =>
  z
    .string()
    .refine((text) => /^\d{1,9}$/.test(text) && Number(text) >= min && Number(text) <= max, `must be a whole number from ${min} to ${max}`)
    .transform(Number)
    .optional();
const key = z
  .string()
  .regex(/^[\x21-\x7e]+$/, 'must be one word of printable characters, without spaces or line breaks')
  .optional();

const schema = z.object({
  DATABASE_URL: z.string().superRefine(checkAddress).optional(),
  DESKMATES_DATA: z.string().optional(),
  PORT: whole(0, 65_535),
  HOST: z
    .string()
    .regex(/^(\[?[0-9a-f:]+\]?|[\w.-]+)$/i, 'must be a host name or an address, like 127.0.0.1')
    .default('127.0.0.1'),
  CRON_SECRET: secret(MIN_SECRET_LENGTH),
  DASHBOARD_TOKEN: secret(MIN_SECRET_LENGTH),
  WORKER_ID: z
    .string()
    .regex(/^[\w.:@-]{1,64}$/, 'must be 1 to 64 letters, digits or . : @ _ -')
    .optional(),
  POLL_INTERVAL_MS: whole(50, 60_000),
  ANTHROPIC_API_KEY: key,
  ANTHROPIC_BASE_URL: address,
  OPENAI_BASE_URL: address,
  OPENAI_API_KEY: key,
  X_API_KEY: key,
  X_API_SECRET: key,
  X_ACCESS_TOKEN: key,
  X_ACCESS_SECRET: key,
  X_API_BASE_URL: address,
  WEB_ALLOW_HOSTS: z
    .string()
    .transform((text) => text.split(/[\s,]+/).filter(Boolean))
    .refine(
      (hosts) => hosts.every((host) => /^(\[[0-9a-f:]+\]|[\w.-]+)(:\d{1,5})?$/i.test(host)),
      'must be hosts separated by commas, like localhost:8080,intranet.example',
    )
    .default([]),
  DEPLOY_WEBHOOK_URL: address,
  DEPLOY_WEBHOOK_SECRET: secret(MIN_SECRET_LENGTH),
});

/** The names this program reads. */
export const ENV_NAMES: readonly string[] = Object.keys(schema.shape);

/**
 * An empty variable counts as not set.
 * @param root the folder that a DESKMATES_DATA of its own, or a relative one, lies in
 * @throws BadEnvironment listing every bad variable: its name, its value (of a secret the length only) and what is right
 */
export function readEnv(source: EnvSource = process.env, root: string = process.cwd()): Env {
  const set = Object.fromEntries(
    ENV_NAMES.flatMap((name) => {
      const value = source[name]?.trim();
      return value ? [[name, value]] : [];
    }),
  );
  const parsed = schema.safeParse(set);
  const problems = [
    ...(parsed.error?.issues ?? []).map((issue) => `${String(issue.path[0])} (${shape(String(issue.path[0]), set)}): ${issue.message}`),
    ...groupProblems(set),
  ];
  if (!parsed.success || problems.length) {
    throw new BadEnvironment(`The environment (or .env) has ${count(problems.length)}:\n${problems.map((line) => `- ${line}`).join('\n')}`);
  }
  return understood(parsed.data, root);
}

function understood(values: z.output<typeof schema>, root: string): Env {
  const data = values.DESKMATES_DATA ?? '.deskmates';
  const { X_API_KEY, X_API_SECRET, X_ACCESS_TOKEN, X_ACCESS_SECRET } = values;
  return {
    databaseUrl: values.DATABASE_URL ?? null,
    dataDir: isAbsolute(data) ? data : join(/* turbopackIgnore: true */ root, data),
    port: values.PORT ?? null,
    host: values.HOST,
    cronSecret: values.CRON_SECRET ?? null,
    dashboardToken: values.DASHBOARD_TOKEN ?? null,
    workerId: values.WORKER_ID ?? null,
    pollMs: values.POLL_INTERVAL_MS ?? 1000,
    anthropic: { apiKey: values.ANTHROPIC_API_KEY, baseURL: values.ANTHROPIC_BASE_URL },
    openai: { apiKey: values.OPENAI_API_KEY, baseURL: values.OPENAI_BASE_URL },
    x:
      X_API_KEY && X_API_SECRET && X_ACCESS_TOKEN && X_ACCESS_SECRET
        ? {
            apiKey: X_API_KEY,
            apiSecret: X_API_SECRET,
            accessToken: X_ACCESS_TOKEN,
            accessSecret: X_ACCESS_SECRET,
            baseURL: values.X_API_BASE_URL,
          }
        : null,
    webAllowHosts: values.WEB_ALLOW_HOSTS,
    deployWebhook: { url: values.DEPLOY_WEBHOOK_URL, secret: values.DEPLOY_WEBHOOK_SECRET },
  };
}

/** Variables that only make sense together. */
function groupProblems(set: EnvSource): string[] {
  const groups = [
    ['X_API_KEY', 'X_API_SECRET', 'X_ACCESS_TOKEN', 'X_ACCESS_SECRET'],
    ['DEPLOY_WEBHOOK_URL', 'DEPLOY_WEBHOOK_SECRET'],
  ];
  return groups.flatMap((names) => {
    const missing = names.filter((name) => !set[name]);
    if (missing.length === 0 || missing.length === names.length) return [];
    return [`${missing.join(', ')} (not set): ${names.join(', ')} work together only; set all of them or none`];
  });
}

function checkAddress(text: string, context: z.RefinementCtx): void {
  try {
    parseAddress(text);
  } catch (error) {
    context.addIssue({ code: 'custom', message: (error as Error).message });
  }
}

/** What a value looks like: itself, or of a secret no more than its length. */
function shape(name: string, set: EnvSource): string {
  const value = set[name] ?? '';
  if (name === 'DATABASE_URL' || /KEY|SECRET|TOKEN|PASSWORD/.test(name) || /\/\/[^/]*@/.test(value)) return `${value.length} characters`;
  return `"${value.length > 60 ? `${value.slice(0, 60)}…` : value}"`;
}

function count(problems: number): string {
  return problems === 1 ? 'one problem' : `${problems} problems`;
}

/** Every secret text of an environment, passwords inside addresses included, for redaction. */
export function secretsOf(source: EnvSource): string[] {
  const named = SECRET_NAMES.map((name) => source[name]?.trim() ?? '');
  return [...named, ...passwordsIn(source.DATABASE_URL ?? '')].filter((text) => text.length > 0);
}

/** As written in the address and as decoded. */
export function passwordsIn(url: string): string[] {
  const written = URL.canParse(url) ? new URL(url).password : '';
  return written ? [...new Set([written, decoded(written)])] : [];
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/**
 * Adds what `.env` in the folder sets to this process's environment; variables that are set already stay, even to nothing; then empty ones go.
 * Returns a warning when others on this machine can read the file.
 * @throws BadEnvironment when the file cannot be read
 */
export function loadDotEnv(root: string): string | null {
  const file = join(root, '.env');
  const there = existsSync(file);
  try {
    if (there) process.loadEnvFile(file);
  } catch (error) {
    throw new BadEnvironment(`Cannot read ${file}: ${(error as Error).message}`);
  }
  // Libraries look for some of these by themselves and stumble over an empty one.
  for (const name of ENV_NAMES) if (process.env[name]?.trim() === '') delete process.env[name];
  if (!there) return null;
  const mode = statSync(file).mode & 0o777;
  if (process.platform === 'win32' || (mode & 0o077) === 0) return null;
  return `${file} holds secrets and has mode ${mode.toString(8)}: others on this machine can read it. Run: chmod 600 ${file}`;
}
