/** What is dear to make and the same for every test file: made by the first that needs it, read by all others. */
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { makeTemporaryFolder } from './temporary-folder';

/** Outside of a run (a script that starts a test app) it is made for this process alone. */
const folder = (process.env.TEST_RUN_FOLDER ??= makeTemporaryFolder('run'));

/** The path of the file `name`. Two workers may make it at the same time; either's is as good. */
export async function madeOnce(name: string, make: (path: string) => Promise<void> | void): Promise<string> {
  const path = join(folder, name);
  if (!existsSync(path)) {
    const unfinished = `${path}.${process.pid}`;
    await make(unfinished);
    renameSync(unfinished, path);
  }
  return path;
}

const LOOK_AGAIN_MS = 100;

/** Work on a place that all files share: the first that needs it does it, the others wait and hear how it ended. */
export async function doneOnce(name: string, work: () => void): Promise<void> {
  const ended = join(folder, `${name}.ended`);
  if (!isFirst(join(folder, name))) {
    while (!existsSync(ended)) await wait(LOOK_AGAIN_MS);
    const problem = readFileSync(ended, 'utf8');
    if (problem) throw new Error(`${name} failed in another test file: ${problem}`);
    return;
  }
  let problem = '';
  try {
    work();
  } catch (error) {
    problem = String(error);
    throw error;
  } finally {
    const unfinished = `${ended}.${process.pid}`;
    writeFileSync(unfinished, problem);
    renameSync(unfinished, ended);
  }
}

/** Of all that make one folder, one succeeds. */
function isFirst(path: string): boolean {
  try {
    mkdirSync(path);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
}
