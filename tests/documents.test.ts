/** What the documents for people name is there: operations, acts of the log, lines of the log, scripts and files. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { scripts } from '../package.json';
import { AUDIT_ACTIONS } from '../src/modules/audit/actions';
import { startTestApp } from './support/app';

const ROOT = join(__dirname, '..');
const FILES = [
  ...['README.md', 'CONTRIBUTING.md', 'SECURITY.md', 'client/README.md'],
  ...['docs/operations.md', 'docs/getting-started.md'],
];
const texts = FILES.map((file) => [file, readFileSync(join(ROOT, file), 'utf8')] as const);

/** What `pattern` finds in each file, by the first group that it has. */
const named = (pattern: RegExp) =>
  texts.flatMap(([file, text]) =>
    [...text.matchAll(pattern)].map((match) => ({ file, groups: match.slice(1) as (string | undefined)[] })),
  );
const missing = (pattern: RegExp, isThere: (groups: (string | undefined)[], file: string) => boolean) => {
  const all = named(pattern);
  expect(all.length).toBeGreaterThan(0);
  return all
    .filter(({ groups, file }) => !isThere(groups, file))
    .map(({ groups, file }) => `${file}: ${groups.join(' ')}`);
};

it('name operations that there are', async () => {
  const app = await startTestApp();
  const operations = app.app.endpoints.map(({ contract: { method, path } }) => ({
    method: method.toUpperCase(),
    path: new RegExp(`^${path.replaceAll(/\{[^}]*\}|:\w+/g, '[^/]+')}$`),
  }));
  await app.close();
  const isThere = ([method, path = '']: (string | undefined)[]) =>
    operations.some((each) => (!method || each.method === method) && each.path.test(path));
  expect(isThere(['GET', '/admin/no-such-list'])).toBe(false);
  // With its method, or below /api; `…/pause` and what is served beside the operations (its pages) are left out.
  const beside = /^\/(docs|openapi\.json|problems\/\w+|\{)/;
  const OPERATION = /`(?:(GET|POST|PUT|DELETE) )?(?:PUBLIC_URL)?(\/[a-z][\w/{}.-]*)[^`]*`/g;
  expect(
    missing(OPERATION, ([method, path = '']) => {
      if (!method && !path.startsWith('/api/')) return true;
      const within = path.replace(/^\/api(?=\/)/, '');
      return beside.test(within) || isThere([method, within]);
    }),
  ).toEqual([]);
});

it('name acts of the action log that there are', () => {
  expect(
    missing(/[?&]action=([\w.]+)/g, ([action = '']) => (AUDIT_ACTIONS as readonly string[]).includes(action)),
  ).toEqual([]);
});

it('name lines of the log that are written', () => {
  const folder = join(ROOT, 'src');
  const source = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.ts') && !path.endsWith('.test.ts'))
    .map((path) => readFileSync(join(folder, path), 'utf8'))
    .join('\n');
  expect(
    missing(/`(?!mcx|npm)([a-z]+(?: [a-z]+){1,3})`(?= in|: one| shows|\)| says)/g, ([line]) =>
      source.includes(`'${line}`),
    ),
  ).toEqual([]);
});

it('name scripts and files that there are', () => {
  expect(
    missing(/\bnpm run (?:-s )?([a-z][\w:-]*)(?![\w:-]| -w)/g, ([name = '']) => name in scripts),
  ).toEqual([]);
  expect(
    missing(/\]\((?!https?:|#)([^)#]+)[^)]*\)/g, ([path = ''], file) =>
      existsSync(join(ROOT, dirname(file), path)),
    ),
  ).toEqual([]);
});
