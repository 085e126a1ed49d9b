/** The sample newsroom as a crawler would have read it: articles in markdown, and the feed. */
import { newsroom } from '../company/sample-newsroom/newsroom.ts';
import type { Feed, Page } from '../src/world/web.ts';

const HOME = 'http://127.0.0.1:3000/sample-newsroom';

export const newsroomPages: Page[] = newsroom.articles.map((article) => ({
  url: `${HOME}/${article.slug}`,
  title: article.title,
  markdown: [
    ...article.body.map((block) => (typeof block === 'string' ? block : block.map((point) => `-   ${point}`).join('\n'))),
    newsroom.disclaimer,
  ].join('\n\n'),
  byline: article.author,
  site: newsroom.title,
  publishedAt: new Date(article.date),
  etag: `"${article.slug}"`,
  lastModified: null,
}));

export const newsroomFeed: Feed = {
  url: '/sample-newsroom/feed.xml',
  title: newsroom.title,
  items: newsroom.articles.map((article) => ({
    key: article.slug,
    title: article.title,
    url: `${HOME}/${article.slug}`,
    publishedAt: new Date(article.date),
    summary: article.summary,
  })),
  etag: '"feed-1"',
  lastModified: null,
};
