/** Where the databases of tests live: in memory where there is room, since they need not survive anything. */
import { mkdtempSync, readdirSync, rmSync, statfsSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { HOUR_MS } from '../../src/platform/kernel/clock';

const MEMORY_FOLDER = '/dev/shm';
const ROOM_BYTES = 1_000_000_000;
/** Of a folder made here, with the process that made it. */
const NAME = /^mc-exchange-(?:run|test)-(\d+)-/;

function temporaryFolder(): string {
  try {
    const { bavail, bsize } = statfsSync(MEMORY_FOLDER);
    return bavail * bsize > ROOM_BYTES ? MEMORY_FOLDER : tmpdir();
  } catch {
    return tmpdir();
  }
}

/** A new folder: of a whole run, or of one test's database. */
export const makeTemporaryFolder = (of: 'run' | 'test'): string =>
  mkdtempSync(join(temporaryFolder(), `mc-exchange-${of}-${process.pid}-`));

/** Removes what killed runs left: older than an hour, and of a process that is gone. */
export function sweepTemporaryFolder(folder = temporaryFolder()): void {
  for (const name of readdirSync(folder)) {
    const pid = NAME.exec(name)?.[1];
    const path = join(folder, name);
    if (pid && !isRunning(Number(pid)) && isOld(path)) rmSync(path, { recursive: true, force: true });
  }
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/** What another run has swept meanwhile is nobody's any more. */
function isOld(path: string): boolean {
  const modified = statSync(path, { throwIfNoEntry: false })?.mtimeMs;
  return modified !== undefined && Date.now() - modified > HOUR_MS;
}
