/** A class that its style sheet does not know is `undefined` at run time, and no compiler says so. */
import { readdirSync, readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';

const SOURCE = join(__dirname, '..');
const files = readdirSync(SOURCE, { recursive: true, encoding: 'utf8' });
const read = (file: string) => readFileSync(join(SOURCE, file), 'utf8');

const classesIn = (sheet: string): string[] => {
  const selectors = read(sheet)
    .replaceAll(/\/\*.*?\*\//gs, '')
    .replaceAll(/:global\([^)]*\)/g, '')
    .replaceAll(/[^{}]*:[^{};]*;/g, '');
  return [...new Set([...selectors.matchAll(/\.([A-Za-z][\w-]*)/g)].map(([, name]) => name!))];
};

/** The names that a component takes from each style sheet that it imports. */
function* taken() {
  for (const file of files.filter((each) => each.endsWith('.tsx'))) {
    const source = read(file);
    for (const [, local, path] of source.matchAll(/import (\w+) from '([^']+\.module\.css)'/g)) {
      const names = [...source.matchAll(new RegExp(`\\b${local}\\.(\\w+)`, 'g'))].map(([, name]) => name!);
      const isWhole = new RegExp(`\\b${local}\\[`).test(source);
      yield { file, sheet: join(dirname(file), path!), names, isWhole };
    }
  }
}

const uses = [...taken()];

it('takes no class that the style sheet does not have', () => {
  const unknown = uses.flatMap(({ file, sheet, names }) =>
    names.filter((name) => !classesIn(sheet).includes(name)).map((name) => `${file}: ${name}`),
  );
  expect(uses.length).toBeGreaterThan(50);
  expect(unknown).toEqual([]);
});

it('keeps no class that nobody takes', () => {
  const idle = files
    .filter((file) => basename(file).endsWith('.module.css'))
    .flatMap((sheet) => {
      const users = uses.filter((use) => use.sheet === sheet);
      if (users.some(({ isWhole }) => isWhole)) return [];
      return classesIn(sheet)
        .filter((name) => !users.some(({ names }) => names.includes(name)))
        .map((name) => `${sheet}: ${name}`);
    });
  expect(idle).toEqual([]);
});
