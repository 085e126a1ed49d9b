/** Parses pages in a thread with a limit on its time and memory; an idle thread goes away. */
import { Worker } from 'node:worker_threads';
import type { Article } from './article.ts';

export type Parse = (html: string, address: string) => Promise<{ article: Article | null } | { error: string }>;

const IDLE_MS = 10_000;

/** @param limitMs after this long a page counts as unreadable */
export function parser(limitMs: number): Parse {
  let worker: Worker | null = null;
  let idle: NodeJS.Timeout | null = null;
  let queue: Promise<unknown> = Promise.resolve();

  const end = () => {
    if (idle) clearTimeout(idle);
    void worker?.terminate();
    worker = null;
  };

  const parseOne: Parse = (html, address) =>
    new Promise((resolve) => {
      if (idle) clearTimeout(idle);
      // Named at run time, so that the app's bundler leaves the thread alone: only worker processes read the web.
      worker ??= new Worker(new URL('./parse-worker.ts', import.meta.url).pathname, {
        resourceLimits: { maxOldGenerationSizeMb: 256, stackSizeMb: 8 },
      });
      worker.unref();
      const thread = worker;
      const done = (result: Awaited<ReturnType<Parse>>, keep: boolean) => {
        clearTimeout(limit);
        thread.off('message', onMessage).off('error', onError);
        if (keep) idle = setTimeout(end, IDLE_MS).unref();
        else end();
        resolve(result);
      };
      const limit = setTimeout(() => done({ error: `reading it took longer than ${limitMs / 1000} s` }, false), limitMs);
      const onMessage = (result: Awaited<ReturnType<Parse>>) => done(result, true);
      const onError = (error: Error) => done({ error: error.message }, false);
      thread.once('message', onMessage).once('error', onError);
      thread.postMessage({ html, address });
    });

  return (html, address) => {
    const mine = queue.then(() => parseOne(html, address));
    queue = mine.catch(() => undefined);
    return mine;
  };
}
