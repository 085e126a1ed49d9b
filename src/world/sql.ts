/** SQL as tagged templates: values become parameters, nested templates become text, nothing is ever pasted in. */

/** One row as the database returned it; name the columns with sql<Columns[]>`…` wherever they matter. */
export type Row = Record<string, ReturnType<typeof JSON.parse>>;

/** A statement that runs when it is awaited, or a piece of one when it stands inside another. */
export type Query<T> = Promise<T> & Piece;

export type Piece = { readonly [PIECE]: { strings: readonly string[]; values: readonly unknown[] } };

export type Sql = {
  <T extends readonly object[] = Row[]>(strings: TemplateStringsArray, ...values: unknown[]): Query<T>;
  /** A quoted identifier: table, column, database. */
  (identifier: string): Piece;
  /** Trusted text as it is: migrations, and tests. Several statements at once when there are no parameters. */
  unsafe<T extends readonly object[] = Row[]>(text: string, parameters?: unknown[]): Query<T>;
  /** A JSON parameter, for values that are lists or plain texts (which would travel as arrays and texts). */
  json(value: unknown): Piece;
};

export type Statement = { text: string; parameters: unknown[] };

const PIECE = Symbol('sql');

/** @param run sends a finished statement to the server */
export function sqlOver(run: (statement: Statement, options: { raw: boolean }) => Promise<Row[]>): Sql {
  const tag = (first: TemplateStringsArray | string, ...values: unknown[]) =>
    typeof first === 'string'
      ? piece([`"${first.replaceAll('"', '""')}"`], [])
      : lazy(piece(first, values), (whole) => run(render(whole), { raw: false }));
  const unsafe = (text: string, parameters: unknown[] = []) =>
    lazy(piece([text], []), () => run({ text, parameters }, { raw: parameters.length === 0 }));
  const json = (value: unknown) => piece(['', '::text::jsonb'], [JSON.stringify(value)]);
  return Object.assign(tag, { unsafe, json }) as unknown as Sql;
}

/** The text with $1, $2 … and its parameters in order. Throws on undefined: a forgotten value must not become NULL. */
export function render(whole: Piece): Statement {
  const parameters: unknown[] = [];
  const write = ({ strings, values }: Piece[typeof PIECE]): string =>
    strings.reduce((text, string, i) => {
      const value = values[i - 1];
      if (isPiece(value)) return text + write(value[PIECE]) + string;
      if (value === undefined) throw new TypeError(`SQL: the value after "${(strings[i - 1] as string).trim().slice(-60)}" is undefined`);
      return `${text}$${parameters.push(value)}${string}`;
    });
  return { text: write(whole[PIECE]), parameters };
}

function piece(strings: readonly string[], values: readonly unknown[]): Piece {
  return { [PIECE]: { strings, values } };
}

function isPiece(value: unknown): value is Piece {
  return typeof value === 'object' && value !== null && PIECE in value;
}

/** A promise that starts at the first look, so that a piece of a statement never runs by itself. */
function lazy(whole: Piece, run: (whole: Piece) => Promise<Row[]>): Query<Row[]> {
  let running: Promise<Row[]> | null = null;
  const start = () => {
    running ??= run(whole);
    return running;
  };
  return {
    ...whole,
    // biome-ignore lint/suspicious/noThenProperty: being awaitable is what a query is for
    then: (onDone, onError) => start().then(onDone, onError),
    catch: (onError) => start().catch(onError),
    finally: (onEnd) => start().finally(onEnd),
    [Symbol.toStringTag]: 'Query',
  };
}
