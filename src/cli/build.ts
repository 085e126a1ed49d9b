/** The dashboard's build: made when it is missing or its sources changed, by the stamp that the last one left. */
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { processEnv } from '../world/process-env.ts';
import { ROOT } from './root.ts';

const OUT = join(ROOT, '.next');
const STAMP = join(OUT, 'deskmates-stamp');
const SOURCES = ['src', 'company', 'next.config.ts', 'tsconfig.json', 'package-lock.json'];

/** Whether `.next` holds a finished build of the sources as they are: by our stamp, or by its age when `next build` was run by hand. */
export function isBuilt(): boolean {
  const finished = changedAt(join(OUT, 'BUILD_ID'));
  if (finished === null) return false;
  const stamped = changedAt(STAMP);
  if (stamped !== null && readFileSync(STAMP, 'utf8') === sourceHash()) return true;
  return finished > (stamped ?? 0) && sourceFiles().every((file) => (changedAt(join(ROOT, file)) ?? 0) < finished);
}

function changedAt(file: string): number | null {
  return statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? null;
}

/**
 * @param log receives what the build writes
 * @throws Error with the last lines of the build's output
 */
export async function build(log: (text: string) => void, signal?: AbortSignal): Promise<void> {
  const stamp = sourceHash();
  // A failed build is cached and fails again; without a stamp nobody knows what is in there.
  if (existsSync(OUT) && !existsSync(STAMP)) rmSync(OUT, { recursive: true, force: true });
  rmSync(STAMP, { force: true });
  const { code, output } = await nextBuild(log, signal);
  if (code !== 0)
    throw new Error(
      `The dashboard could not be built (next build ended with ${code}):\n${output.trimEnd().split('\n').slice(-15).join('\n')}`,
    );
  writeFileSync(STAMP, stamp);
}

function nextBuild(log: (text: string) => void, signal?: AbortSignal): Promise<{ code: number | null; output: string }> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [nextProgram(), 'build'], {
      cwd: ROOT,
      env: { ...withoutSecrets(processEnv()), NODE_ENV: 'production', NEXT_TELEMETRY_DISABLED: '1' },
      stdio: ['ignore', 'pipe', 'pipe'],
      signal,
    });
    let output = '';
    for (const stream of [child.stdout, child.stderr]) {
      stream.on('data', (data: Buffer) => {
        output += data;
        log(String(data));
      });
    }
    child.once('error', reject);
    child.once('close', (code) => resolve({ code, output }));
  });
}

/** The program `next` itself, without the npm and shell processes that would stay in memory beside it. */
export function nextProgram(): string {
  return join(ROOT, 'node_modules', 'next', 'dist', 'bin', 'next');
}

/** A build needs no key, and what it does not have it cannot bake in. */
function withoutSecrets(env: Record<string, string | undefined>): Record<string, string | undefined> {
  return Object.fromEntries(Object.entries(env).filter(([name]) => !/KEY|SECRET|TOKEN|DATABASE_URL|PASSWORD/.test(name)));
}

/** One hash over the names and contents of everything the build reads. */
function sourceHash(): string {
  const hash = createHash('sha256').update(process.version.split('.')[0] as string);
  for (const file of sourceFiles()) {
    hash
      .update(`${file}\0`)
      .update(readFileSync(join(ROOT, file)))
      .update('\0');
  }
  return hash.digest('hex');
}

function sourceFiles(): string[] {
  return SOURCES.flatMap(filesUnder).filter((file) => !/\.test\.tsx?$/.test(file));
}

function filesUnder(path: string): string[] {
  if (!existsSync(join(ROOT, path))) return [];
  if (/\.\w+$/.test(path)) return [path];
  const entries = readdirSync(join(ROOT, path), { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(ROOT.length + 1))
    .sort();
}
