/** The product as a process of its own, which a test can kill as a power cut would. */
import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { join } from 'node:path';
import { CHEAP_PASSWORDS } from './password-costs';

const PROJECT = join(__dirname, '..', '..');
/** On a machine with a dozen others at work, too. */
const PATIENCE_MS = 120_000;

export interface ServerProcess {
  url: string;
  /** SIGKILL: nothing is finished, nothing is closed. */
  kill(): Promise<void>;
  /** SIGSTOP and SIGCONT: it stands still with all that it holds, and goes on. */
  pause(): void;
  goOn(): void;
  /** SIGTERM; answers the exit code. */
  stop(): Promise<number | null>;
  /** Resolves when the process has ended, with the signal that ended it. */
  ended: Promise<NodeJS.Signals | null>;
  /** All that it has written to its standard output and error. */
  written(): string;
}

export async function startServerProcess(environment: Record<string, string>): Promise<ServerProcess> {
  const child = spawn(
    process.execPath,
    ['-r', join(PROJECT, 'tests/support/run-typescript.cjs'), join(PROJECT, 'src/main.ts')],
    {
      cwd: PROJECT,
      env: { ...process.env, PORT: '0', LOG_LEVEL: 'info', ...CHEAP_PASSWORDS, ...environment },
    },
  );
  const ended = new Promise<NodeJS.Signals | null>((resolve) =>
    child.once('exit', (_, signal) => resolve(signal)),
  );
  const parts: string[] = [];
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => parts.push(text));
  }
  const written = () => parts.join('');
  const port = await listeningPort(child, written);
  return {
    url: `http://127.0.0.1:${port}`,
    ended,
    written,
    async kill() {
      child.kill('SIGKILL');
      await ended;
    },
    pause() {
      child.kill('SIGSTOP');
    },
    goOn() {
      child.kill('SIGCONT');
    },
    async stop() {
      child.kill('SIGTERM');
      await ended;
      return child.exitCode;
    },
  };
}

/** The port stands in the log line that says that the server listens. */
function listeningPort(child: ChildProcessWithoutNullStreams, written: () => string): Promise<number> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error(`The server did not start:\n${written()}`)), PATIENCE_MS);
    const look = () => {
      const port = /listening .*port=(\d+)/.exec(written())?.[1];
      if (!port) return;
      child.stderr.off('data', look);
      clearTimeout(timer);
      resolve(Number(port));
    };
    child.stderr.on('data', look);
    child.once('exit', (code) => {
      clearTimeout(timer);
      reject(new Error(`The server ended with ${code}:\n${written()}`));
    });
  });
}
