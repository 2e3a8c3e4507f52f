/** Follows the log of events in a process of its own, and writes each that it was handed: `node -r run-typescript.cjs …`. */
import { createSignals } from '../../src/platform/cache/signals';
import { openDatabase } from '../../src/platform/db/database';
import { createEvents } from '../../src/platform/events/events';
import { createQueue } from '../../src/platform/jobs/queue';
import { createScheduler } from '../../src/platform/jobs/scheduler';
import { systemClock } from '../../src/platform/kernel/clock';
import { createLogger } from '../../src/platform/kernel/logger';

const expected = Number(process.env.EVENTS);
const log = createLogger({ level: 'error', pretty: true, folder: undefined, silent: true });
const database = openDatabase({
  url: process.env.DATABASE_URL || undefined,
  embeddedFile: String(process.env.DATABASE_FILE),
  poolSize: 5,
  log,
});
const queue = createQueue(database, systemClock, log);
const scheduler = createScheduler(queue, systemClock, log, { beat: () => Promise.resolve() });
const events = createEvents({
  database,
  queue,
  scheduler,
  signals: createSignals(null),
  clock: systemClock,
  log,
});

const seen: string[] = [];
events.follow('reader', { cursor: 'memory', from: 'beginning' }, ({ subject, payload }) => {
  seen.push(`${subject} ${(payload as { n: number }).n}`);
  return Promise.resolve();
});

async function followToTheEnd(): Promise<void> {
  process.stdout.write('ready\n');
  while (seen.length < expected) await events.catchUp();
  // One that comes twice would come now.
  await events.catchUp();
  await database.close();
  process.stdout.write(`${seen.join('\n')}\n`);
}

void followToTheEnd();
