/** That a build is weighed, with all that its pages load, and refused when it is over its budget. */
import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { budget, type Bundle, MOST, weigh } from './budget';

/** Does not get smaller. */
const code = (bytes: number): string => randomBytes(bytes).toString('base64');

/** An entry with its router, which opens `/page`, which opens a dialog. */
function bundleOf(sizes: { shell: number; page: number; dialog: number }): Bundle {
  const chunk = (fileName: string, bytes: number, imports: string[], dynamicImports: string[]) => ({
    ...{ type: 'chunk' as const, isEntry: fileName === 'main', fileName },
    ...{ code: code(bytes), imports, dynamicImports },
  });
  return {
    main: chunk('main', sizes.shell, ['router'], []),
    router: chunk('router', 10, [], ['page']),
    page: chunk('page', sizes.page, ['router'], ['dialog']),
    dialog: chunk('dialog', sizes.dialog, [], []),
  };
}

const build = (bundle: Bundle): string[] => {
  const refused: string[] = [];
  const context = { info: () => undefined, error: (message: string) => refused.push(message) };
  const { generateBundle } = budget() as unknown as {
    generateBundle(this: typeof context, options: object, bundle: Bundle): void;
  };
  generateBundle.call(context, {}, bundle);
  return refused;
};

it('weighs pages that are opened by a part of the shell, and what they load in turn', () => {
  const { bytes, heaviest } = weigh(bundleOf({ shell: 1_000, page: 2_000, dialog: 30_000 }));
  expect(heaviest.further).toBe('page');
  expect(bytes.page).toBeGreaterThan(32_000);
  expect(bytes.shell).toBeLessThan(2_500);
});

it('takes a build within its budget, and refuses one that is over it, by any of its parts', () => {
  expect(build(bundleOf({ shell: 1_000, page: 1_000, dialog: 1_000 }))).toEqual([]);
  const over = (sizes: Parameters<typeof bundleOf>[0]) => build(bundleOf(sizes)).join();
  expect(over({ shell: MOST.shell * 1.05, page: 0, dialog: 0 })).toContain('shell is over 200 kB');
  expect(over({ shell: 0, page: 0, dialog: MOST.page * 1.05 })).toContain('page is over 40 kB');
  expect(over({ shell: 180_000, page: 35_000, dialog: 0 })).toEqual('');
  expect(over({ shell: 0, page: MOST.firstPage * 1.05, dialog: 0 })).toContain('firstPage is over 260 kB');
});

it('is a part of the build', () => {
  const config = readFileSync(join(__dirname, '../vite.config.ts'), 'utf8');
  expect(config).toMatch(/ : budget\(\),/);
});
