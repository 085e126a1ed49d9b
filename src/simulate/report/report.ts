/** A simulation as one HTML file that needs nothing else: charts, the forecast with its spread, the promises and the invariants. Pure. */
import type { AffinityPoint } from '../../read/totals.ts';
import { type Forecast, forecastOf, promises } from '../forecast.ts';
import type { Setting } from '../settings.ts';
import type { SimulatedRun } from '../simulate.ts';
import { barChart, calendar, escapeText, lineChart, nice, ranking, type Series } from './charts.ts';
import { STYLE } from './style.ts';

export type ReportFacts = { runs: readonly SimulatedRun[]; agents: number; start: Date; settings: readonly Setting[] };

const COLORS = [
  '#e0447c',
  '#0f8fa3',
  '#d9861e',
  '#8a63e6',
  '#2f9e52',
  '#4a67e0',
  '#b0488f',
  '#5d7a1f',
  '#a8552d',
  '#3a7ca5',
  '#c2402e',
  '#6b6f9c',
  '#19857b',
  '#92731a',
  '#7045b5',
];

/** Charts show the first run; the table shows all of them. */
export function reportPage({ runs, agents, start, settings }: ReportFacts): string {
  const run = runs[0] as SimulatedRun;
  const days = run.perDay.map(({ day }) => day);
  const forecast = forecastOf(runs);
  const full = settings.some(({ key, path }) => key === 'roundtable_policy' && path[0] === 'max_daily_conversations');
  const title = `${run.days} days of the company, simulated`;
  const whole = (n: number) => String(Math.round(n));
  const series = (name: string, color: number, values: number[]): Series => ({
    name,
    color: COLORS[color % COLORS.length] as string,
    values,
  });
  const workers = [...new Set(run.perDay.flatMap(({ work }) => Object.keys(work)))].sort();
  const usd = run.perDay.map((day) => day.usd);
  const parts = [
    `<header><h1>${title}</h1><p>From ${start.toISOString().slice(0, 10)}, seed ${escapeText(run.seed)}${runs.length > 1 ? ` and ${runs.length - 1} more for the spread` : ''}. ${settings.length ? `Set: ${settings.map(({ key, path, value }) => `<code>${escapeText(`${[key, ...path].join('.')} = ${JSON.stringify(value)}`)}</code>`).join(', ')}.` : 'Shipped policies.'}</p></header>`,
    `<section class="tiles">${tiles(run)}</section>`,
    `<section class="promises">${promises(forecast, agents, full)
      .map(({ promise, kept, figure }) => `<p><b>${kept ? 'Kept' : 'Not kept'}</b> ${escapeText(promise)}: ${escapeText(figure)}</p>`)
      .join('')}${invariantsLine(runs)}</section>`,
    calendar(
      'Conversations, day by day',
      run.perDay.map(({ day, conversations }) => ({ day, count: conversations })),
    ),
    lineChart('Affinity over time', days, affinitySeries(run.affinity, days), { min: 0, max: 1 }, (n) => n.toFixed(2)),
    barChart(
      'Work done, by agent',
      days,
      workers.map((agent, i) =>
        series(
          agent,
          i,
          run.perDay.map(({ work }) => work[agent] ?? 0),
        ),
      ),
      whole,
    ),
    lineChart(
      'Dollars spent on models, all days so far',
      days,
      [series('dollars', 1, runningSum(usd))],
      {
        min: 0,
        max: nice(
          Math.max(
            1e-6,
            usd.reduce((a, b) => a + b, 0),
          ),
        ),
      },
      (n) => `$${n.toFixed(2)}`,
    ),
    barChart(
      'Refused at the door',
      days,
      [
        series(
          'rejections',
          0,
          run.perDay.map(({ rejections }) => rejections),
        ),
      ],
      whole,
    ),
    ranking(
      'Refused, by gate',
      Object.entries(run.totals.rejections)
        .map(([name, value]) => ({ name, value }))
        .sort((a, b) => b.value - a.value),
      whole,
    ),
    ranking(
      'Dollars by purpose',
      sums(run).map(([name, value]) => ({ name, value })),
      (n) => `$${n.toFixed(4)}`,
    ),
    forecastTable(forecast, runs.length),
    `<footer>Hash ${run.hash}. The same seed gives the same hash on any machine.</footer>`,
  ];
  return `<!doctype html>\n<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>${title}</title><style>${STYLE}</style></head><body><main>${parts.join('\n')}</main></body></html>\n`;
}

function tiles({ totals, days }: SimulatedRun): string {
  const tile = (value: string, words: string) => `<div><strong>${value}</strong><span>${words}</span></div>`;
  const memories = Object.values(totals.memories).reduce((a, b) => a + b, 0);
  return [
    tile((totals.conversations / days).toFixed(1), 'conversations a day'),
    tile(String(totals.missions.succeeded), `missions done, ${totals.missions.failed} failed`),
    tile(String(totals.posts), 'posts'),
    tile(String(memories), 'memories'),
    tile(String(Object.values(totals.rejections).reduce((a, b) => a + b, 0)), 'refused at the door'),
    tile(`$${((totals.usd / days) * 30).toFixed(2)}`, 'for models a month'),
  ].join('');
}

function invariantsLine(runs: readonly SimulatedRun[]): string {
  const broken = runs.flatMap((run) =>
    run.invariants
      .filter(({ ok }) => !ok)
      .map(({ name, detail }) => `<p><b>Broken</b> ${escapeText(`${name} (seed ${run.seed}): ${detail}`)}</p>`),
  );
  return (
    broken.join('') ||
    `<p><b>Kept</b> all ${runs[0]?.invariants.length} invariants${runs.length > 1 ? ` in all ${runs.length} seeds` : ''}</p>`
  );
}

/** Each pair's affinity on each day: what it last moved to. */
function affinitySeries(points: readonly AffinityPoint[], days: readonly string[]): Series[] {
  const pairs = Map.groupBy(points, ({ pair }) => pair);
  return [...pairs].map(([name, moves], i) => ({
    name,
    color: COLORS[i % COLORS.length] as string,
    values: days.map((day) => moves.findLast((move) => move.day <= day)?.affinity ?? moves[0]?.affinity ?? 0),
  }));
}

function runningSum(values: readonly number[]): number[] {
  let sum = 0;
  return values.map((value) => {
    sum += value;
    return sum;
  });
}

function sums({ spend }: SimulatedRun): [string, number][] {
  const by = new Map<string, number>();
  for (const { purpose, usd } of spend) by.set(purpose, (by.get(purpose) ?? 0) + usd);
  return [...by].sort((a, b) => b[1] - a[1]);
}

function forecastTable(forecast: Forecast, seeds: number): string {
  const shown = (n: number) => (Math.abs(n) >= 100 ? Math.round(n).toLocaleString('en') : n.toFixed(Math.abs(n) < 1 ? 3 : 2));
  const rows = Object.entries(forecast).map(
    ([name, { mean, low, high }]) =>
      `<tr><th scope="row">${escapeText(name)}</th><td class="number">${shown(mean)}</td>${seeds > 1 ? `<td class="number">${shown(low)} – ${shown(high)}</td>` : ''}</tr>`,
  );
  return `<figure><figcaption>Forecast${seeds > 1 ? ` over ${seeds} seeds` : ''}</figcaption><table><thead><tr><th scope="col">Figure</th><th scope="col">${seeds > 1 ? 'Mean' : 'Value'}</th>${seeds > 1 ? '<th scope="col">Middle 80 %</th>' : ''}</tr></thead><tbody>${rows.join('')}</tbody></table></figure>`;
}
