/** The thread in which bodies are made sense of: hostile pages may hold it up, or crash it, but never the program. */
import { Worker } from 'node:worker_threads';
import type { Job, Parsed } from './job.ts';

const START_MS = 30_000;
const IDLE_MS = 5000;

type Thread = { worker: Worker; loaded: Promise<string>; over: Promise<string> };

let thread: Thread | null = null;
let queue: Promise<unknown> = Promise.resolve();
let waiting = 0;
let idle: NodeJS.Timeout | undefined;

/** One body at a time, in the order they came; `limitMs` of time each. Never rejects. */
export function parseInThread(job: Job, limitMs: number): Promise<Parsed> {
  waiting++;
  clearTimeout(idle);
  const parsed = queue.then(() => run(job, limitMs)).catch((error: Error) => given(`could not be parsed: ${error.message}`));
  queue = parsed.then(() => {
    waiting--;
    if (waiting > 0) return;
    thread?.worker.unref();
    idle = setTimeout(end, IDLE_MS).unref();
  });
  return parsed;
}

async function run(job: Job, limitMs: number): Promise<Parsed> {
  thread ??= start();
  const { worker, loaded, over } = thread;
  worker.ref();
  const started = await firstOf(START_MS, loaded, over);
  if (started !== 'loaded') {
    end();
    return given(`could not be parsed: the parsing thread did not start (${started})`);
  }
  const { promise: answered, resolve } = Promise.withResolvers<Parsed>();
  worker.once('message', resolve);
  worker.postMessage(job);
  const parsed = await firstOf(limitMs, answered, over);
  if (typeof parsed === 'object') return parsed;
  end();
  if (parsed === 'time') return given(`is too tangled to read: making sense of it took more than ${limitMs / 1000} s`);
  return given('is too large or too deeply nested to read: making sense of it took more memory than it may');
}

const given = (why: string): Parsed => ({ kind: 'bad', why });

function start(): Thread {
  // Put together at run time: bundlers would otherwise pack the thread, its libraries included, into every page of the app.
  const file = new URL(['.', 'parse-worker.ts'].join('/'), import.meta.url);
  const worker = new Worker(file, { env: {}, execArgv: [], resourceLimits: { maxOldGenerationSizeMb: 384, maxYoungGenerationSizeMb: 48 } });
  const loaded = new Promise<string>((resolve) => worker.once('message', resolve));
  const over = new Promise<string>((resolve) => {
    worker.once('error', (error) => resolve(error.message));
    worker.once('exit', () => resolve('it ended'));
  });
  const made = { worker, loaded, over };
  over.then(() => {
    if (thread === made) thread = null;
  });
  return made;
}

function end(): void {
  void thread?.worker.terminate();
  thread = null;
}

/** What the thread gave; or what ended it; or "time". */
async function firstOf<T>(ms: number, done: Promise<T>, over: Promise<string>): Promise<T | string> {
  const { promise: time, resolve } = Promise.withResolvers<string>();
  const timer = setTimeout(() => resolve('time'), ms);
  try {
    return await Promise.race([done, over, time]);
  } finally {
    clearTimeout(timer);
  }
}
