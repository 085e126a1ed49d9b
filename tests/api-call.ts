/** Calls to the dashboard's API as a program on this machine makes them. */

export type Answer = { status: number; body: Record<string, unknown>; headers: Headers };

export type CallOptions = { body?: unknown; headers?: Record<string, string>; raw?: string };

/** @param url gives the server's address when the call is made, for it may not have started when the file is read */
export function caller(url: () => string) {
  async function call(method: string, path: string, options: CallOptions = {}): Promise<Answer> {
    const hasBody = options.body !== undefined || options.raw !== undefined;
    const response = await fetch(`${url()}${path}`, {
      method,
      redirect: 'manual',
      headers: { ...(hasBody && { 'content-type': 'application/json' }), ...options.headers },
      ...(hasBody && { body: options.raw ?? JSON.stringify(options.body) }),
    });
    const text = await response.text();
    return { status: response.status, headers: response.headers, body: text.startsWith('{') ? JSON.parse(text) : { text } };
  }
  const get = (path: string, headers?: Record<string, string>) => call('GET', path, { headers });
  const post = (path: string, body: unknown, headers?: Record<string, string>) => call('POST', path, { body, headers });
  return { call, get, post };
}

export function errorOf(answer: Answer): { field: string | null; message: string } {
  return answer.body.error as { field: string | null; message: string };
}
