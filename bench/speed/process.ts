/** A process beside the bench, kept to one core where `taskset` is there, which answers questions. */
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { closeSync, openSync } from 'node:fs';
import { cpus } from 'node:os';
import { join } from 'node:path';

export const PROJECT = join(__dirname, '..', '..');
export const RUN_TYPESCRIPT = join(PROJECT, 'tests/support/run-typescript.cjs');
export const WATCH = join(PROJECT, 'bench/speed/watch.cjs');
const PATIENCE_MS = 120_000;

/** Servers on one core, whoever asks them on another; the database where there is room. */
const CORES = { server: '0', client: '1', anywhere: `0-${cpus().length - 1}` } as const;
export type Core = keyof typeof CORES;
const canPin = cpus().length > 1 && spawnSync('taskset', ['-V']).status === 0;

export interface Beside {
  pid: number;
  ask<Answer>(ask: string, about?: unknown): Promise<Answer>;
  stop(): Promise<void>;
}

export interface Figures {
  cpu: number;
  statements: number;
  memory: number;
  loopP99: number;
  loopMost: number;
}

/** `log`: the file that takes what it writes. */
export function startBeside(
  core: Core,
  args: readonly string[],
  { log, env = process.env }: { log: string; env?: NodeJS.ProcessEnv },
): Beside {
  const out = openSync(log, 'w');
  const [command = '', ...rest] = [
    ...(canPin ? ['taskset', '-c', CORES[core]] : []),
    ...[process.execPath, ...args],
  ];
  const child = spawn(command, rest, { cwd: PROJECT, env, stdio: ['ignore', out, out, 'ipc'] });
  closeSync(out);
  let asked = 0;
  const waiting = new Map<number, { resolve(answer: unknown): void; reject(error: Error): void }>();
  const fail = (why: string) => {
    for (const { reject } of waiting.values()) reject(new Error(why));
    waiting.clear();
  };
  child.on('message', ({ id, answer, error }: { id: number; answer: unknown; error?: string }) => {
    const question = waiting.get(id);
    waiting.delete(id);
    if (error === undefined) question?.resolve(answer);
    else question?.reject(new Error(error));
  });
  child.once('exit', (code, signal) => fail(`A process has ended with ${code ?? signal}: see ${log}`));
  child.once('error', ({ message }) => fail(message));
  return {
    pid: child.pid ?? 0,
    ask: <Answer>(ask: string, about?: unknown) =>
      new Promise<Answer>((resolve, reject) => {
        const id = (asked += 1);
        waiting.set(id, { resolve: resolve, reject });
        const timer = setTimeout(() => reject(new Error(`No answer to ${ask}: see ${log}`)), PATIENCE_MS);
        timer.unref();
        child.send({ id, ask, about });
      }),
    stop: () => end(child),
  };
}

/** `bench/speed/NAME.ts`; what it writes stands in the folder. */
export const startScript = (name: string, core: Core, folder: string): Beside =>
  startBeside(core, ['-r', RUN_TYPESCRIPT, '-r', WATCH, join(PROJECT, `bench/speed/${name}.ts`)], {
    log: join(folder, `${name}.log`),
  });

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = new Promise((resolve) => child.once('exit', resolve));
  const timer = setTimeout(() => child.kill('SIGKILL'), 15_000);
  child.kill('SIGTERM');
  await ended;
  clearTimeout(timer);
}

/** In the process beside: answers what is asked by these names. */
export function answerBeside(answers: Record<string, (about: never) => unknown>): void {
  process.channel?.ref();
  process.on('message', ({ id, ask, about }: { id: number; ask: string; about: never }) => {
    const answer = answers[ask];
    if (!answer) return;
    Promise.resolve()
      .then(() => answer(about))
      .then(
        (given) => process.send?.({ id, answer: given }),
        (error: unknown) =>
          process.send?.({ id, error: String(error instanceof Error ? error.stack : error) }),
      );
  });
}
