/** What is dear to make and the same for every test file: made by the first that needs it, read by all others. */
import { existsSync, renameSync } from 'node:fs';
import { join } from 'node:path';
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
