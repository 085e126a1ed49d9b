import { describe, expect, test } from 'vitest';
import { comparable, hasLink, priceOfPost, refuseText } from './rules.ts';

const policy = {
  posting: true,
  allow_links: false,
  price_usd: 0.015,
  price_with_link_usd: 0.2,
  daily_spend_cap_usd: 0.5,
  max_age_hours: 2,
};

describe('what may be posted', () => {
  test('a link costs more, and is refused unless policy allows it', () => {
    expect(priceOfPost('six agents, one queue', policy)).toBe(0.015);
    expect(priceOfPost('read https://example.org/a', policy)).toBe(0.2);
    expect(hasLink('see example.com for more')).toBe(true);
    expect(hasLink('a 3.5x gain, v2.0 is out.')).toBe(false);
    expect(refuseText('read https://example.org/a', policy)).toContain('allow_links');
    expect(refuseText('read https://example.org/a', { ...policy, allow_links: true })).toBeNull();
  });
  test('a mention and an empty draft are refused', () => {
    expect(refuseText('thanks @somebody', policy)).toContain('mentions');
    expect(refuseText('  \n', policy)).toContain('empty');
    expect(refuseText('a@b is an address', policy)).toBeNull();
  });
  test("X's copy of a text is recognised: entities, links, Unicode form, spaces", () => {
    expect(comparable('caf\u0065\u0301 &amp; tea  https://t.co/x1 ')).toBe(comparable('caf\u00e9 & tea https://example.org/long'));
    expect(comparable('one')).not.toBe(comparable('two'));
  });
});
