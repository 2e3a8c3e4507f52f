/** No module grows so large that nobody overlooks it, or is tied into the platform at more places than CONTRIBUTING lists. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
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

/** What each request and each job runs through. The document is written once a start. */
const HOT = ['http', 'db', 'db/embedded', 'events', 'jobs', 'cache'];
const LONGEST_HOT_FILE = 250;

it('no file of the hot path is longer than 250 lines', () => {
  const files = HOT.flatMap((folder) =>
    readdirSync(join(__dirname, 'platform', folder))
      .filter((name) => name.endsWith('.ts') && !name.endsWith('.test.ts'))
      .map((name) => `${folder}/${name}`),
  );
  const lines = (file: string) =>
    readFileSync(join(__dirname, 'platform', file), 'utf8').split('\n').length - 1;
  expect(
    files.map((file) => [file, lines(file)]).filter(([, long]) => Number(long) > LONGEST_HOT_FILE),
  ).toEqual([]);
  expect(files.length).toBeGreaterThan(80);
});

describe('a new module', () => {
  const root = join(__dirname, '..');
  const read = (file: string) => readFileSync(join(root, file), 'utf8');
  const [, list = ''] = /\n- \*\*A module\*\*:([\s\S]*?)\n- \*\*/.exec(read('CONTRIBUTING.md')) ?? [];
  const shared = [...list.matchAll(/(?<=\s)\d\. `([^`]+)`/g)].map(([, file = '']) => file);
  const modules = readdirSync(join(__dirname, 'modules'));

  it('touches eight shared files at most, and those are there', () => {
    expect(shared).toContain('src/app.ts');
    expect(shared.length).toBeLessThanOrEqual(8);
    expect(shared.filter((file) => !existsSync(join(root, file)))).toEqual([]);
  });

  it('is named in no other part of the product, and where the list says that each is', () => {
    // Programs of their own, which use a module as a whole.
    const programs = /^(modules|demo|journey|cli)\b|^cli.*\.ts$/;
    const house = readdirSync(__dirname, { recursive: true, encoding: 'utf8' }).filter(
      (file) => file.endsWith('.ts') && !file.endsWith('.test.ts') && !programs.test(file),
    );
    const elsewhere = house
      .map((file) => `src/${file}`)
      .filter((file) => !shared.includes(file) && /['"][./]+\/modules\/|\bmodules\/[a-z]/.test(read(file)));
    expect(elsewhere).toEqual([]);
    const everywhere = ['.dependency-cruiser.cjs', 'ARCHITECTURE.md'];
    expect(shared).toEqual(expect.arrayContaining(everywhere));
    const [rules = '', page = ''] = everywhere.map(read);
    const isIn = (text: string) => (module: string) => new RegExp(`['\`]?\\b${module}\\b`).test(text);
    expect(modules.filter((module) => !isIn(rules)(module) || !isIn(page)(module))).toEqual([]);
  });
});

it('every module says in one place what it works with: its *.context.ts, not its door', () => {
  const modules = join(__dirname, 'modules');
  const doors = readdirSync(modules).map((name) => `${name}/index.ts`);
  const declaring = doors.filter((door) =>
    /interface \w+(Deps|Context)\b/.test(readFileSync(join(modules, door), 'utf8')),
  );
  expect(declaring).toEqual([]);
});
