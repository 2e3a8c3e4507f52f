/** What a run with coverage says of the product is about its sources, and not about what they were compiled to. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const ROOT = join(__dirname, '..');
const MEASURED = 'src/modules/offers/offer.rules';

interface Place {
  start: { line: number };
}

interface Covered {
  statementMap: Record<string, Place>;
  s: Record<string, number>;
  fnMap: Record<string, { name: string; decl: Place }>;
}

it('names each function where it stands, and calls nothing uncovered that loading a file runs', () => {
  const folder = mkdtempSync(join(tmpdir(), 'mc-exchange-coverage-'));
  const options = [
    ...['--selectProjects', 'sandbox', '--runInBand', '--coverage', '--coverageThreshold', '{}'],
    ...['--collectCoverageFrom', `${MEASURED}.ts`, '--coverageReporters', 'json'],
    ...['--coverageDirectory', folder],
  ];
  const { status, stderr } = spawnSync(
    process.execPath,
    ['node_modules/jest/bin/jest.js', `${MEASURED}.test.ts`, ...options],
    { cwd: ROOT, encoding: 'utf8' },
  );
  if (status !== 0) throw new Error(stderr);
  const report = readFileSync(join(folder, 'coverage-final.json'), 'utf8');
  rmSync(folder, { recursive: true });
  const [[file, covered] = []] = Object.entries(JSON.parse(report) as Record<string, Covered>);
  expect(file).toBe(join(ROOT, `${MEASURED}.ts`));
  if (!covered) throw new Error('Nothing was measured.');
  const lines = readFileSync(join(ROOT, `${MEASURED}.ts`), 'utf8').split('\n');
  const textAt = ({ start }: Place) => lines[start.line - 1] ?? '';

  const functions = Object.values(covered.fnMap).filter(({ name }) => /^[a-z]\w+$/.test(name));
  expect(functions.filter(({ name, decl }) => !textAt(decl).includes(name))).toEqual([]);
  expect(functions.length).toBeGreaterThan(10);
  const imports = Object.entries(covered.statementMap).filter(([, place]) => /^import /.test(textAt(place)));
  expect(imports.filter(([id]) => covered.s[id] === 0)).toEqual([]);
  expect(imports.length).toBeGreaterThan(3);
});
