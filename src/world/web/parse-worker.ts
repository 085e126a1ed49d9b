/** The parsing thread's main file: loaded once, then one job after the other. */
import { parentPort } from 'node:worker_threads';
import type { Job } from './job.ts';
import { parse } from './parse.ts';

parentPort?.on('message', (job: Job) => parentPort?.postMessage(parse(job)));
parentPort?.postMessage('loaded');
