import { Readability } from '@mozilla/readability';
import { parseFeed } from 'feedsmith';
import { parseHTML } from 'linkedom';
import { describe, expect, it } from 'vitest';
import { newsroom } from './newsroom.ts';
import { escapeMarkup, renderArticle, renderFeed } from './render.ts';

const words = (text: string) => text.split(/\s+/).filter(Boolean).length;

describe('the sample newsroom', () => {
  it('has about ten articles of 250 to 450 words with different addresses, newest first', () => {
    expect(newsroom.articles.length).toBe(10);
    expect(new Set(newsroom.articles.map((article) => article.slug)).size).toBe(10);
    for (const article of newsroom.articles) {
      expect(article.slug).toMatch(/^[a-z0-9-]+$/);
      expect(words(article.body.flat().join(' ')), article.slug).toBeGreaterThanOrEqual(250);
      expect(words(article.body.flat().join(' ')), article.slug).toBeLessThanOrEqual(450);
    }
    const dates = newsroom.articles.map((article) => article.date);
    expect(dates).toEqual(dates.toSorted().reverse());
  });

  it('renders a feed that a feed parser reads whole', () => {
    const parsed = parseFeed(renderFeed('http://127.0.0.1:3000/'));
    if (parsed.format !== 'rss') throw new Error(`format is ${parsed.format}`);
    expect(parsed.feed.title).toBe(newsroom.title);
    expect(parsed.feed.items?.map((item) => item.link)).toEqual(
      newsroom.articles.map((article) => `http://127.0.0.1:3000/sample-newsroom/${article.slug}`),
    );
    for (const [index, item] of (parsed.feed.items ?? []).entries()) {
      const article = newsroom.articles[index];
      expect(item.title).toBe(article?.title);
      expect(item.description).toBe(article?.summary);
      expect(new Date(item.pubDate ?? '').toISOString()).toBe(new Date(article?.date ?? '').toISOString());
    }
  });

  it.each(newsroom.articles)('renders $slug as a page that says what it is and that a reader can extract', (article) => {
    const html = renderArticle(article.slug) ?? '';
    const { document } = parseHTML(html);
    expect(document.querySelector('header .label')?.textContent).toBe('Sample newsroom — ships with Deskmates');
    expect(document.querySelectorAll('h1').length).toBe(1);
    expect(document.querySelector('link[rel=canonical]')?.getAttribute('href')).toBe(`/sample-newsroom/${article.slug}`);
    const read = new Readability(document as unknown as Document).parse();
    expect(read?.title).toBe(article.title);
    expect(read?.byline).toBe(article.author);
    expect(read?.textContent).toContain(newsroom.disclaimer);
    for (const text of article.body.flat()) expect(read?.textContent).toContain(text.replace(/^## /, ''));
  });

  it('has no page for an unknown address', () => {
    expect(renderArticle('nothing-here')).toBeNull();
    expect(renderArticle('../articles')).toBeNull();
    expect(renderArticle('')).toBeNull();
  });

  it('escapes whatever could become markup', () => {
    expect(escapeMarkup(`<b a="1" b='2'>&amp;`)).toBe('&lt;b a=&quot;1&quot; b=&#39;2&#39;&gt;&amp;amp;');
    expect(renderFeed('http://x"><script>')).not.toContain('<script>');
  });
});
