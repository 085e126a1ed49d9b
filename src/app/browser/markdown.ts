/** The part of Markdown that agents' texts use, read into blocks. Linear in the text's length, so that no text can stall the page. Pure. */

export type Block =
  | { type: 'heading'; level: number; text: string }
  | { type: 'list'; ordered: boolean; items: string[] }
  | { type: 'quote'; blocks: Block[] }
  | { type: 'code'; text: string }
  | { type: 'rule' }
  | { type: 'paragraph'; text: string };

export type Inline = { type: 'text' | 'bold' | 'italic' | 'code'; text: string } | { type: 'link'; text: string; href: string };

const FENCE = /^\s*(```|~~~)/;
const HEADING = /^(#{1,6})\s+(.*)$/;
const ITEM = /^\s{0,8}(?:[-*+]|(\d{1,3})[.)])\s+(.*)$/;
const QUOTE = /^\s{0,3}>\s?(.*)$/;
const RULE = /^\s{0,3}(?:-\s*){3,}$|^\s{0,3}(?:\*\s*){3,}$/;
/** Quotes inside quotes beyond this depth are text. */
const MAX_QUOTES = 4;

export function parseBlocks(text: string, depth = 0): Block[] {
  const lines = text.replace(/\r\n?/g, '\n').split('\n');
  const blocks: Block[] = [];
  for (let at = 0; at < lines.length; ) {
    const line = lines[at] as string;
    if (!line.trim()) at += 1;
    else if (FENCE.test(line)) at = takeCode(lines, at, blocks);
    else if (RULE.test(line)) at = push(blocks, { type: 'rule' }, at + 1);
    else if (HEADING.test(line)) at = takeHeading(line, at, blocks);
    else if (ITEM.test(line)) at = takeList(lines, at, blocks);
    else if (QUOTE.test(line) && depth < MAX_QUOTES) at = takeQuote(lines, at, blocks, depth);
    else at = takeParagraph(lines, at, blocks);
  }
  return blocks;
}

function push(blocks: Block[], block: Block, next: number): number {
  blocks.push(block);
  return next;
}

function takeCode(lines: string[], at: number, blocks: Block[]): number {
  let end = at + 1;
  while (end < lines.length && !FENCE.test(lines[end] as string)) end += 1;
  return push(blocks, { type: 'code', text: lines.slice(at + 1, end).join('\n') }, end + 1);
}

function takeHeading(line: string, at: number, blocks: Block[]): number {
  const [, marks = '#', text = ''] = HEADING.exec(line) ?? [];
  return push(blocks, { type: 'heading', level: marks.length, text }, at + 1);
}

function takeList(lines: string[], at: number, blocks: Block[]): number {
  const ordered = ITEM.exec(lines[at] as string)?.[1] !== undefined;
  const items: string[] = [];
  let end = at;
  for (; end < lines.length; end += 1) {
    const line = lines[end] as string;
    const item = ITEM.exec(line);
    if (item) items.push(item[2] as string);
    // An indented line goes on with the item above it.
    else if (/^\s{2,}\S/.test(line)) items[items.length - 1] += ` ${line.trim()}`;
    else break;
  }
  return push(blocks, { type: 'list', ordered, items }, end);
}

function takeQuote(lines: string[], at: number, blocks: Block[], depth: number): number {
  const inner: string[] = [];
  let end = at;
  for (let quoted = QUOTE.exec(lines[end] as string); quoted && end < lines.length; quoted = QUOTE.exec(lines[end] ?? '')) {
    inner.push(quoted[1] as string);
    end += 1;
  }
  return push(blocks, { type: 'quote', blocks: parseBlocks(inner.join('\n'), depth + 1) }, end);
}

function takeParagraph(lines: string[], at: number, blocks: Block[]): number {
  let end = at + 1;
  const starts = (line: string) => !line.trim() || FENCE.test(line) || HEADING.test(line) || ITEM.test(line) || QUOTE.test(line);
  while (end < lines.length && !starts(lines[end] as string)) end += 1;
  return push(blocks, { type: 'paragraph', text: lines.slice(at, end).join('\n') }, end);
}

/** Bounded pieces only: an opening mark without its end within 500 characters is just a mark. */
const INLINE =
  /!?\[([^\]\n]{1,300})\]\(((?:https?:\/\/|\/sample-newsroom\/)[^\s()]{1,1000}(?:\([^\s()]{0,200}\)[^\s()]{0,500})?)\)|`([^`\n]{1,500})`|\*\*([^*\n]{1,500})\*\*|(?<![\w*])\*([^*\s][^*\n]{0,500})\*(?![\w*])|(https?:\/\/[^\s<>"'`)\]]{0,1000}[^\s<>"'`)\].,;:!?])/g;

export function inlines(text: string): Inline[] {
  const parts: Inline[] = [];
  let from = 0;
  for (const match of text.matchAll(INLINE)) {
    if (match.index > from) parts.push({ type: 'text', text: text.slice(from, match.index) });
    parts.push(inlineOf(match));
    from = match.index + match[0].length;
  }
  if (from < text.length) parts.push({ type: 'text', text: text.slice(from) });
  return parts;
}

function inlineOf([whole, label, href, code, bold, italic, bare]: RegExpExecArray): Inline {
  if (label && href) return { type: 'link', text: label, href };
  if (code) return { type: 'code', text: code };
  if (bold) return { type: 'bold', text: bold };
  if (italic) return { type: 'italic', text: italic };
  return { type: 'link', text: bare ?? whole, href: bare ?? whole };
}
