/** From a cleaned tree to markdown that holds no HTML and no link but to the web. */
import TurndownService from 'turndown';
import { tables } from 'turndown-plugin-gfm';
import { visible } from './plain.ts';

const turndown = new TurndownService({
  headingStyle: 'atx',
  hr: '---',
  bulletListMarker: '-',
  codeBlockStyle: 'fenced',
  emDelimiter: '*',
  keepReplacement: (content) => content,
});
turndown.use(tables);
// Pictures are neither read nor loaded; their captions stay.
turndown.addRule('picture', { filter: ['img'], replacement: () => '' });
turndown.addRule('cell', {
  filter: ['th', 'td'],
  replacement: (content, node) => {
    const text = content
      .trim()
      .replace(/\s*\n\s*/g, ' ')
      .replace(/(?<!\\)\|/g, '\\|');
    return `${node.previousSibling ? ' ' : '| '}${text} |`;
  },
});
turndown.addRule('link', {
  filter: (node) => node.nodeName === 'A' && Boolean(node.getAttribute('href')),
  replacement: (content, node) => {
    const text = content.trim().replace(/\s*\n\s*/g, ' ');
    return text ? `[${text}](${(node as Element).getAttribute('href')?.replace(/[()<>\s\\]/g, percent)})` : '';
  },
});
const percent = (character: string) => `%${character.charCodeAt(0).toString(16).padStart(2, '0')}`;
const escapeMarkdown = turndown.escape.bind(turndown);
turndown.escape = (text) => escapeMarkdown(visible(text)).replace(/<(?![\s\d=])/g, '&lt;');

/** @param content an element whose links are absolute already; it is changed on the way */
export function markdownOf(content: Element): string {
  for (const pre of content.querySelectorAll('pre')) flattenCode(pre);
  for (const table of [...content.querySelectorAll('table')].reverse()) squareTable(table);
  return turndown.turndown(content.innerHTML).trim();
}

/** Text that is no HTML: shown as it stands. */
export function markdownOfText(text: string): string {
  return visible(text)
    .split(/\r\n?|\n/)
    .map((row) => turndown.escape(row))
    .join('\n')
    .trim();
}

/** Text that is markdown: structure kept, HTML and links to anything but the web made harmless. */
export function markdownOfMarkdown(text: string): string {
  return visible(text)
    .replace(/<(?![\s\d=])/g, '&lt;')
    .replace(/\]\(\s*(?!https?:\/\/)[^)\n]*\)/gi, '](#)')
    .replace(/^(\s*\[[^\]\n]+\]:\s*)(?!https?:\/\/).*$/gim, '$1#')
    .trim();
}

/** Highlighters split code into coloured pieces; the language stands in one of many places. */
function flattenCode(pre: Element): void {
  const inner = pre.querySelector('code');
  const language = [inner, pre, pre.parentElement, pre.parentElement?.parentElement].map(languageOf).find(Boolean);
  for (const br of pre.querySelectorAll('br')) br.replaceWith('\n');
  const code = pre.ownerDocument.createElement('code');
  code.textContent = visible(pre.textContent ?? '');
  if (language) code.setAttribute('class', `language-${language}`);
  pre.replaceChildren(code);
}

function languageOf(element: Element | null | undefined): string | null {
  if (!element) return null;
  const said = element.getAttribute('data-lang') ?? element.getAttribute('data-language');
  const found =
    said ??
    /(?:^|\s)(?:lang(?:uage)?|(?:highlight|source)(?:-source|-text)?)-([\w+#.-]+)|brush:\s*(\w+)/i
      .exec(element.getAttribute('class') ?? '')
      ?.slice(1)
      .find(Boolean);
  return found && /^[\w+#.-]{1,30}$/.test(found) ? found.toLowerCase() : null;
}

/** Markdown knows tables with a heading row, one line per cell; a table that only lays out a page becomes what it holds. */
function squareTable(table: Element): void {
  const rows = [...table.querySelectorAll('tr')];
  const widest = Math.max(0, ...rows.map((row) => row.children.length));
  if (
    rows.length < 2 ||
    widest < 2 ||
    table.getAttribute('role') === 'presentation' ||
    table.querySelector('table, pre, ul, ol, h1, h2, h3')
  ) {
    unwrapTable(table, rows);
    return;
  }
  const { ownerDocument: document } = table;
  const square = document.createElement('table');
  rows.forEach((row, i) => {
    const line = document.createElement('tr');
    for (let column = 0; column < widest; column++) {
      const cell = document.createElement(i === 0 ? 'th' : 'td');
      cell.replaceChildren(...(row.children[column]?.childNodes ?? []));
      line.append(cell);
    }
    square.append(line);
  });
  const caption = document.createElement('p');
  caption.textContent = table.querySelector('caption')?.textContent ?? '';
  table.replaceWith(caption, square);
}

function unwrapTable(table: Element, rows: Element[]): void {
  const blocks = rows.flatMap((row) =>
    [...row.children].map((cell) => {
      const block = table.ownerDocument.createElement('div');
      block.replaceChildren(...cell.childNodes);
      return block;
    }),
  );
  table.replaceWith(...blocks);
}
