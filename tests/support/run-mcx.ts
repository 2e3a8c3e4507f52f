/** Runs an operator's command in a process of its own. */
import { execFile } from 'node:child_process';
import { join } from 'node:path';
import type { TestApp } from './app';

const PROJECT = join(__dirname, '..', '..');

/** The exit code, and what was printed. */
export const runMcxWith = (environment: Record<string, string>, args: string[], input = '') =>
  new Promise<{ code: number; printed: string }>((resolve) => {
    const mcx = ['-r', join(PROJECT, 'tests/support/run-typescript.cjs'), join(PROJECT, 'src/cli.ts')];
    const env = { ...process.env, NODE_ENV: 'test', CLOCK: 'movable', ...environment };
    const child = execFile(process.execPath, [...mcx, ...args], { cwd: PROJECT, env }, (_, stdout, stderr) =>
      resolve({ code: child.exitCode ?? -1, printed: stdout + stderr }),
    );
    child.stdin?.end(input);
  });

/** The same, on the installation of a test app. */
export const runMcx = (
  { config: { DATA_FOLDER, DATABASE_URL, REDIS_KEY_PREFIX } }: TestApp,
  args: string[],
  input = '',
) => runMcxWith({ DATA_FOLDER, REDIS_KEY_PREFIX, ...(DATABASE_URL ? { DATABASE_URL } : {}) }, args, input);
