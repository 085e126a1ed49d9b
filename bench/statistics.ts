/** Medians, percentiles, and the table that the benchmark prints. */

export function median(values: readonly number[]): number {
  return percentile(values, 0.5);
}

/** @param p 0 to 1 */
export function percentile(values: readonly number[], p: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * p))] ?? Number.NaN;
}

export type Measure = {
  what: string;
  /** Our figure and what it is held against, each with its unit. */
  ours: string;
  reference: string;
  ratio: number | null;
  aim: string;
  met: boolean | null;
};

export function printTable(measures: readonly Measure[]): void {
  const rows = [
    ['measure', 'ours', 'reference', 'ratio', 'aim', ''],
    ...measures.map(({ what, ours, reference, ratio, aim, met }) => [
      what,
      ours,
      reference,
      ratio === null ? '–' : `${ratio.toFixed(2)}×`,
      aim,
      met === null ? '' : met ? 'met' : 'missed',
    ]),
  ];
  const widths = rows[0]?.map((_, column) => Math.max(...rows.map((row) => (row[column] ?? '').length))) ?? [];
  for (const row of rows)
    console.log(
      row
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join('   ')
        .trimEnd(),
    );
}
