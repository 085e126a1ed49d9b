import { describe, expect, test } from 'vitest';
import { dearestPrice, PRICES, priceOf } from './prices.ts';

const at = new Date('2026-11-23T12:00:00Z');
const million = { inputTokens: 1_000_000, cachedInputTokens: 0, outputTokens: 1_000_000 };
const claude = (model: string) => priceOf({ provider: 'anthropic', model }, million, at, false);
const gpt = (inputTokens: number) =>
  priceOf({ provider: 'openai-compatible', model: 'gpt-6-sol' }, { inputTokens, cachedInputTokens: 0, outputTokens: 0 }, at, false);

describe('the price table', () => {
  test('tells the generations of a family apart', () => {
    expect(claude('claude-opus-5')).toBe(30);
    expect(claude('claude-opus-5-5')).toBe(24);
    expect(claude('claude-fable-5')).toBe(60);
    expect(claude('claude-sonnet-5')).toBe(12);
    expect(claude('claude-opus-5-20260724')).toBe(30);
    expect(claude('claude-opus-6')).toBeNull();
  });
  test('has no price for a day before the first, or for a prompt above the last limit it knows', () => {
    expect(priceOf({ provider: 'anthropic', model: 'claude-opus-5-5' }, million, new Date('2026-09-21T23:59:59Z'), false)).toBeNull();
    expect(gpt(272_000)).toBeCloseTo(0.544, 10);
    expect(gpt(272_001)).toBeNull();
  });
  test('never counts more cached tokens than there were', () => {
    const usage = { inputTokens: 1000, cachedInputTokens: 5000, outputTokens: 0 };
    expect(priceOf({ provider: 'anthropic', model: 'claude-haiku-4-5' }, usage, at, false)).toBeCloseTo(0.0001, 10);
  });
  test('is free offline and on a server of one’s own only', () => {
    expect(priceOf({ provider: 'offline', model: 'deskmates' }, million, at, false)).toBe(0);
    expect(priceOf({ provider: 'openai-compatible', model: 'llama3.2' }, million, at, true)).toBe(0);
    expect(priceOf({ provider: 'openai-compatible', model: 'llama3.2' }, million, at, false)).toBeNull();
  });
  test('names the dearest of all for what it does not know', () => {
    expect(dearestPrice(million)).toBe(90);
    for (const { model } of PRICES) expect(claude(model) ?? 0).toBeLessThanOrEqual(dearestPrice(million));
  });
  test('holds every line once, dated, and cheaper cached than fresh', () => {
    const keys = PRICES.map(({ model, from, maxPromptTokens }) => `${model} ${from} ${maxPromptTokens}`);
    expect(new Set(keys).size).toBe(keys.length);
    expect(PRICES.filter(({ from }) => !/^20\d\d-\d\d-\d\d$/.test(from))).toEqual([]);
    expect(PRICES.filter(({ cachedInput, input, output }) => !(0 < cachedInput && cachedInput < input && input < output))).toEqual([]);
  });
});
