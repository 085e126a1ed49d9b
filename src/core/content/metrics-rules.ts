/** Reads an X analytics export. Columns are found by their names of today and of earlier years; what cannot be read is said row by row. Pure. */
import { parse } from 'csv-parse/sync';

export type Reading = { postId: string | null; text: string | null; impressions: number; engagements: number };
export type ReadCsv = { ok: true; readings: Reading[]; problems: string[] } | { ok: false; problem: string };

const COLUMNS = {
  id: ['post id', 'tweet id', 'id'],
  link: ['post link', 'tweet permalink', 'permalink', 'link'],
  text: ['post text', 'tweet text', 'text'],
  impressions: ['impressions', 'views'],
  engagements: ['engagements', 'total engagements'],
} as const;
/** Added up when a total is missing. */
const PARTS = [
  'likes',
  'replies',
  'retweets',
  'reposts',
  'quotes',
  'bookmarks',
  'shares',
  'url clicks',
  'detail expands',
  'user profile clicks',
  'profile visits',
];

export const MAX_CSV_BYTES = 5_000_000;
const MOST_ROWS = 20_000;
const MOST_PROBLEMS = 20;

export function readAnalyticsCsv(raw: string): ReadCsv {
  const first = raw.slice(0, 4000).split(/\r?\n/)[0] ?? '';
  const delimiter = ([';', '\t', ','] as const).find((mark) => first.split(mark).length > 2) ?? ',';
  let rows: string[][];
  try {
    rows = parse(raw, {
      bom: true,
      delimiter,
      relax_column_count: true,
      skip_empty_lines: true,
      trim: true,
      to: MOST_ROWS,
      max_record_size: 100_000,
    });
  } catch (error) {
    return { ok: false, problem: `it is not a CSV file: ${error instanceof Error ? error.message : String(error)}` };
  }
  const header = (rows[0] ?? []).map((name) => name.toLowerCase());
  const at = (names: readonly string[]) => header.findIndex((name) => names.includes(name));
  const columns = {
    id: at(COLUMNS.id),
    link: at(COLUMNS.link),
    text: at(COLUMNS.text),
    impressions: at(COLUMNS.impressions),
    engagements: at(COLUMNS.engagements),
  };
  const parts = header.flatMap((name, index) => (PARTS.includes(name) ? [index] : []));
  const missing = [
    ...(columns.id < 0 && columns.link < 0 && columns.text < 0
      ? [`a column that names the post (${[...COLUMNS.id, ...COLUMNS.link, ...COLUMNS.text].join(', ')})`]
      : []),
    ...(columns.impressions < 0 ? [`impressions (${COLUMNS.impressions.join(', ')})`] : []),
    ...(columns.engagements < 0 && parts.length === 0
      ? [`engagements (${COLUMNS.engagements.join(', ')}, or likes, replies, reposts …)`]
      : []),
  ];
  if (missing.length)
    return {
      ok: false,
      problem: `it has no ${missing.join(', and no ')}; its columns are: ${header.slice(0, 30).join(', ').slice(0, 400) || 'none'}`,
    };
  return readRows(rows.slice(1), columns, parts);
}

type Columns = Record<keyof typeof COLUMNS, number>;

function readRows(rows: string[][], columns: Columns, parts: number[]): ReadCsv {
  const problems: string[] = [];
  const readings: Reading[] = [];
  for (const [index, row] of rows.entries()) {
    const cell = (column: number) => (column < 0 ? '' : (row[column] ?? ''));
    const problem = (text: string) => {
      if (problems.length < MOST_PROBLEMS) problems.push(`row ${index + 2}: ${text}`);
    };
    const id = /^\d{5,25}$/.exec(cell(columns.id))?.[0] ?? /status\/(\d{5,25})/.exec(cell(columns.link))?.[1] ?? null;
    const text = cell(columns.text) || null;
    const impressions = wholeNumber(cell(columns.impressions));
    const engagements =
      columns.engagements >= 0
        ? wholeNumber(cell(columns.engagements))
        : parts.reduce((sum, part) => sum + (wholeNumber(cell(part)) ?? 0), 0);
    if (id === null && text === null) problem('names no post');
    else if (impressions === null) problem(`impressions "${cell(columns.impressions).slice(0, 30)}" are not a whole number`);
    else if (engagements === null) problem(`engagements "${cell(columns.engagements).slice(0, 30)}" are not a whole number`);
    else if (impressions === 0) problem('has no impressions yet');
    else readings.push({ postId: id, text, impressions, engagements });
  }
  return { ok: true, readings, problems };
}

/** "1,234", "1.234", "1 234" and "12.0" are whole numbers; anything else is not. */
function wholeNumber(text: string): number | null {
  const plain = text.replace(/[\u00a0\u202f\s]/g, '');
  const digits = /^\d{1,3}([.,’']\d{3})+$/.test(plain) ? plain.replace(/[.,’']/g, '') : plain.replace(/[.,]0+$/, '');
  const value = /^\d{1,10}$/.test(digits) ? Number(digits) : Number.NaN;
  return Number.isSafeInteger(value) && value <= 2_000_000_000 ? value : null;
}

/** 0 to 1; nothing shown is nothing reached. */
export function rateOf(impressions: number, engagements: number): number {
  return impressions > 0 ? Math.min(1, Math.round((engagements / impressions) * 1e6) / 1e6) : 0;
}
