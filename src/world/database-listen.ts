/** One connection that listens for all channels of a process, and listens again whenever it was lost. */
import pg from 'pg';

export type Ears = {
  /** Resolves once the server has accepted the LISTEN. */
  listen(channel: string, heard: (payload: string) => void): Promise<{ close(): Promise<void> }>;
  close(): Promise<void>;
};

const LONGEST_WAIT_MS = 2000;

export function listenOver(login: pg.ClientConfig): Ears {
  const channels = new Map<string, Set<(payload: string) => void>>();
  let opening: Promise<pg.Client> | null = null;
  let closed = false;
  let retries = 0;
  let timer: NodeJS.Timeout | null = null;

  const open = async () => {
    const client = new pg.Client(login);
    client.on('notification', ({ channel, payload }) => {
      for (const heard of channels.get(channel) ?? []) heard(payload ?? '');
    });
    client.on('error', lost);
    client.on('end', lost);
    await client.connect();
    return client;
  };

  const lost = () => {
    opening = null;
    if (closed || timer || channels.size === 0) return;
    timer = setTimeout(again, Math.min(50 * 2 ** retries++, LONGEST_WAIT_MS));
    timer.unref();
  };

  const again = async () => {
    timer = null;
    try {
      for (const channel of channels.keys()) await say('listen', channel);
      retries = 0;
      // What was said while nobody listened is lost: wake everybody once.
      for (const hearers of channels.values()) for (const heard of hearers) heard('');
    } catch {
      lost();
    }
  };

  const say = async (verb: 'listen' | 'unlisten', channel: string) => {
    opening ??= open();
    const client = await opening;
    await client.query(`${verb} "${channel.replaceAll('"', '""')}"`);
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
      const client = await opening?.catch(() => null);
      await client?.end().catch(() => {});
    },
  };
}
