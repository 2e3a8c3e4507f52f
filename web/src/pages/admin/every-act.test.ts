/** Whatever administrators can change by the interface has its place on a page, or a reason why not. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const WEB = join(__dirname, '../..');
const DOCUMENT = join(WEB, '../../docs/openapi.yaml');

/** On no page, and why. */
const ELSEWHERE: Readonly<Record<string, string>> = {
  'PUT /transactions/{id}/admin/status': 'Each of its moves has an operation and a button of its own.',
  'PUT /admin/filters/{id}': 'A filter is kept anew under its name, and the old one is dropped.',
};

/** Read by its lines: parsing all of it would take longer than all other tests of the pages. */
function officeChanges(): string[] {
  const changes: string[] = [];
  let path = '';
  let method = '';
  for (const line of readFileSync(DOCUMENT, 'utf8').split('\n')) {
    path = /^ {2}(\/\S+):$/.exec(line)?.[1] ?? path;
    method = /^ {4}(\w+):$/.exec(line)?.[1] ?? method;
    if (line.includes('For administrators.') && method !== 'get')
      changes.push(`${method.toUpperCase()} ${path}`);
  }
  return changes;
}

const readPages = (folder: string): string =>
  readdirSync(folder, { withFileTypes: true })
    .map((entry) => {
      const at = join(folder, entry.name);
      if (entry.isDirectory()) return readPages(at);
      return /\.tsx?$/.test(entry.name) && !/schema\.d|\.test\./.test(entry.name)
        ? readFileSync(at, 'utf8')
        : '';
    })
    .join('\n');

/** By its method; a path that stands without one is handed to whoever sends it. */
const sent = (source: string): Set<string> =>
  new Set(
    [...source.matchAll(/(?:\.(GET|POST|PUT|PATCH|DELETE)\()?\s*['"`](\/[\w{}/-]+)['"`]/g)].map(
      ([, method, path]) => `${method ?? 'POST'} ${path}`,
    ),
  );

const onPages = sent(readPages(WEB));
const changes = officeChanges();

it('finds every change of the office on a page, or in the list of those that have none', () => {
  expect(changes.length).toBeGreaterThan(80);
  expect(changes.filter((change) => !onPages.has(change) && !(change in ELSEWHERE))).toEqual([]);
});

it('names none that is gone, or has its page by now', () => {
  expect(Object.keys(ELSEWHERE).filter((each) => onPages.has(each) || !changes.includes(each))).toEqual([]);
});
