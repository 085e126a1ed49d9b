/** A loopback port for the embedded server: the same one for a folder as long as nobody else takes it. */
import { createHash } from 'node:crypto';
import { createServer } from 'node:net';

const FIRST = 20_000;
const RANGE = 10_000;

/** `wanted` if it is free, else one derived from the folder's name, else any free one. */
export async function choosePort(dataDir: string, wanted: number | undefined): Promise<number> {
  // Below the ports that systems hand out to outgoing connections, so that it is still free after a restart.
  const own = FIRST + (createHash('sha256').update(dataDir).digest().readUInt32BE() % RANGE);
  for (const port of [wanted, own, own + 1, own + 2]) {
    if (port && (await isFree(port))) return port;
  }
  return freePort();
}

async function isFree(port: number): Promise<boolean> {
  try {
    await probe(port);
    return true;
  } catch {
    return false;
  }
}

function freePort(): Promise<number> {
  return probe(0);
}

function probe(port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen({ port, host: '127.0.0.1', exclusive: true }, () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address ? address.port : port));
    });
  });
}
