/** What was measured, as a table: for a terminal, or for a document. */
import type { Figure } from './figures';
import type { Measured, Result, Spread } from './measure';

const HEAD = [
  '',
  'work',
  'requests/s',
  'ratio',
  'server µs',
  'ratio by µs',
  'p50 / p99 ms',
  'statements + behind',
  'due',
  'aim',
];

const digits = (value: number): string =>
  value >= 100 ? Math.round(value).toLocaleString('en-US') : Number(value.toPrecision(2)).toString();
const both = (result: Result, of: (side: Measured) => number): string =>
  [result.ours, ...(result.bare ? [result.bare] : [])].map((side) => digits(of(side))).join(' / ');
const shown = (ratio: Spread | null): string =>
  ratio ? `${digits(ratio[0])} (${digits(ratio[1])}–${digits(ratio[2])})` : '';

const cellsOf = (result: Result): string[] => [
  result.id,
  result.title,
  both(result, ({ requestsPerSecond }) => requestsPerSecond),
  shown(result.ratio),
  both(result, ({ cpu }) => cpu),
  shown(result.cpuRatio),
  `${digits(result.ours.p50)} / ${digits(result.ours.p99)}`,
  `${digits(result.statements.within)} + ${digits(result.statements.behind)}`,
  result.due,
  result.aim,
];

export const table = (results: readonly Result[], markdown: boolean): string =>
  drawn(HEAD, results.map(cellsOf), markdown);

export const figuresTable = (figures: readonly Figure[], markdown: boolean): string =>
  drawn(
    ['', 'figure', 'found', 'due', 'aim'],
    figures.map(({ id, title, value, unit, due, aim }) => [
      id,
      title,
      `${digits(value)} ${unit}`.trim(),
      due,
      aim,
    ]),
    markdown,
  );

function drawn(head: readonly string[], body: readonly string[][], markdown: boolean): string {
  const rows = [head, ...body];
  const widths = head.map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  const line = (row: readonly string[]) => row.map((cell, column) => cell.padEnd(widths[column] ?? 0));
  if (!markdown) return rows.map((row) => line(row).join('  ').trimEnd()).join('\n');
  const [first = '', ...others] = rows.map((row) => `| ${line(row).join(' | ')} |`);
  return [first, `|${widths.map((width) => '-'.repeat(width + 2)).join('|')}|`, ...others].join('\n');
}

/** Against an earlier run: by how much each figure is another now. */
export function comparison(now: readonly Result[], before: readonly Result[]): string {
  const change = (one: number, other: number) =>
    `${digits(other)} → ${digits(one)} (${digits((100 * one) / other)} %)`;
  return now
    .flatMap((result) => {
      const former = before.find(({ id }) => id === result.id);
      if (!former) return [];
      const { ours } = result;
      return [
        `${result.id.padEnd(12)}server µs ${change(ours.cpu, former.ours.cpu)}, p50 ms ${change(ours.p50, former.ours.p50)}, statements ${digits(former.statements.within)} → ${digits(result.statements.within)}`,
      ];
    })
    .join('\n');
}
