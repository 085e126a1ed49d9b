import { describe, expect, test } from 'vitest';
import { chooseModel, jsonIn } from './rules.ts';

const policy = {
  provider: 'auto' as const,
  models: { default: 'small', write: 'large', 'openai-compatible': 'llama' },
  daily_cap_usd: 1,
  timeout_seconds: 60,
  max_retries: 2,
};
const none = { anthropic: false, openaiCompatible: false };

describe('which model answers', () => {
  test('auto takes the first provider with a key, and the offline model when there is none', () => {
    expect(chooseModel('tweet', policy, { anthropic: true, openaiCompatible: true })).toEqual({ provider: 'anthropic', model: 'small' });
    expect(chooseModel('tweet', policy, { anthropic: false, openaiCompatible: true })).toEqual({
      provider: 'openai-compatible',
      model: 'llama',
    });
    expect(chooseModel('tweet', policy, none)).toEqual({ provider: 'offline', model: 'deskmates' });
  });
  test('a purpose may have its own model', () => {
    expect(chooseModel('write', policy, { anthropic: true, openaiCompatible: false })).toEqual({ provider: 'anthropic', model: 'large' });
  });
  test('a provider that is asked for and has no key is an error, never a silent fallback', () => {
    expect(chooseModel('write', { ...policy, provider: 'anthropic' }, none)).toEqual({
      missing: expect.stringContaining('ANTHROPIC_API_KEY'),
    });
    expect(chooseModel('write', { ...policy, provider: 'openai-compatible' }, none)).toEqual({
      missing: expect.stringContaining('OPENAI_BASE_URL'),
    });
  });
});

describe('reading an answer', () => {
  test('fences and prose around the JSON are tolerated', () => {
    expect(jsonIn('{"a":1}')).toEqual({ a: 1 });
    expect(jsonIn('Sure!\n```json\n{"a":1}\n```')).toEqual({ a: 1 });
    expect(jsonIn('Here it is: {"a":{"b":2}} — done')).toEqual({ a: { b: 2 } });
  });
  test.each(['', '   ', 'I cannot help with that', '{"a":', "{'a':1}", '{"a":1,}'])('%j is not JSON', (text) => {
    expect(jsonIn(text)).toBeUndefined();
  });
  test('a hostile key changes no prototype', () => {
    const value = jsonIn('{"__proto__":{"polluted":true}}') as object;
    expect(({} as { polluted?: boolean }).polluted).toBeUndefined();
    expect(Object.keys(value)).toEqual(['__proto__']);
  });
});
