/** Coming back after signing in: to the same place, never to somebody else's. */
import { expect, test } from 'vitest';
import { returnPath, signInPath } from './return-path.ts';

test('the place comes back as it was', () => {
  for (const path of ['/missions?status=failed&q=a%20b', '/talks/1#turn-3', '/stage', '/']) {
    const next = new URL(signInPath(path), 'http://x.invalid').searchParams.get('next');
    expect(returnPath(next)).toBe(path);
  }
});

test('anything that is not a page of ours is the stage', () => {
  const hostile = [
    '//evil.example',
    '/\\evil.example',
    'https://evil.example/',
    'javascript:alert(1)',
    '/\t/evil.example',
    '/.//evil.example',
  ];
  for (const next of [...hostile, '/login', '/login?next=/x', '/api/session', '', null, undefined, ['/a'], `/${'a'.repeat(3000)}`]) {
    expect(returnPath(next), String(next).slice(0, 40)).toBe('/');
  }
});
