/** The files in deploy/ name things that exist. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { loadCompany } from '../company/index.ts';
import { DESK_KINDS } from '../src/core/policy/rules.ts';

const folder = join(import.meta.dirname, '..', 'deploy');

test('the worker groups share out every kind of work, each to one group', () => {
  const groups = readdirSync(join(folder, 'systemd')).filter((name) => /^worker-.+\.env$/.test(name));
  const kinds = groups.flatMap((name) => (/^KINDS=(.+)$/m.exec(readFileSync(join(folder, 'systemd', name), 'utf8'))?.[1] ?? '').split(','));
  expect(kinds.sort()).toEqual([...loadCompany().stepKinds.keys(), ...DESK_KINDS].sort());
});

test('the cron of vercel.json asks a route that exists, every five minutes', () => {
  const { crons } = JSON.parse(readFileSync(join(folder, 'vercel.json'), 'utf8')) as { crons: { path: string; schedule: string }[] };
  expect(crons).toEqual([{ path: '/api/ops/heartbeat', schedule: '*/5 * * * *' }]);
  expect(readFileSync(join(folder, '..', 'src', 'app', 'api', 'ops', 'heartbeat', 'route.ts'), 'utf8')).toContain('GET');
});

test('the documentation of the command line names every command', async () => {
  const { groups } = await import('../src/cli/groups.ts');
  const text = readFileSync(join(folder, '..', 'docs', 'cli.md'), 'utf8');
  const commands = (await Promise.all(groups.map((group) => group.load()))).flat();
  expect(commands.filter(({ name }) => !text.includes(`\`${name}`)).map(({ name }) => name)).toEqual([]);
  for (const { options } of commands)
    for (const option of Object.keys(options ?? {}).filter((name) => name !== 'dedupe-key')) expect(text).toContain(`--${option}`);
});
