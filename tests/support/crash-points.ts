/** The points at which the product can be made to die, read from its sources, so that a new one cannot be forgotten. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const SOURCES = join(__dirname, '..', '..', 'src');

/** In the order of the alphabet; `within` a folder of the sources. */
export function findCrashPoints(within = '.'): string[] {
  const folder = join(SOURCES, within);
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter(
    (name) => name.endsWith('.ts') && !name.endsWith('.test.ts'),
  );
  const points = files.flatMap((name) => {
    const text = readFileSync(join(folder, name), 'utf8');
    return [...text.matchAll(/\bcrashPoint\('([\w.]+)'\)/g)].map(([, point]) => point ?? '');
  });
  return points.toSorted();
}
