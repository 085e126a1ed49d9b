/** The sample newsroom as a site: an RSS feed and one page per article. Pure text in, text out; everything is escaped here. */
import type { Article } from './article.ts';
import { newsroom } from './newsroom.ts';

const HOME = '/sample-newsroom';

/** RSS 2.0. @param baseUrl the app's origin, for example http://127.0.0.1:3000; links in the feed are absolute */
export function renderFeed(baseUrl: string): string {
  const home = `${baseUrl.replace(/\/+$/, '')}${HOME}`;
  return `<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:atom="http://www.w3.org/2005/Atom" xmlns:dc="http://purl.org/dc/elements/1.1/">
  <channel>
    <title>${escapeMarkup(newsroom.title)}</title>
    <link>${escapeMarkup(`${home}/feed.xml`)}</link>
    <atom:link href="${escapeMarkup(`${home}/feed.xml`)}" rel="self" type="application/rss+xml" />
    <description>${escapeMarkup(`${newsroom.description} ${newsroom.label}.`)}</description>
    <language>en</language>
${newsroom.articles.map((article) => item(article, home)).join('\n')}
  </channel>
</rss>
`;
}

/** A page of its own for each article; null when no article has this slug. */
export function renderArticle(slug: string): string | null {
  const article = newsroom.articles.find((known) => known.slug === slug);
  if (!article) return null;
  const title = escapeMarkup(article.title);
  const day = new Intl.DateTimeFormat('en-GB', { dateStyle: 'long', timeZone: 'UTC' }).format(new Date(article.date));
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title}</title>
<meta name="description" content="${escapeMarkup(article.summary)}">
<meta name="author" content="${escapeMarkup(article.author)}">
<meta name="robots" content="noindex">
<meta property="og:type" content="article">
<meta property="og:title" content="${title}">
<meta property="og:site_name" content="${escapeMarkup(newsroom.title)}">
<meta property="article:published_time" content="${escapeMarkup(article.date)}">
<link rel="canonical" href="${HOME}/${article.slug}">
<link rel="alternate" type="application/rss+xml" title="${escapeMarkup(newsroom.title)}" href="${HOME}/feed.xml">
<style>${STYLE}</style>
</head>
<body>
<header><p class="label">${escapeMarkup(newsroom.label)}</p></header>
<main>
<article>
<h1>${title}</h1>
<p class="byline">By <span rel="author">${escapeMarkup(article.author)}</span> · <time datetime="${escapeMarkup(article.date)}">${day}</time></p>
${article.body.map(block).join('\n')}
<p class="note"><em>${escapeMarkup(newsroom.disclaimer)}</em></p>
</article>
</main>
<nav aria-label="More from the sample newsroom">
<h2>More articles</h2>
<ul>
${newsroom.articles
  .filter((other) => other !== article)
  .map(link)
  .join('\n')}
</ul>
</nav>
</body>
</html>
`;
}

function item(article: Article, home: string): string {
  const address = escapeMarkup(`${home}/${article.slug}`);
  return `    <item>
      <title>${escapeMarkup(article.title)}</title>
      <link>${address}</link>
      <guid isPermaLink="true">${address}</guid>
      <pubDate>${new Date(article.date).toUTCString()}</pubDate>
      <dc:creator>${escapeMarkup(article.author)}</dc:creator>
      <description>${escapeMarkup(article.summary)}</description>
    </item>`;
}

function block(content: string | string[]): string {
  if (Array.isArray(content)) return `<ul>\n${content.map((point) => `<li>${escapeMarkup(point)}</li>`).join('\n')}\n</ul>`;
  if (content.startsWith('## ')) return `<h2>${escapeMarkup(content.slice(3))}</h2>`;
  return `<p>${escapeMarkup(content)}</p>`;
}

function link(article: Article): string {
  return `<li><a href="${HOME}/${article.slug}">${escapeMarkup(article.title)}</a></li>`;
}

const ENTITIES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

/** For HTML and XML, in text and in quoted attributes. */
export function escapeMarkup(text: string): string {
  return text.replace(/[&<>"']/g, (mark) => ENTITIES[mark] as string);
}

const STYLE = `
:root { color-scheme: light dark; --ground: #fbfaff; --ink: #1b1836; --soft: #5a5680; --line: #d9d5ee; --link: #3f51c9; }
@media (prefers-color-scheme: dark) { :root { --ground: #0c0b18; --ink: #ecebfa; --soft: #9a97c4; --line: #26244a; --link: #27d6e6; } }
body { margin: 0 auto; max-width: 42rem; padding: 1.5rem 1.25rem 3rem; background: var(--ground); color: var(--ink);
  font: 1.0625rem/1.65 Georgia, "Times New Roman", serif; }
.label { display: inline-block; margin: 0; padding: .2rem .6rem; border: 1px solid var(--line); border-radius: 6px; color: var(--soft);
  font: .8125rem/1.5 system-ui, sans-serif; }
h1 { font-size: 1.75rem; line-height: 1.25; margin: 1.25rem 0 .5rem; }
h2 { font-size: 1.15rem; margin: 1.75rem 0 .5rem; }
.byline, .note, nav { color: var(--soft); font-size: .9375rem; }
nav { margin-top: 2.5rem; border-top: 1px solid var(--line); }
a { color: var(--link); }
`;
