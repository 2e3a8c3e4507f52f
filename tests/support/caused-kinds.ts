/** The kinds of notice that acts or the clock have caused in this run of tests, in whichever file: as files of its folder. */
import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const folderOf = (run: string): string => join(run, 'caused-kinds');

export function markCaused(kind: string): void {
  const run = process.env.TEST_RUN_FOLDER;
  if (!run) return;
  mkdirSync(folderOf(run), { recursive: true });
  writeFileSync(join(folderOf(run), kind), '');
}

export const causedKinds = (run: string): string[] =>
  existsSync(folderOf(run)) ? readdirSync(folderOf(run)) : [];
