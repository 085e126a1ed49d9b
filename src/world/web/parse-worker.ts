/** The thread that parses pages: what takes too long here is ended from outside and blocks nobody. */
import { parentPort } from 'node:worker_threads';
import { readArticle } from './article.ts';

parentPort?.on('message', ({ html, address }: { html: string; address: string }) => {
  try {
    parentPort?.postMessage({ article: readArticle(html, address) });
  } catch (error) {
    parentPort?.postMessage({ error: error instanceof Error ? error.message : String(error) });
  }
});
