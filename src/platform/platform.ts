/** What every module is given: the things below the trade. */
import type { Config } from '../config';
import type { Cache } from './cache/cache';
import type { Database } from './db/database';
import type { Outbox } from './events/outbox';
import type { Endpoint } from './http/endpoint';
import type { Queue } from './jobs/queue';
import type { Scheduler } from './jobs/scheduler';
import type { Clock } from './kernel/clock';
import type { Logger } from './kernel/logger';
import type { Mailer } from './mail/mailer';
import type { Storage } from './storage/storage';

export interface Platform {
  config: Config;
  clock: Clock;
  log: Logger;
  database: Database;
  queue: Queue;
  outbox: Outbox;
  scheduler: Scheduler;
  cache: Cache;
  mailer: Mailer;
  storage: Storage;
  /** Adds endpoints to the interface, under `/api`. `tag` groups them in the document. */
  serve(tag: string, endpoints: Endpoint[]): void;
}
