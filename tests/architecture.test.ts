/** The house rules that lint cannot see: who may import whom, where SQL and ambient time may stand, and that the door has no side entrance. */
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { describe, expect, test } from 'vitest';

const files = execFileSync(
  'git',
  ['ls-files', '--cached', '--others', '--exclude-standard', '--', '*.ts', '*.tsx', '*.mjs', '*.sql', '*.css'],
  { encoding: 'utf8' },
)
  .split('\n')
  .filter((file) => file && existsSync(file) && !file.startsWith('docs/'));
const text = new Map(files.map((file) => [file, readFileSync(file, 'utf8')]));
const source = [...text].filter(([file]) => /^(src|company)\//.test(file) && /\.tsx?$/.test(file) && !/\.test\.tsx?$/.test(file));

/** Imports of our own files, resolved; `typeOnly` leaves out imports that vanish at run time. */
function imports(file: string, options: { typeOnly: boolean }): string[] {
  const found: string[] = [];
  for (const match of (text.get(file) ?? '').matchAll(/^\s*(?:import|export)\s+(type\s)?[^;'"]*?from\s+'(\.[^']+)'/gm)) {
    if (match[1] && !options.typeOnly) continue;
    found.push(normalize(join(dirname(file), match[2] as string)));
  }
  return found;
}

function offenders(rule: (file: string, target: string) => boolean, options = { typeOnly: false }): string[] {
  return source.flatMap(([file]) =>
    imports(file, options)
      .filter((target) => rule(file, target))
      .map((target) => `${file} imports ${target}`),
  );
}

const within = (file: string, ...folders: string[]) => folders.some((folder) => file.startsWith(`${folder}/`));

describe('layers', () => {
  test('core never imports the company, the app, the workers or the command line', () => {
    expect(
      offenders((file, target) => within(file, 'src/core') && within(target, 'company', 'src/app', 'src/workers', 'src/cli', 'src/read'), {
        typeOnly: true,
      }),
    ).toEqual([]);
  });
  test('core takes the world as a value: it imports only types from it', () => {
    expect(offenders((file, target) => within(file, 'src/core') && within(target, 'src/world'))).toEqual([]);
  });
  test('the world imports nothing of ours but types and pure text', () => {
    const allowed = ['src/core/text.ts', 'src/core/errors.ts'];
    expect(offenders((file, target) => within(file, 'src/world') && !within(target, 'src/world') && !allowed.includes(target))).toEqual([]);
  });
  test('the company knows shapes and errors, never a store or a verb', () => {
    const pure = /^src\/core\/(company|errors|text|time)\.ts$/;
    expect(offenders((file, target) => within(file, 'company') && !within(target, 'company') && !pure.test(target))).toEqual([]);
  });
  test('rules are pure: they import types and other rules only', () => {
    const pure = /(rules|errors|text|time|company)\.ts$/;
    expect(offenders((file, target) => /\/rules\.ts$/.test(file) && !pure.test(target))).toEqual([]);
  });
  test('stores hold SQL: they import no verb', () => {
    expect(
      offenders((file, target) => /^src\/core\/.*store\.ts$/.test(file) && !/(store|rules|text|time|company)\.ts$/.test(target)),
    ).toEqual([]);
  });
  test('the read models import no core verb', () => {
    expect(
      offenders(
        (file, target) =>
          within(file, 'src/read') && within(target, 'src/core', 'company') && !/(rules|text|time|company)\.ts$/.test(target),
      ),
    ).toEqual([]);
  });
  test('the app reaches no store', () => {
    expect(offenders((file, target) => within(file, 'src/app') && /store\.ts$/.test(target))).toEqual([]);
  });
});

describe('ambient time, chance, environment and network', () => {
  const ambient =
    /\bDate\.now\(|\bnew Date\(\)|\bMath\.random\(|\brandomUUID\(|\bprocess\.env\b|(?<![.\w])fetch\(|(?<![.\w])set(?:Timeout|Interval)\(/;
  test('stand only in src/world (browser code may keep its own timers)', () => {
    const browser = (content: string) => /^['"]use client['"]/m.test(content);
    const found = source.filter(
      ([file, content]) =>
        !within(file, 'src/world') && !(within(file, 'src/app', 'src/office/view') && browser(content)) && ambient.test(content),
    );
    expect(found.map(([file]) => file)).toEqual([]);
  });
  test('the SQL that the program writes takes its times, ids and chance as parameters', () => {
    const sqlAmbient = /\bnow\(\)|\bcurrent_timestamp\b|\bclock_timestamp\(|[^_.\w]random\(\)|gen_random_uuid\(/i;
    const inSql = (content: string) =>
      [...content.matchAll(/sql(?:<[^`]*>)?`([\s\S]*?)`/g)].some((match) =>
        sqlAmbient.test((match[1] as string).replace(/\$\{[^}]*\}/g, '')),
      );
    const found = source.filter(([file, content]) => !within(file, 'src/world') && inSql(content));
    expect(found.map(([file]) => file)).toEqual([]);
  });
});

describe('one way in', () => {
  const writers = (table: string) =>
    source.filter(([, content]) => new RegExp(`(insert into|update|delete from)\\s+${table}\\b`, 'i').test(content)).map(([file]) => file);
  test('proposals are written by one store, missions and steps by theirs', () => {
    expect(writers('ops_mission_proposals')).toEqual(['src/core/proposals/store.ts']);
    expect(writers('ops_missions').every((file) => within(file, 'src/core/missions'))).toBe(true);
    expect(writers('ops_mission_steps').every((file) => within(file, 'src/core/missions'))).toBe(true);
  });
  test('a proposal is inserted, and a mission opened, in one place each', () => {
    const callers = (name: string) =>
      source.filter(([file, content]) => !file.endsWith('store.ts') && new RegExp(`\\b${name}\\(`).test(content)).map(([file]) => file);
    expect(callers('insertProposal')).toEqual(['src/core/proposals/propose.ts']);
    expect(callers('insertMission')).toEqual(['src/core/missions/open.ts']);
  });
  test('SQL stands in stores, read models and migrations, and in the few files that are one statement long', () => {
    const allowed = /store\.ts$|^src\/read\/|^src\/world\/|claims\.ts$|library\.ts$|remember\.ts$/;
    const found = source.filter(([file, content]) => !allowed.test(file) && /\bsql(<[^`]*>)?`/.test(content));
    expect(found.map(([file]) => file)).toEqual([]);
  });
});

describe('size', () => {
  test('no file is longer than 300 lines', () => {
    const long = [...text].map(([file, content]) => ({ file, lines: content.split('\n').length - 1 })).filter(({ lines }) => lines > 300);
    expect(long).toEqual([]);
  });
  test('no file has a name that says nothing', () => {
    const vague = files.filter((file) => /(^|\/)(utils?|helpers?|common|manager|service)(\.|\/|-)/.test(file));
    expect(vague).toEqual([]);
  });
});
