/**
 * Work that fills a core for a while, on threads of its own. The threads of the runtime, which all reading of files and
 * asking for names goes through, stay free for that; and where there is no core to spare, these give way to the rest.
 */
import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';

export interface ThreadLane {
  /** Calls one of the functions of the lane. @throws what it throws, by its message, and the error for a full lane */
  run<Answer>(name: string, ...values: unknown[]): Promise<Answer>;
}

export interface ThreadLaneOptions {
  /** JavaScript that answers an object of functions; it has `require` and what `data` gives it. */
  functions: string;
  data?: Record<string, string>;
  /** So many may wait; what comes then is refused. */
  mostWaiting: number;
  /** Of threads at once, where each keeps much in memory. */
  mostThreads?: number;
  /** Work that takes longer is given up, with its thread. For what others sent, and may have made to take for ever. */
  timeLimitMs?: number;
  /** Of objects, for each thread; what needs more is given up too. */
  mostMemoryMb?: number;
  /** What is thrown then. */
  whenFull: () => Error;
}

interface Task {
  name: string;
  values: unknown[];
  resolve(answer: never): void;
  reject(error: Error): void;
  timer?: NodeJS.Timeout;
}

interface Said {
  answer?: unknown;
  error?: string;
}

/** What is thrown where work was given up for its time. */
export class TookTooLong extends Error {}

/** One core is left to whoever answers requests. */
const threadsHere = (): number => Math.max(1, availableParallelism() - 1);

/** A third of a core that somebody else wants as well: enough to go on where all are busy for long. */
const GIVES_WAY = 5;
/** Linux alone knows a priority of a single thread. */
const THREAD = (functions: string): string => `
const { parentPort, workerData } = require('node:worker_threads');
if (process.platform === 'linux') require('node:os').setPriority(${GIVES_WAY});
const functions = ((data) => { ${functions} })(workerData);
parentPort.on('message', async ({ name, values }) => {
  try {
    parentPort.postMessage({ answer: await functions[name](...values) });
  } catch (error) {
    parentPort.postMessage({ error: String(error instanceof Error ? error.message : error) });
  }
});
`;

/** Threads begin with the first work, and keep no process alive. */
export function createThreadLane(options: ThreadLaneOptions): ThreadLane {
  const { functions, data = {}, mostWaiting, timeLimitMs, mostMemoryMb, whenFull } = options;
  const mostThreads = Math.min(threadsHere(), options.mostThreads ?? Infinity);
  const waiting: Task[] = [];
  const idle: Worker[] = [];
  const inHand = new Map<Worker, Task>();

  function release(worker: Worker): Task | undefined {
    const task = inHand.get(worker);
    clearTimeout(task?.timer);
    inHand.delete(worker);
    return task;
  }

  function giveUp(worker: Worker): void {
    release(worker)?.reject(new TookTooLong(`It took more than ${timeLimitMs} ms.`));
    void worker.terminate();
  }

  function begin(): Worker {
    const worker = new Worker(THREAD(functions), {
      ...{ eval: true, workerData: data },
      ...(mostMemoryMb === undefined ? {} : { resourceLimits: { maxOldGenerationSizeMb: mostMemoryMb } }),
    });
    worker.on('message', ({ answer, error }: Said) => {
      const task = release(worker);
      // Given up a moment ago: it is being ended, and takes no more.
      if (!task) return;
      worker.unref();
      idle.push(worker);
      if (error === undefined) task.resolve(answer as never);
      else task.reject(new Error(error));
      next();
    });
    // What ends a thread ends its work; the next work begins another.
    const ended = (error: Error) => {
      release(worker)?.reject(error);
      const place = idle.indexOf(worker);
      if (place >= 0) idle.splice(place, 1);
      next();
    };
    worker.once('error', ended);
    worker.once('exit', (code) => ended(new Error(`The thread ended with ${code}.`)));
    return worker;
  }

  function next(): void {
    const [task] = waiting;
    if (!task) return;
    const worker = idle.pop() ?? (inHand.size < mostThreads ? begin() : undefined);
    if (!worker) return;
    waiting.shift();
    inHand.set(worker, task);
    if (timeLimitMs !== undefined) task.timer = setTimeout(() => giveUp(worker), timeLimitMs);
    worker.ref();
    worker.postMessage({ name: task.name, values: task.values });
  }

  return {
    run: <Answer>(name: string, ...values: unknown[]) =>
      new Promise<Answer>((resolve, reject) => {
        if (waiting.length >= mostWaiting) {
          reject(whenFull());
          return;
        }
        waiting.push({ name, values, resolve, reject });
        next();
      }),
  };
}
