/** A process that starts the embedded PostgreSQL, says so in one line, and stops it when its input ends. */
import { once } from 'node:events';
import { startEmbedded } from '../src/world/embedded-postgres.ts';

const server = await startEmbedded({ dataDir: process.argv[2] as string });
console.log(JSON.stringify({ url: server.url, pid: server.pid, adopted: server.adopted }));
process.stdin.resume();
await once(process.stdin, 'end');
await server.stop();
