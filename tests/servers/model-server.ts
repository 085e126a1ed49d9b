/** A server on loopback that speaks Anthropic's Messages API and OpenAI's chat completions, answering from a script. */
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export type ModelHit = { path: string; headers: Record<string, string | string[] | undefined>; body: Record<string, unknown> };
export type ModelReply =
  | { text: string /** null: the answer does not say */; usage?: { input: number; cached?: number; output: number } | null; stop?: string }
  | { status: number; headers?: Record<string, string>; body?: string }
  | { hang: true }
  /** Head and half a body, then silence. */
  | { stall: true }
  | { drop: true };

export type ModelServer = { url: string; hits: ModelHit[]; script(...replies: ModelReply[]): void; close(): Promise<void> };

export async function startModelServer(): Promise<ModelServer> {
  const hits: ModelHit[] = [];
  const replies: ModelReply[] = [];
  const server = createServer(async (request, response) => {
    let raw = '';
    for await (const chunk of request) raw += chunk;
    hits.push({ path: request.url ?? '', headers: request.headers, body: raw ? JSON.parse(raw) : {} });
    const reply = replies.shift() ?? { status: 500, body: 'nothing scripted' };
    if ('hang' in reply) return;
    if ('stall' in reply) return void response.writeHead(200, { 'content-type': 'application/json' }).write('{"id":');
    if ('drop' in reply) return void response.destroy();
    if ('status' in reply)
      return void response
        .writeHead(reply.status, { 'content-type': 'application/json', ...reply.headers })
        .end(reply.body ?? '{"error":{"message":"scripted"}}');
    if (request.url?.endsWith('/messages')) anthropic(response, reply);
    else openai(response, reply);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    hits,
    script: (...more) => void replies.push(...more),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

type Said = Extract<ModelReply, { text: string }>;
const usual = { input: 1025, cached: 900, output: 40 };

function anthropic(response: ServerResponse, { text, usage = usual, stop = 'end_turn' }: Said): void {
  const cached = usage?.cached ?? 0;
  send(response, {
    id: 'msg_1',
    type: 'message',
    role: 'assistant',
    model: 'scripted',
    stop_reason: stop,
    stop_sequence: null,
    content: [{ type: 'text', text }],
    ...(usage
      ? {
          usage: {
            input_tokens: usage.input - cached,
            cache_read_input_tokens: cached,
            cache_creation_input_tokens: 0,
            output_tokens: usage.output,
          },
        }
      : {}),
  });
}

function openai(response: ServerResponse, { text, usage = usual, stop = 'stop' }: Said): void {
  send(response, {
    id: 'c1',
    object: 'chat.completion',
    created: 1,
    model: 'scripted',
    choices: [{ index: 0, finish_reason: stop, message: { role: 'assistant', content: text } }],
    ...(usage
      ? {
          usage: {
            prompt_tokens: usage.input,
            completion_tokens: usage.output,
            total_tokens: usage.input + usage.output,
            prompt_tokens_details: { cached_tokens: usage.cached ?? 0 },
          },
        }
      : {}),
  });
}

function send(response: ServerResponse, body: object): void {
  response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(body));
}
