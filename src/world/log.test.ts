import { describe, expect, test } from 'vitest';
import { makeLog, redactor } from './log.ts';

function logged(secrets: string[], work: (log: ReturnType<typeof makeLog>) => void, pretty = false): string {
  let text = '';
  work(
    makeLog({
      secrets,
      pretty,
      write: (line) => {
        text += line;
      },
    }),
  );
  return text;
}

describe('the log', () => {
  test('writes one JSON object per line with level, time and message', () => {
    const lines = logged([], (log) => log.info({ step: 's1' }, 'hello'));
    expect(JSON.parse(lines)).toMatchObject({ level: 'info', msg: 'hello', step: 's1', time: expect.stringMatching(/Z$/) });
  });
  test('hides what stands under a secret’s name, at any depth, and keeps token counts', () => {
    const text = logged([], (log) =>
      log.warn({ request: { headers: { authorization: 'abc', apiKey: 'def' } }, inputTokens: 7, key: 'x_policy' }, 'm'),
    );
    expect(text).not.toMatch(/abc|def/);
    expect(JSON.parse(text)).toMatchObject({ inputTokens: 7, key: 'x_policy' });
  });
  test('hides the configured values anywhere: message, field, error and stack', () => {
    const secret = 'sk-very"secret';
    const text = logged([secret], (log) => log.error({ err: new Error(`401 for ${secret}`), note: secret }, `asked with ${secret}`));
    expect(text).not.toContain('sk-very');
    expect(text).toContain('[hidden]');
  });
  test('writes a readable line for people', () => {
    const text = logged([], (log) => log.warn({ worker: 'w1', n: 2 }, 'upkeep failed'), true);
    expect(text).toMatch(/^\d\d:\d\d:\d\d warn {2}upkeep failed {2}worker=w1 {2}n=2\n$/);
  });
});

describe('redaction of texts', () => {
  test('takes passwords out of addresses and bearer tokens out of headers', () => {
    const hide = redactor([]);
    expect(hide('postgresql://me:hunter2@db.example:5432/x')).toBe('postgresql://me:[hidden]@db.example:5432/x');
    expect(hide('Authorization: Bearer abcdef123456')).toBe('Authorization: Bearer [hidden]');
  });
  test('leaves ordinary text and very short values alone', () => {
    expect(redactor(['a'])('a http://example.com/a:b@c page')).toBe('a http://example.com/a:b@c page');
  });
});
