/** What every API route does: ask access, hand over the World, answer as JSON, and never tell more of an error than a caller may know. */
import { z } from 'zod';
import { InvalidInput } from '../core/errors.ts';
import { jsonDepth } from '../core/text.ts';
import type { World } from '../world/world.ts';
import { type Access, type Caller, checkAccess } from './access.ts';
import { appClock } from './clock.ts';
import { appEnv, appWorld } from './world.ts';

/** `world` is a promise to be asked for, so that refusing, signing in and the sample newsroom need no database. */
export type Call = { world(): Promise<World>; caller: Caller; params: Record<string, string> };
type Handler = (request: Request, call: Call) => Promise<Response>;
type RouteContext = { params: Promise<Record<string, string>> };

/** Bytes a request body may have. */
export const MAX_BODY_BYTES = 262_144;
const MAX_DEPTH = 20;

/** An answer with this status, thrown from anywhere inside a route. */
export class HttpError extends Error {
  readonly status: number;
  readonly field: string | null;
  readonly retryAfterSeconds: number | null;
  constructor(status: number, message: string, field: string | null = null, retryAfterSeconds: number | null = null) {
    super(message);
    this.status = status;
    this.field = field;
    this.retryAfterSeconds = retryAfterSeconds;
  }
}

/** Wraps a handler: the only way a route of this app is made. */
export function route(access: Access, handler: Handler): (request: Request, context: RouteContext) => Promise<Response> {
  return async (request, context) => {
    try {
      const verdict = checkAccess(request, access, appEnv(), appClock.now());
      if (!verdict.ok) throw new HttpError(verdict.status, verdict.message);
      return await handler(request, { world: appWorld, caller: verdict.caller, params: await context.params });
    } catch (error) {
      return await errorResponse(error);
    }
  };
}

export function json(value: unknown, status = 200, headers: Record<string, string> = {}): Response {
  return Response.json(value, { status, headers: { ...API_HEADERS, ...headers } });
}

export const API_HEADERS = { 'cache-control': 'no-store', 'content-security-policy': "default-src 'none'; frame-ancestors 'none'" };

async function errorResponse(error: unknown): Promise<Response> {
  if (error instanceof HttpError) {
    const wait: Record<string, string> = error.retryAfterSeconds === null ? {} : { 'retry-after': String(error.retryAfterSeconds) };
    const challenge: Record<string, string> = error.status === 401 ? { 'www-authenticate': 'Bearer' } : {};
    return json({ error: { field: error.field, message: error.message } }, error.status, { ...wait, ...challenge });
  }
  if (error instanceof InvalidInput) return json({ error: { field: error.field, message: error.message } }, 400);
  const world = await appWorld().catch(() => null);
  const id = world?.ids.next() ?? null;
  world?.log.error({ err: error, id }, 'a request failed');
  if (!world || isOutage(error))
    return json({ error: { field: null, message: 'The database cannot be reached just now. Try again in a moment.' } }, 503);
  return json({ error: { field: null, message: `Something went wrong here. The log has the details under ${id}.` } }, 500);
}

/** PostgreSQL's classes 08 and 57 (connection, shutdown), too many connections, and the network's own codes. */
function isOutage(error: unknown): boolean {
  const code = String((error as { code?: unknown } | null)?.code ?? '');
  return /^(08|57)...$|^53300$|^E[A-Z]{4,}$/.test(code);
}

/** The request's body, checked by the schema. Throws HttpError 400 or 413 naming the field; 415 was answered before. */
export async function readBody<T>(request: Request, schema: z.ZodType<T>): Promise<T> {
  const text = await readText(request);
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new HttpError(400, text ? 'The body is not valid JSON' : 'The body is empty; send a JSON object', 'body');
  }
  if (jsonDepth(value) > MAX_DEPTH) throw new HttpError(400, `The body nests deeper than ${MAX_DEPTH} levels`, 'body');
  return checked(value, schema);
}

/** Query parameters, checked by the schema. */
export function readQuery<T>(request: Request, schema: z.ZodType<T>): T {
  return checked(Object.fromEntries(new URL(request.url).searchParams), schema);
}

function checked<T>(value: unknown, schema: z.ZodType<T>): T {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  const extra = issue?.code === 'unrecognized_keys' ? issue.keys.slice(0, 1) : [];
  const field = fieldName([...(issue?.path ?? []), ...extra]);
  throw new HttpError(400, `${field}: ${extra.length ? 'unknown field' : (issue?.message ?? 'not of the right form')}`, field);
}

/** ['proposed_steps', 0, 'kind'] → proposed_steps[0].kind, as the core names its fields. */
function fieldName(path: readonly PropertyKey[]): string {
  const name = path.map((key) => (typeof key === 'number' ? `[${key}]` : `.${String(key).slice(0, 60)}`)).join('');
  return name.replace(/^\./, '') || 'body';
}

async function readText(request: Request): Promise<string> {
  const tooLarge = () => new HttpError(413, `The body is larger than ${MAX_BODY_BYTES} bytes`, 'body');
  if (Number(request.headers.get('content-length') ?? 0) > MAX_BODY_BYTES) throw tooLarge();
  const decoder = new TextDecoder('utf-8', { fatal: true });
  let text = '';
  let bytes = 0;
  try {
    for await (const chunk of request.body ?? []) {
      bytes += chunk.byteLength;
      if (bytes > MAX_BODY_BYTES) throw tooLarge();
      text += decoder.decode(chunk, { stream: true });
    }
    return text + decoder.decode();
  } catch (error) {
    throw error instanceof HttpError ? error : new HttpError(400, 'The body is not UTF-8 text', 'body');
  }
}

/** `limit` of a list: 1 to 200. */
export const limitParameter = z.coerce.number().int().min(1).max(200).default(50);
