/** What every module is given: the things below the trade. */
import type { Cache } from './cache/cache';
import type { Signals } from './cache/signals';
import type { Database } from './db/database';
import type { Events } from './events/events';
import type { Endpoint } from './http/endpoint';
import type { Features } from './http/features';
import type { FormPage } from './http/form-pages';
import type { ServedEndpoint } from './http/server';
import type { Queue } from './jobs/queue';
import type { Scheduler } from './jobs/scheduler';
import type { Uptime } from './jobs/uptime';
import type { Clock } from './kernel/clock';
import type { Logger } from './kernel/logger';
import type { ReportUnreadable } from './kernel/unreadable';
import type { Mailer } from './mail/mailer';
import type { Measures } from './metrics/measures';
import type { PlatformConfig } from './platform.config';
import type { Storage } from './storage/storage';

/** `Config`: what the module itself reads of the environment, beside what the platform does. */
export interface Platform<Config = unknown> {
  config: PlatformConfig & Config;
  clock: Clock;
  features: Features;
  log: Logger;
  /** Figures for whoever watches. */
  measures: Measures;
  /** Tells operators of a row that was left out of a list. */
  reportUnreadable: ReportUnreadable;
  database: Database;
  queue: Queue;
  events: Events;
  scheduler: Scheduler;
  uptime: Uptime;
  cache: Cache;
  signals: Signals;
  mailer: Mailer;
  storage: Storage;
  /** All that is served: complete when every module is made. */
  endpoints: readonly ServedEndpoint[];
  /** Adds endpoints to the interface, under `/api`. `tag` groups them in the document. */
  serve(tag: string, endpoints: Endpoint[]): void;
  /** Adds pages with a form, for people who come by a link. */
  showPages(pages: FormPage[]): void;
}
