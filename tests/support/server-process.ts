/** The product as a process of its own, which a test can kill as a power cut would. */
import { type ChildProcess, spawn } from 'node:child_process';
import { join } from 'node:path';

const PROJECT = join(__dirname, '..', '..');
const PATIENCE_MS = 40_000;

export interface ServerProcess {
  url: string;
  /** SIGKILL: nothing is finished, nothing is closed. */
  kill(): Promise<void>;
  /** SIGTERM; answers the exit code. */
  stop(): Promise<number | null>;
  /** Resolves when the process has ended by itself. */
  ended: Promise<void>;
}

export async function startServerProcess(environment: Record<string, string>): Promise<ServerProcess> {
  const child = spawn(
    process.execPath,
    ['-r', join(PROJECT, 'tests/support/run-typescript.cjs'), join(PROJECT, 'src/main.ts')],
    { cwd: PROJECT, env: { ...process.env, PORT: '0', LOG_LEVEL: 'info', ...environment } },
  );
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  const port = await listeningPort(child);
  return {
    url: `http://127.0.0.1:${port}`,
    ended,
    async kill() {
      child.kill('SIGKILL');
      await ended;
    },
    async stop() {
      child.kill('SIGTERM');
      await ended;
      return child.exitCode;
    },
  };
}

/** The port stands in the log line that says that the server listens. */
function listeningPort(child: ChildProcess): Promise<number> {
  return new Promise((resolve, reject) => {
    let output = '';
    const timer = setTimeout(() => reject(new Error(`The server did not start:\n${output}`)), PATIENCE_MS);
    child.stderr?.on('data', (chunk: Buffer) => {
      if (output.length > 100_000) return;
      output += chunk.toString();
      const port = /listening .*port=(\d+)/.exec(output)?.[1];
      if (!port) return;
      clearTimeout(timer);
      resolve(Number(port));
    });
    child.once('exit', (code) => {
      clearTimeout(timer);
      reject(new Error(`The server ended with ${code}:\n${output}`));
    });
  });
}
