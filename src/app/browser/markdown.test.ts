import { createElement } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { describe, expect, test } from 'vitest';
import { Markdown, SafeLink } from './Markdown.tsx';
import { parseBlocks } from './markdown.ts';

const html = (text: string) => renderToStaticMarkup(createElement(Markdown, { text }));

describe('markdown', () => {
  test('reads headings, lists, quotes, code and emphasis', () => {
    const page = html(
      '# Title\n\nSome **bold** and *soft* `code`.\n\n- one\n- two\n  goes on\n\n1. first\n\n> said\n\n```\n<b>\n```\n\n---',
    );
    expect(page).toContain('<strong>bold</strong>');
    expect(page).toContain('<em>soft</em>');
    expect(page).toContain('<code>code</code>');
    expect(page).toContain('<li>two goes on</li>');
    expect(page).toContain('<ol><li>first</li></ol>');
    expect(page).toMatch(/<blockquote><p>said<\/p><\/blockquote>/);
    expect(page).toContain('<pre>&lt;b&gt;</pre>');
    expect(page).toContain('<hr/>');
  });
  test('links go to http and https only, and tell the other side nothing', () => {
    expect(html('[a](https://example.com/x_(y))')).toContain(
      '<a href="https://example.com/x_(y)" target="_blank" rel="noopener noreferrer nofollow">a</a>',
    );
    expect(html('see https://example.com/a.')).toContain('href="https://example.com/a"');
    expect(html('[a](/sample-newsroom/one-agent)')).toContain('href="/sample-newsroom/one-agent"');
    for (const local of ['[a](/api/ops/policy)', '[a](//evil.example/x)', '[a](/sample-newsroom/)', '[a](/sample-newsroom/../api)']) {
      expect(html(local)).not.toContain('<a ');
    }
    for (const hostile of ['[a](javascript:alert(1))', '[a](data:text/html,x)', '![a](javascript:x)', '[a]( https://x.example)']) {
      expect(html(hostile)).not.toMatch(/href="(?!https?:)/);
    }
    const scheme = 'javascript';
    expect(renderToStaticMarkup(createElement(SafeLink, { href: `${scheme}:alert(1)` }, 'x'))).toBe('<span>x</span>');
  });
  test('HTML stays text', () => {
    const page = html('<script>alert(1)</script> <img src=x onerror=alert(1)>\n\n# <svg onload=x>\n\n- <b>');
    expect(page).not.toMatch(/<(script|img|svg|b)\b/);
  });
  test('hostile texts take no time worth speaking of', () => {
    for (const piece of ['[', '**', '*a', '> ', '`', '[a](https://x(', '- ', '#', 'a\n\n', '![', 'https://(']) {
      expect(parseBlocks(piece.repeat(20_000)).length).toBeGreaterThan(0);
      expect(html(piece.repeat(4_000)).length).toBeGreaterThan(0);
    }
  });
});
