/** No module grows so large that nobody overlooks it. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Of all lines of the source; past it a module is parted. */
const LARGEST_PART = 0.13;

function linesIn(folder: string): number {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter(
    (name) => name.endsWith('.ts') && !name.endsWith('.test.ts'),
  );
  return files.reduce(
    (sum, name) => sum + readFileSync(join(folder, name), 'utf8').split('\n').length - 1,
    0,
  );
}

it('no module is larger than 13 % of the source', () => {
  const total = linesIn(__dirname);
  const modules = join(__dirname, 'modules');
  const tooLarge = readdirSync(modules)
    .map((name) => ({ name, share: linesIn(join(modules, name)) / total }))
    .filter(({ share }) => share > LARGEST_PART);
  expect(tooLarge).toEqual([]);
});
