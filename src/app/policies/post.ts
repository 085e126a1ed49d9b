'use client';
/** Sends a change and hands back a refusal with the field it is about; kept alive, it also leaves when the page does. */

export type Posted<T> = { ok: true; value: T } | { ok: false; status: number; field: string | null; message: string };

/** status 0 = the server could not be reached */
export async function post<T>(path: string, body: unknown, options: { keepalive?: boolean } = {}): Promise<Posted<T>> {
  try {
    const response = await fetch(path, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
      keepalive: options.keepalive ?? false,
      signal: AbortSignal.timeout(15_000),
    });
    const value: unknown = await response.json().catch(() => null);
    if (response.ok) return { ok: true, value: value as T };
    const said = (value as { error?: { field?: string | null; message?: string } } | null)?.error;
    const message = said?.message ?? `The server answered ${response.status}`;
    return { ok: false, status: response.status, field: said?.field ?? null, message };
  } catch {
    return { ok: false, status: 0, field: null, message: 'The server cannot be reached' };
  }
}
