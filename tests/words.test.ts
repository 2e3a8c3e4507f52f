/** The words of the platform: the field's own, and nobody called "he". */
import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { PRONOUNS } from './support/pronouns';

const PROJECT = join(__dirname, '..');
/** They name the words that they look for. */
const LISTS = ['tests/words.test.ts', 'tests/support/pronouns.ts'];

/** What is written by people: sources, tests, migrations, documents. */
const written = execFileSync('git', ['ls-files', '-z', '*.ts', '*.mjs', '*.cjs', '*.md', '*.sql'], {
  cwd: PROJECT,
  encoding: 'utf8',
})
  .split('\0')
  .filter((file) => file !== '' && !LISTS.includes(file) && !file.startsWith('data/'));

function linesWith(pattern: RegExp, files: string[]): string[] {
  return files.flatMap((file) =>
    readFileSync(join(PROJECT, file), 'utf8')
      .split('\n')
      .flatMap((line, index) => (pattern.test(line) ? [`${file}:${index + 1} ${line.trim()}`] : [])),
  );
}

/** A rule of the platform that no use case may break: see docs/decisions/0018. */
test('wire shapes are known above the use cases only', () => {
  const below = written.filter(
    (file) =>
      file.startsWith('src/modules/') &&
      file.endsWith('.ts') &&
      !/\.(?:routes|schema|view|user-data|test)\.ts$/.test(file),
  );
  expect(linesWith(/\b[A-Z]\w*View\b/, below)).toEqual([]);
});

/** Product code that matches, by file; what is written in tests is theirs. */
const filesWith = (pattern: RegExp): string[] => {
  const product = written.filter((file) => /^src\/.*(?<!\.test)\.ts$/.test(file));
  return [...new Set(linesWith(pattern, product).map((line) => line.split(':')[0] ?? ''))];
};

test('letters are sent by notifications, and by identity where they carry a secret', () => {
  const called = /\bmailer\??\.(?:send|sendAll)\b/;
  const takenOut = /\b(?:send|sendAll)\b[^=]*\}[^=]*=[^=]*\bmailer\b|\bmailer: \{[^}]*\bsend/;
  const senders = filesWith(new RegExp(`${called.source}|${takenOut.source}`));
  expect(senders.filter((file) => !file.startsWith('src/modules/notifications/'))).toEqual([
    'src/modules/identity/secret-letters.ts',
  ]);
});

test('cursors are read in one file', () => {
  expect(filesWith(/\bdecodeCursor\b/)).toEqual(['src/platform/db/read-page.ts']);
});

test('an operation that a text names is there', () => {
  const { paths } = parse(readFileSync(join(PROJECT, 'docs/openapi.yaml'), 'utf8')) as {
    paths: Record<string, Record<string, unknown>>;
  };
  const served = Object.entries(paths).flatMap(([path, methods]) =>
    Object.keys(methods).map((method) => `${method.toUpperCase()} ${path.replaceAll(/\{[^}]*\}/g, '{}')}`),
  );
  const named = /\b(GET|POST|PUT|DELETE) (\/(?:[\w-]+|\$?\{[\w.]+\}|\/)*)/g;
  // Of Stripe's own interface, and examples of a path. Where a text goes on after a name it is the beginning of one.
  const others =
    /^src\/(?:modules\/gateway\/stripe|modules\/carriers\/fmcsa|platform\/http|platform\/metrics|platform\/telemetry)\//;
  const sources = written.filter((file) => /^src\/.*(?<!\.test)\.ts$/.test(file) && !others.test(file));
  const gone = sources.flatMap((file) =>
    [...readFileSync(join(PROJECT, file), 'utf8').matchAll(named)]
      .map(
        ([, method, path = '']) =>
          `${method} ${path
            .replaceAll(/\$?\{[^}]*\}/g, '{}')
            .replace(/^\/api/, '')
            .replace(/\/$/, '')}`,
      )
      .filter((operation) => !served.some((each) => each === operation || each.startsWith(`${operation}/`)))
      .map((operation) => `${file} ${operation}`),
  );
  expect(gone).toEqual([]);
});

test('prose is in American spelling', () => {
  const british =
    /(?<!\b(?:const|function) )(?<=[a-z,;] )(?:cancelled|cancelling|cheques?|behaviours?|catalogues?|neighbours?|learnt|labelled|recognises?|favours?|organisations?)\b(?!:)/;
  expect(linesWith(british, written)).toEqual([]);
});

test('people are called by their role, or they', () => {
  expect(linesWith(PRONOUNS, written)).toEqual([]);
});

test('names are those that an engineer of the field would type', () => {
  const quaint =
    /\b(?:un)?mend(?:s|ed|ing)?\b|\bmend[A-Z]|\b(?:heed|farewell|hearings?|parting)\b|[pP]art-?[wW]ith|[tT]ell-?[oO]f|demandSound|[oO]penHouse|measureHouse|createParting|[rR]estingMoney|gatherCast|letDealFall|bearLoss|takeLossBack|\b(?:Doing|Happening|MoveOrder)\b/;
  const names = /^(?!\s*(?:\*|\/\/|\/\*)).*/;
  const sources = written.filter((file) => file.endsWith('.ts'));
  expect(written.filter((file) => quaint.test(file))).toEqual([]);
  expect(linesWith(quaint, sources).filter((line) => names.test(line.replace(/^\S+ /, '')))).toEqual([]);
});

test('the tour that the readme opens with shows its pictures, in two megabytes', () => {
  const pictures = readdirSync(join(PROJECT, 'docs/tour')).filter((file) => file.endsWith('.webp'));
  const tour = readFileSync(join(PROJECT, 'docs/tour/README.md'), 'utf8');
  expect(pictures.length).toBeGreaterThan(10);
  expect(pictures.filter((file) => !tour.includes(`(${file})`))).toEqual([]);
  const bytes = pictures.reduce((sum, file) => sum + statSync(join(PROJECT, 'docs/tour', file)).size, 0);
  expect(bytes).toBeLessThanOrEqual(2 * 1024 * 1024);
  expect(readFileSync(join(PROJECT, 'README.md'), 'utf8').split('\n').slice(0, 40).join('\n')).toContain(
    'docs/tour',
  );
});
