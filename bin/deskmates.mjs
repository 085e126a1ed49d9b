#!/usr/bin/env node
/** The command `deskmates`: runs src/cli/main.ts with a Node that can, the pinned one if this one cannot. Plain JavaScript for Node ≥ 20. */
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import module from 'node:module';
import { constants } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import v8 from 'node:v8';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const main = join(root, 'src', 'cli', 'main.ts');
const pinned = join(root, 'node_modules', 'node', 'bin', process.platform === 'win32' ? 'node.exe' : 'node');
const [major, minor] = process.versions.node.split('.').map(Number);
/** From 22.18 on Node runs TypeScript as it is. */
const capable = major > 22 || (major === 22 && minor >= 18);

if (!existsSync(join(root, 'node_modules'))) fail('The packages are not installed yet. Run: npm ci');
/** A simulation makes much that is forgotten at once: with a small nursery it needs a third of the memory and is as fast. Only a new process can be told. */
const SMALL_NURSERY = '--max-semi-space-size=4';

if (capable && process.argv[2] === 'simulate' && !process.execArgv.includes(SMALL_NURSERY)) {
  handOver(process.execPath, [SMALL_NURSERY]);
} else if (capable) {
  // Compiled code is kept in the temporary folder, so that the next command starts quicker.
  module.enableCompileCache?.();
  // A company on one machine is idle most of the time: a sixth less memory, for code that waits for others anyway.
  if (process.argv[2] === 'start') v8.setFlagsFromString('--optimize-for-size');
  const { run } = await import(pathToFileURL(main).href);
  await run(process.argv.slice(2));
} else if (existsSync(pinned)) {
  handOver(pinned, process.argv[2] === 'simulate' ? [SMALL_NURSERY] : []);
} else {
  fail(
    `This is Node ${process.versions.node}; Deskmates needs 22.18 or newer, and the Node 24 it brings along is not in node_modules (its install script was skipped). Run: npm rebuild node — or use Node 24.`,
  );
}

/** @param flags of Node */
function handOver(node, flags) {
  // The channel is a lifeline: when this process is killed, the other one notices and stops by itself.
  const child = spawn(node, [...flags, join(root, 'bin', 'deskmates.mjs'), ...process.argv.slice(2)], {
    stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
    env: { ...process.env, DESKMATES_LIFELINE: 'ipc' },
  });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
  child.on('error', (error) => fail(`The Node in node_modules does not run (${error.message}). Run: npm rebuild node`));
  child.on('exit', (code, signal) => process.exit(code ?? 128 + (constants.signals[signal] ?? 0)));
}

function fail(sentence) {
  console.error(sentence);
  process.exit(1);
}
