/** Tables for people: aligned, cut to the terminal's width, and safe whatever the cells hold. Pure. */
import { stripVTControlCharacters } from 'node:util';
import { cleanText } from '../core/text.ts';

export type Column<R> = {
  title: string;
  value(row: R): string;
  /** Takes what room the others leave; what does not fit is cut. */
  grows?: boolean;
  right?: boolean;
};

const GAP = '  ';
const NARROWEST = 8;

/**
 * Columns that are empty in every row are left out.
 * @param heading how the titles are written, for example dimmed
 */
export function table<R>(all: readonly Column<R>[], rows: readonly R[], width: number, heading = (line: string) => line): string {
  const columns = all.filter((column) => rows.some((row) => column.value(row) !== ''));
  const cells = rows.map((row) => columns.map((column) => cell(column.value(row))));
  const natural = columns.map((column, i) => Math.max(textWidth(column.title), ...cells.map((line) => textWidth(line[i] ?? ''))));
  const widths = fitted(columns, natural, width);
  const line = (texts: readonly string[]) =>
    texts
      .map((text, i) => {
        const cut = cutTo(text, widths[i] as number);
        return columns[i]?.right ? padded(cut, widths[i] as number, true) : padded(cut, widths[i] as number, false);
      })
      .join(GAP)
      .trimEnd();
  return [heading(line(columns.map((column) => column.title))), ...cells.map(line)].join('\n');
}

function fitted<R>(columns: readonly Column<R>[], natural: readonly number[], width: number): number[] {
  const widths = [...natural];
  const over = () => widths.reduce((sum, w) => sum + w, 0) + GAP.length * (widths.length - 1) - width;
  for (const [i, column] of columns.entries()) {
    if (column.grows && over() > 0) widths[i] = Math.max(Math.min(NARROWEST, natural[i] as number), (widths[i] as number) - over());
  }
  // Still too wide: the widest give way.
  while (over() > 0 && Math.max(...widths) > NARROWEST) {
    const widest = widths.indexOf(Math.max(...widths));
    widths[widest] = (widths[widest] as number) - 1;
  }
  return widths;
}

/** One line of text that a terminal shows as it is: no escape sequences, no line breaks, no direction marks. */
export function cell(text: string): string {
  return cleanText(stripVTControlCharacters(text)).replace(/\s+/g, ' ').trim();
}

/** Text of many lines, made safe for a terminal. */
export function safeText(text: string): string {
  return cleanText(stripVTControlCharacters(text)).replaceAll('\r', '');
}

const WIDE =
  /\p{Emoji_Presentation}|[\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]/u;
const MARK = /^[\p{Mn}\p{Me}\p{Cf}]$/u;

/** Columns a text takes on a terminal. */
export function textWidth(text: string): number {
  let width = 0;
  for (const char of stripVTControlCharacters(text)) width += MARK.test(char) ? 0 : WIDE.test(char) ? 2 : 1;
  return width;
}

/** The text, or its beginning and "…". */
export function cutTo(text: string, width: number): string {
  if (textWidth(text) <= width) return text;
  let cut = '';
  let used = 1;
  for (const char of text) {
    used += textWidth(char);
    if (used > width) break;
    cut += char;
  }
  return `${cut.trimEnd()}…`;
}

function padded(text: string, width: number, right: boolean): string {
  const fill = ' '.repeat(Math.max(0, width - textWidth(text)));
  return right ? fill + text : text + fill;
}

/** The part of an id that is shown: its random end, which no two rows share. Accepted wherever an id is. */
export function shortId(id: string | null): string {
  return id ? id.slice(-8) : '–';
}
