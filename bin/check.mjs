#!/usr/bin/env node
/** The project's one test command (npm test): finds the pinned Node and hands over to check-phases.ts. */
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const pinned = join(root, 'node_modules', 'node', 'bin', process.platform === 'win32' ? 'node.exe' : 'node');
const newEnough = Number(process.versions.node.split('.')[0]) >= 24;

if (!existsSync(join(root, 'node_modules'))) fail('The packages are not installed. Run: npm ci');
if (!existsSync(pinned) && !newEnough) {
  fail(
    `Node ${process.versions.node} runs this, and the pinned Node 24 is not in node_modules (its install script was skipped). Run: npm rebuild node — or use Node 24 or newer.`,
  );
}

const node = existsSync(pinned) ? pinned : process.execPath;
const run = spawnSync(node, [join(root, 'bin', 'check-phases.ts')], { cwd: root, stdio: 'inherit' });
process.exit(run.status ?? 1);

function fail(sentence) {
  console.error(sentence);
  console.log('0 passed, 1 failed');
  process.exit(1);
}
