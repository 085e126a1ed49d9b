'use client';
/** The browser's way to the API: JSON there and back, failures as values with a sentence for people. */
import { signInPath } from '../return-path.ts';

export type Answer<T> = { ok: true; value: T } | { ok: false; status: number; field: string | null; message: string };

/** status 0 = the server could not be reached */
export async function getJson<T>(path: string): Promise<Answer<T>> {
  return ask<T>(path, { headers: { accept: 'application/json' } });
}

export async function sendJson<T>(method: 'POST' | 'DELETE', path: string, body: unknown): Promise<Answer<T>> {
  return ask<T>(path, { method, headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) });
}

/** The session is over: sign in, and come back to this very place. */
export function toSignIn(): void {
  const { pathname, search, hash } = window.location;
  if (pathname !== '/login') window.location.assign(signInPath(pathname + search + hash));
}

async function ask<T>(path: string, init: RequestInit): Promise<Answer<T>> {
  try {
    const response = await fetch(path, { ...init, signal: AbortSignal.timeout(15_000) });
    const value: unknown = await response.json().catch(() => null);
    if (response.ok) return { ok: true, value: value as T };
    const said = (value as { error?: { field?: string | null; message?: string } } | null)?.error;
    return {
      ok: false,
      status: response.status,
      field: said?.field ?? null,
      message: said?.message ?? `The server answered ${response.status}`,
    };
  } catch {
    return { ok: false, status: 0, field: null, message: 'The server cannot be reached' };
  }
}
