/** Reads server-sent events the way a browser does. */

export type Sent = { id: string | null; event: string; data: string };

export type EventReader = {
  status: number;
  /** The next message; null when the stream has ended. */
  next(): Promise<Sent | null>;
  /** Reads on until `enough` says so; returns what was read. */
  until(enough: (read: Sent[]) => boolean): Promise<Sent[]>;
  close(): void;
};

export async function openEvents(url: string, headers: Record<string, string> = {}): Promise<EventReader> {
  const ending = new AbortController();
  const response = await fetch(url, { headers, signal: ending.signal });
  const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
  let buffer = '';
  const next = async (): Promise<Sent | null> => {
    for (;;) {
      const end = buffer.indexOf('\n\n');
      if (end >= 0) {
        const message = parse(buffer.slice(0, end));
        buffer = buffer.slice(end + 2);
        if (message) return message;
        continue;
      }
      const chunk = await reader?.read().catch(() => null);
      if (!chunk || chunk.done) return null;
      buffer += chunk.value;
    }
  };
  return {
    status: response.status,
    next,
    async until(enough) {
      const read: Sent[] = [];
      while (!enough(read)) {
        const message = await next();
        if (!message) throw new Error(`the stream ended after ${JSON.stringify(read)}`);
        read.push(message);
      }
      return read;
    },
    close: () => ending.abort(),
  };
}

/** Null for what carries no data: comments, retry. */
function parse(block: string): Sent | null {
  const field = (name: string) =>
    block
      .split('\n')
      .find((line) => line.startsWith(`${name}: `))
      ?.slice(name.length + 2) ?? null;
  const data = field('data');
  return data === null ? null : { id: field('id'), event: field('event') ?? 'message', data };
}

/** Ids of the company's events in what was read, in order. */
export function eventIds(read: Sent[]): string[] {
  return read.filter((sent) => sent.event === 'events').flatMap((sent) => (JSON.parse(sent.data) as { id: string }[]).map((row) => row.id));
}
