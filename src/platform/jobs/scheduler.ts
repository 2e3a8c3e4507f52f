/** Puts repeating work on the queue, each period once however many instances run. */
import type { Clock } from '../kernel/clock';
import { describeError, type Logger } from '../kernel/logger';
import { outsideUnit } from '../db/database';
import { type Lane, LANE_RULES } from './lanes';
import type { Queue } from './queue';
import type { Uptime } from './uptime';

const TICK_MS = 1_000;

export interface Scheduler {
  /** Runs `task` once in every period of `everyMs`. The task opens its own units and must bear being run twice. */
  every(
    name: string,
    everyMs: number,
    task: (signal: AbortSignal) => Promise<void>,
    options?: { lane: Lane },
  ): void;
  /** Puts on the queue what the clock has made due. */
  tick(): Promise<void>;
  start(): void;
  stop(): void;
}

export function createScheduler(
  queue: Queue,
  clock: Clock,
  log: Logger,
  { beat }: Pick<Uptime, 'beat'>,
): Scheduler {
  const tasks: { name: string; everyMs: number; lastPeriod: number }[] = [];
  let running = false;
  let timer: NodeJS.Timeout | undefined;

  async function tick(): Promise<void> {
    // Before any timer: an outage is known before silence is counted.
    await beat();
    const due = tasks
      .map((task) => ({ task, period: Math.floor(clock.now() / task.everyMs) }))
      .filter(({ task, period }) => period !== task.lastPeriod);
    if (due.length === 0) return;
    // The unique key of the job is the guard across instances; `lastPeriod` only spares the insert.
    await queue.enqueueAll(
      due.map(({ task: { name }, period }) => ({ kind: name, payload: {}, onceKey: `${name}@${period}` })),
    );
    for (const { task, period } of due) task.lastPeriod = period;
  }

  return {
    every(name, everyMs, task, { lane } = { lane: 'timers' }) {
      const { timeLimitMs } = LANE_RULES.timers;
      queue.handle(name, { lane, runs: 'outside', timeLimitMs }, (_, { signal }) => task(signal));
      tasks.push({ name, everyMs, lastPeriod: -1 });
    },
    tick,
    start() {
      running = true;
      const loop = () => {
        void outsideUnit(tick)
          .catch((error: unknown) => log.error('scheduler tick failed', { error: describeError(error) }))
          .finally(() => {
            if (running) timer = setTimeout(loop, TICK_MS);
          });
      };
      loop();
    },
    stop() {
      running = false;
      clearTimeout(timer);
    },
  };
}
