/** Filings of insurers in time. */
import { lanesOf, scaleOf } from './insurance-time.rules';

const FILED = {
  kind: 'LIABILITY' as const,
  ...{ excess: false, form: 'BMC-91X', insurer: 'Great West', amountDollars: 750_000 },
  ...{ docketNumber: 'MC1', replaced: false },
  effectiveOn: '2020-03-01' as string | null,
  cancelledOn: null as string | null,
};

it('finds where nothing was on file, and no gap where a filing follows on the day of the last one’s end', () => {
  const [lane] = lanesOf([
    { ...FILED, effectiveOn: '2023-05-01' },
    { ...FILED, cancelledOn: '2021-03-01' },
    { ...FILED, effectiveOn: '2021-03-01', cancelledOn: '2023-04-18' },
  ]);
  expect(lane).toMatchObject({ gaps: [{ from: '2023-04-18', until: '2023-05-01' }], endsOn: null });
});

it('counts no filing above another, none of another kind, and none that nobody knows the beginning of', () => {
  const lanes = lanesOf([
    { ...FILED, cancelledOn: '2021-03-01' },
    { ...FILED, effectiveOn: '2021-02-01', excess: true },
    { ...FILED, effectiveOn: null },
    { ...FILED, effectiveOn: '2022-01-01', kind: 'CARGO' as const },
  ]);
  expect(lanes.map(({ kind, endsOn }) => [kind, endsOn])).toEqual([
    ['LIABILITY', '2021-03-01'],
    ['CARGO', null],
  ]);
});

it('ends what was replaced as the next one begins, and takes a short filing within a long one for no end', () => {
  expect(
    lanesOf([
      { ...FILED, replaced: true },
      { ...FILED, effectiveOn: '2022-01-01', cancelledOn: '2022-02-01' },
      { ...FILED, effectiveOn: '2022-01-10' },
    ]),
  ).toMatchObject([
    { filings: [{ until: '2022-01-01' }, { until: '2022-02-01' }, { until: null }], gaps: [], endsOn: null },
  ]);
});

it('draws no more than seven years by name, from the first filing to today or to what is announced', () => {
  const now = Date.UTC(2026, 5, 1);
  const lanes = lanesOf([{ ...FILED, effectiveOn: '2004-06-01', cancelledOn: '2027-01-15' }]);
  const { start, end, years } = scaleOf(lanes, now);
  expect([start, end > Date.UTC(2027, 0, 15)]).toEqual([Date.UTC(2004, 5, 1), true]);
  expect(years.length).toBeLessThanOrEqual(7);
  expect(years[0]?.year).toBe(2005);
});
