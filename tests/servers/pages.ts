/** A server on loopback that answers each path as a test tells it, and counts the connections made to it. */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export type Answer = (request: IncomingMessage, response: ServerResponse) => void;

export type PageServer = {
  url: string;
  /** host:port, as it stands in WEB_ALLOW_HOSTS */
  host: string;
  port: number;
  /** Paths asked for so far, queries included. */
  requests: string[];
  connections(): number;
  /** Answers the path with this; returns the address. */
  on(path: string, answer: Answer): string;
  /** Answers the path with this text or file; HTML in UTF-8 unless the headers say otherwise. */
  serve(path: string, body: string | Buffer, headers?: Record<string, string>): string;
  redirect(path: string, location: string): string;
  close(): Promise<void>;
};

export async function startPages(): Promise<PageServer> {
  const answers = new Map<string, Answer>();
  const requests: string[] = [];
  let connections = 0;
  const server = createServer((request, response) => {
    const path = request.url ?? '/';
    requests.push(path);
    const answer = answers.get(path.split('?')[0] ?? '');
    if (answer) answer(request, response);
    else response.writeHead(404, { 'content-type': 'text/plain' }).end('no such page');
  });
  server.on('connection', () => connections++);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const host = `127.0.0.1:${port}`;
  const url = `http://${host}`;
  const on = (path: string, answer: Answer) => {
    answers.set(path, answer);
    return `${url}${path}`;
  };
  return {
    url,
    host,
    port,
    requests,
    connections: () => connections,
    on,
    serve: (path, body, headers = { 'content-type': 'text/html; charset=utf-8' }) =>
      on(path, (_request, response) => response.writeHead(200, headers).end(body)),
    redirect: (path, location) => on(path, (_request, response) => response.writeHead(302, { location }).end()),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

export const WORDS =
  'The bakery handled 412 orders in October, up from 260 in September, and two of its three agents never spoke to a customer at all.';

/** A page with a title, a menu, and `inner` between two paragraphs of an article. */
export function articlePage(inner: string, head = ''): string {
  return `<!doctype html><html lang="en"><head><title>A bakery and its agents</title>${head}</head><body><nav><a href="/">Menu</a></nav><article><h1>A bakery and its agents</h1><p>${WORDS}</p>${inner}<p>${WORDS}</p></article><footer>Imprint</footer></body></html>`;
}
