/** The journeys and hard days that the README beside this file promises: each is a test, by the name that stands there. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const rows = readFileSync(join(__dirname, 'README.md'), 'utf8')
  .split('\n')
  .flatMap((line) => {
    const [, what = '', files = '', test = ''] =
      /^\| (.+?) +\| ((?:`[\w-]+\.test\.ts`(?:, )?)+) +\| (.+?) +\|$/.exec(line) ?? [];
    return [...files.matchAll(/[\w-]+\.test\.ts/g)].map(([file]) => ({ what, file, test }));
  });

it.each(rows)('has a test in $file for: $what', ({ file, test }) => {
  expect(readFileSync(join(__dirname, file), 'utf8')).toContain(`'${test}'`);
});

it('has a test for each of the 14 journeys', () => {
  const numbers = rows.flatMap(({ what }) => /^\d+/.exec(what)?.map(Number) ?? []);
  expect([...new Set(numbers)]).toEqual(Array.from({ length: 14 }, (_, index) => index + 1));
});
