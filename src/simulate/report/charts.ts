/** Charts as plain SVG text, readable without a script: lines, stacked bars, a calendar. Pure. Colours are the page's own variables. */

export type Series = { name: string; color: string; values: readonly number[] };

const WIDE = 720;
const HIGH = 240;
const LEFT = 44;
const BOTTOM = 22;
const TOP = 8;

export const escapeText = (text: string) => text.replace(/[&<>"']/g, (c) => `&#${c.charCodeAt(0)};`);

/** @param days labels of the x axis, one for each value */
export function lineChart(
  title: string,
  days: readonly string[],
  series: readonly Series[],
  range: { min: number; max: number },
  unit: (n: number) => string,
): string {
  const lines = series.map(({ name, color, values }) => {
    const points = values.map((value, i) => `${x(i, days.length)},${y(value, range)}`).join(' ');
    return `<polyline points="${points}" fill="none" stroke="${color}" stroke-width="1.6" stroke-linejoin="round"><title>${escapeText(name)}: ${unit(values[0] ?? 0)} to ${unit(values.at(-1) ?? 0)}</title></polyline>`;
  });
  return frame(title, `${axes(days, range, unit)}${lines.join('')}`, series);
}

/** One bar for each day, its parts from the ground up in the order of the series. */
export function barChart(title: string, days: readonly string[], series: readonly Series[], unit: (n: number) => string): string {
  const sums = days.map((_, i) => series.reduce((sum, { values }) => sum + (values[i] ?? 0), 0));
  const range = { min: 0, max: nice(Math.max(1e-9, ...sums)) };
  const width = Math.max(1, (WIDE - LEFT) / Math.max(1, days.length) - 2);
  const bars = days.map((day, i) => {
    let below = 0;
    return series
      .map(({ name, color, values }) => {
        const value = values[i] ?? 0;
        const from = y(below + value, range);
        const height = y(below, range) - from;
        below += value;
        const left = LEFT + (i * (WIDE - LEFT)) / Math.max(1, days.length) + 1;
        return value > 0
          ? `<rect x="${left.toFixed(1)}" y="${from}" width="${width.toFixed(1)}" height="${height.toFixed(1)}" fill="${color}"><title>${escapeText(`${day} · ${name}: ${unit(value)}`)}</title></rect>`
          : '';
      })
      .join('');
  });
  return frame(title, `${axes(days, range, unit)}${bars.join('')}`, series.length > 1 ? series : []);
}

/** Weeks from left to right, Monday on top; the stronger the colour, the more. */
export function calendar(title: string, days: readonly { day: string; count: number }[]): string {
  const most = Math.max(1, ...days.map(({ count }) => count));
  const first = new Date(`${days[0]?.day ?? '2026-01-01'}T00:00:00Z`);
  const offset = (first.getUTCDay() + 6) % 7;
  const cells = days.map(({ day, count }, i) => {
    const [column, row] = [Math.floor((i + offset) / 7), (i + offset) % 7];
    const date = new Date(`${day}T00:00:00Z`).getUTCDate();
    return `<g><rect x="${column * 34}" y="${row * 26}" width="31" height="23" rx="4" fill="var(--accent)" fill-opacity="${(0.12 + 0.78 * (count / most)).toFixed(2)}"><title>${day}: ${count} conversations</title></rect><text x="${column * 34 + 4}" y="${row * 26 + 10}" class="tiny">${date}</text><text x="${column * 34 + 27}" y="${row * 26 + 20}" text-anchor="end" class="cell">${count}</text></g>`;
  });
  const width = Math.ceil((days.length + offset) / 7) * 34;
  return `<figure><figcaption>${escapeText(title)}</figcaption><svg viewBox="0 0 ${Math.max(width, 170)} 182" style="max-width:${Math.max(width, 170) * 1.6}px" role="img" aria-label="${escapeText(title)}">${cells.join('')}</svg></figure>`;
}

/** Horizontal bars with their numbers. */
export function ranking(title: string, rows: readonly { name: string; value: number }[], unit: (n: number) => string): string {
  const most = Math.max(1e-9, ...rows.map(({ value }) => value));
  const lines = rows.map(
    ({ name, value }) =>
      `<tr><th scope="row">${escapeText(name)}</th><td class="number">${unit(value)}</td><td class="bar"><span style="width:${((value / most) * 100).toFixed(1)}%"></span></td></tr>`,
  );
  return `<figure><figcaption>${escapeText(title)}</figcaption>${rows.length ? `<table class="ranking">${lines.join('')}</table>` : '<p class="muted">Nothing.</p>'}</figure>`;
}

function frame(title: string, inside: string, series: readonly Series[]): string {
  const legend = series.map(({ name, color }) => `<li><i style="background:${color}"></i>${escapeText(name)}</li>`).join('');
  return `<figure><figcaption>${escapeText(title)}</figcaption><svg viewBox="0 0 ${WIDE} ${HIGH}" role="img" aria-label="${escapeText(title)}">${inside}</svg>${legend ? `<ul class="legend">${legend}</ul>` : ''}</figure>`;
}

function axes(days: readonly string[], range: { min: number; max: number }, unit: (n: number) => string): string {
  const lines = [0, 0.25, 0.5, 0.75, 1].map((share) => {
    const value = range.min + (range.max - range.min) * share;
    return `<line x1="${LEFT}" x2="${WIDE}" y1="${y(value, range)}" y2="${y(value, range)}" class="grid"/><text x="${LEFT - 6}" y="${y(value, range) + 4}" text-anchor="end" class="tiny">${unit(value)}</text>`;
  });
  const every = Math.ceil(days.length / 8);
  const labels = days.map((day, i) =>
    i % every === 0
      ? `<text x="${x(i, days.length)}" y="${HIGH - 6}" text-anchor="${i === 0 ? 'start' : i === days.length - 1 ? 'end' : 'middle'}" class="tiny">${day.slice(5)}</text>`
      : '',
  );
  return lines.join('') + labels.join('');
}

function x(i: number, count: number): number {
  return Math.round((LEFT + (i * (WIDE - LEFT - 8)) / Math.max(1, count - 1)) * 10) / 10;
}

function y(value: number, { min, max }: { min: number; max: number }): number {
  const share = (value - min) / Math.max(1e-9, max - min);
  return Math.round((HIGH - BOTTOM - share * (HIGH - BOTTOM - TOP)) * 10) / 10;
}

/** The next round number above. */
export function nice(value: number): number {
  const power = 10 ** Math.floor(Math.log10(value));
  return ([1, 2, 2.5, 5, 10].find((step) => step * power >= value) ?? 10) * power;
}
