/** One connection that listens for all channels of a process, and listens again whenever it was lost. */
import postgres from 'postgres';

export type Ears = {
  /** Resolves once the server has accepted the LISTEN. */
  listen(channel: string, heard: (payload: string) => void): Promise<{ close(): Promise<void> }>;
  close(): Promise<void>;
};

const LONGEST_WAIT_MS = 2000;

// postgres.js has a listen() of its own, but it gives up when the server is still away at its first try to come back.
export function listenOver(url: string, settings: postgres.Options<Record<never, never>>): Ears {
  const channels = new Map<string, Set<(payload: string) => void>>();
  let sql: postgres.Sql<Record<never, never>> | null = null;
  let closed = false;
  let retries = 0;
  let timer: NodeJS.Timeout | null = null;

  const open = () =>
    postgres(url, {
      ...settings,
      max: 1,
      idle_timeout: 0,
      max_lifetime: null,
      fetch_types: false,
      onnotify: (channel: string, payload: string) => {
        for (const heard of channels.get(channel) ?? []) heard(payload);
      },
      onclose: () => lost(),
    } as postgres.Options<Record<never, never>>);

  const lost = () => {
    if (closed || timer || channels.size === 0) return;
    timer = setTimeout(again, Math.min(50 * 2 ** retries++, LONGEST_WAIT_MS));
    timer.unref();
  };

  const again = async () => {
    timer = null;
    try {
      for (const channel of channels.keys()) await say('listen', channel);
      retries = 0;
    } catch {
      lost();
    }
  };

  const say = (verb: 'listen' | 'unlisten', channel: string) => {
    sql ??= open();
    return sql.unsafe(`${verb} "${channel.replaceAll('"', '""')}"`);
  };

  return {
    async listen(channel, heard) {
      const hearers = channels.get(channel) ?? new Set();
      channels.set(channel, hearers);
      hearers.add(heard);
      await say('listen', channel);
      return {
        async close() {
          hearers.delete(heard);
          if (hearers.size > 0 || channels.get(channel) !== hearers) return;
          channels.delete(channel);
          if (!closed) await say('unlisten', channel).catch(() => {});
        },
      };
    },
    async close() {
      closed = true;
      if (timer) clearTimeout(timer);
      channels.clear();
      await sql?.end({ timeout: 1 });
    },
  };
}
