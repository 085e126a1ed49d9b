/** A server on loopback that speaks the parts of X's API v2 we use, keeps a ledger of what it accepted, and fails as told. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

export type XFault =
  /** Accept the post, then lose the answer. */
  | 'drop_after_accept'
  | { acceptThen: number }
  | { status: number; body?: string; headers?: Record<string, string> }
  | { accept: true; body: string }
  /** Accept at once, answer only so much later. */
  | { slowMs: number }
  | 'hang';

export type XServer = {
  url: string;
  /** Every POST that arrived. */
  posts: number;
  /** What X holds: the truth. */
  ledger: { id: string; text: string }[];
  /** Public numbers by post id; a post that is not here is gone. */
  metrics: Record<string, Record<string, unknown>>;
  authorizations: string[];
  /** Method and path of everything that arrived. */
  requests: string[];
  script(...faults: XFault[]): void;
  /** The timeline shows the ledger only when true. */
  visible: boolean;
  /** Answers the next timeline instead of the ledger. */
  scriptTimeline(...replies: { status: number; body?: string; headers?: Record<string, string> }[]): void;
  close(): Promise<void>;
};

export async function startXServer(): Promise<XServer> {
  const faults: XFault[] = [];
  const timelines: { status: number; body?: string; headers?: Record<string, string> }[] = [];
  const server = createServer(async (request, response) => {
    let raw = '';
    for await (const chunk of request) raw += chunk;
    x.authorizations.push(request.headers.authorization ?? '');
    x.requests.push(`${request.method} ${request.url}`);
    const json = (status: number, body: unknown, headers = {}) =>
      response
        .writeHead(status, { 'content-type': 'application/json', ...headers })
        .end(typeof body === 'string' ? body : JSON.stringify(body));
    if (request.url?.startsWith('/2/users/me')) return void json(200, { data: { id: '42', name: 'We', username: 'we' } });
    if (request.url?.startsWith('/2/tweets?')) {
      const ids = new URL(request.url, 'http://x').searchParams.get('ids')?.split(',') ?? [];
      const data = ids.filter((id) => x.metrics[id]).map((id) => ({ id, text: '', public_metrics: x.metrics[id] }));
      const errors = ids.filter((id) => !x.metrics[id]).map((id) => ({ resource_id: id, title: 'Not Found Error' }));
      return void json(200, { ...(data.length ? { data } : {}), ...(errors.length ? { errors } : {}) });
    }
    if (request.method === 'GET') {
      const timeline = timelines.shift();
      if (timeline) return void json(timeline.status, timeline.body ?? {}, timeline.headers);
      const shown = x.visible ? x.ledger : [];
      return void json(
        200,
        shown.length
          ? { data: shown.map((post) => ({ ...post, created_at: '2026-11-23T10:00:00.000Z' })), meta: { result_count: shown.length } }
          : { meta: { result_count: 0 } },
      );
    }
    x.posts++;
    const fault = faults.shift();
    const accept = () => {
      const id = String(1_900_000_000_000_000_000n + BigInt(x.ledger.length));
      x.ledger.push({ id, text: String(JSON.parse(raw).text) });
      return id;
    };
    if (fault === 'hang') return;
    if (fault === 'drop_after_accept') {
      accept();
      return void response.destroy();
    }
    if (fault && 'acceptThen' in fault) {
      accept();
      return void json(fault.acceptThen, {});
    }
    if (fault && 'slowMs' in fault) {
      const id = accept();
      return void setTimeout(() => json(201, { data: { id } }), fault.slowMs);
    }
    if (fault && 'accept' in fault) {
      accept();
      return void json(200, fault.body);
    }
    if (fault) return void json(fault.status, fault.body ?? {}, fault.headers);
    json(201, { data: { id: accept(), text: JSON.parse(raw).text } });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const x: XServer = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    posts: 0,
    ledger: [],
    metrics: {},
    authorizations: [],
    requests: [],
    visible: true,
    script: (...more) => void faults.push(...more),
    scriptTimeline: (...more) => void timelines.push(...more),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
  return x;
}
