/** The composition root: one line a module, in floor order; a cycle would not compile. */
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import type { Express } from 'express';
import { migrations } from '../migrations';
import type { Config } from './config';
import { createAdmin } from './modules/admin';
import { createAudit } from './modules/audit';
import { createBilling } from './modules/billing';
import { createCarriers } from './modules/carriers';
import { createIdentity } from './modules/identity';
import { createLedger } from './modules/ledger';
import { createListings } from './modules/listings';
import { createNotifications } from './modules/notifications';
import { createOffers } from './modules/offers';
import { createPayments } from './modules/payments';
import { createTransactions } from './modules/transactions';
import { createCache } from './platform/cache/cache';
import { connectRedis } from './platform/cache/redis';
import { openDatabase } from './platform/db/database';
import { migrate } from './platform/db/migrate';
import { createOutbox } from './platform/events/outbox';
import { clockEndpoints } from './platform/http/clock-endpoint';
import { configEndpoint } from './platform/http/config-endpoint';
import { healthEndpoints } from './platform/http/health';
import { createIdempotencyStore } from './platform/http/idempotency';
import { createServer } from './platform/http/node-server';
import { openApiDocument } from './platform/http/openapi';
import { type DemoPerson, pagesRouter } from './platform/http/pages';
import { createRateLimits } from './platform/http/rate-limit';
import { buildHttp, type ServedEndpoint } from './platform/http/server';
import { createQueue } from './platform/jobs/queue';
import { createScheduler } from './platform/jobs/scheduler';
import { HOUR_MS, MovableClock, systemClock } from './platform/kernel/clock';
import { createClockStore } from './platform/kernel/clock-store';
import { armCrash } from './platform/kernel/crash';
import { createLogger } from './platform/kernel/logger';
import { createOutboxMailer } from './platform/mail/mailer';
import { createDiskStorage } from './platform/storage/disk';
import type { Platform } from './platform/platform';
import { version } from '../package.json';

export interface AppOptions {
  silent?: boolean;
  demoPeople?: () => Promise<DemoPerson[]>;
}

export type App = ReturnType<typeof buildApp>;

/** Where the embedded database lives. */
export const embeddedFile = (config: Config): string => join(config.DATA_FOLDER, 'mc-exchange.db');

/** Where uploaded files live. */
const filesFolder = (config: Config): string => join(config.DATA_FOLDER, 'files');

/** Builds the whole product for one configuration. Nothing runs yet: see `start`. */
export function buildApp(config: Config, options: AppOptions = {}) {
  const log = createLogger({
    level: config.LOG_LEVEL,
    pretty: !config.production,
    folder: config.LOG_FOLDER ?? (config.production ? 'logs' : undefined),
    silent: options.silent ?? false,
  });
  armCrash(config.CRASH_AT);
  const movableClock = config.CLOCK === 'movable' ? new MovableClock() : null;
  const clock = movableClock ?? systemClock;
  const database = openDatabase({
    url: config.DATABASE_URL?.replace(/^mariadb:/, 'mysql:'),
    embeddedFile: embeddedFile(config),
    poolSize: config.DATABASE_POOL_SIZE,
    log,
  });
  const redis = config.REDIS_URL ? connectRedis(config.REDIS_URL, config.REDIS_KEY_PREFIX, log) : null;
  if (!redis) log.info('Redis is not configured: cache and limits are kept within this process');
  const cache = createCache(redis);
  const queue = createQueue(database, clock, log, config.JOBS_AT_ONCE);
  const outbox = createOutbox(queue, clock);
  const scheduler = createScheduler(queue, clock, log);
  const mailer = createOutboxMailer(database, clock);
  const storage = createDiskStorage(filesFolder(config));
  const idempotency = createIdempotencyStore(database, clock);
  const clockStore = movableClock ? createClockStore(database, movableClock) : null;
  const endpoints: ServedEndpoint[] = [];
  const serve: Platform['serve'] = (tag, added) => endpoints.push(...added.map((each) => ({ ...each, tag })));
  const platform: Platform = {
    config,
    clock,
    log,
    database,
    queue,
    outbox,
    scheduler,
    cache,
    mailer,
    storage,
    serve,
  };

  const audit = createAudit(platform);
  const ledger = createLedger(platform);
  const identity = createIdentity(platform, { audit });
  const carriers = createCarriers(platform, { audit, identity });
  const payments = createPayments(platform, { audit, identity, ledger });
  const billing = createBilling(platform, { audit, ledger, identity, payments });
  const listings = createListings(platform, { audit, ledger, identity, carriers, payments, billing });
  const offers = createOffers(platform, { audit, identity, listings });
  const transactions = createTransactions(platform, {
    audit,
    ledger,
    identity,
    carriers,
    payments,
    listings,
    offers,
  });
  const notifications = createNotifications(platform, { identity });
  const admin = createAdmin(platform, {
    ledger,
    checked: { audit, ledger, payments, billing, listings, transactions },
    keepers: [ledger, payments],
  });

  scheduler.every('platform.clean-up', HOUR_MS, async () => {
    await queue.deleteOldDone();
    await idempotency.deleteOld();
    await storage.deleteAbandoned();
  });
  let stopping = false;
  serve('Platform', [
    ...healthEndpoints({
      database,
      redis,
      cache,
      queue,
      storage,
      clock,
      version,
      statsToken: config.STATS_TOKEN,
      isStopping: () => stopping,
    }),
    configEndpoint(config),
    ...clockEndpoints(clock, clockStore, audit),
  ]);

  const document = () => openApiDocument(endpoints, version);
  const http: Express = buildHttp({
    endpoints,
    authenticate: identity.authenticate,
    witness: identity.witness,
    limits: createRateLimits(redis, config.RATE_LIMIT_PROFILE),
    idempotency,
    log,
    corsOrigins: config.CORS_ORIGINS,
    trustProxyHops: config.TRUST_PROXY_HOPS,
    production: config.production,
    pages: pagesRouter({
      document,
      mailer,
      showOutbox: !config.production,
      demoPeople: options.demoPeople ?? (() => Promise.resolve([])),
      facts: () => [
        { label: 'Version', value: version },
        { label: 'Database', value: config.DATABASE_URL ? 'MySQL or MariaDB' : 'embedded, one file' },
        { label: 'Cache and limits', value: redis ? `Redis (${redis.state})` : 'within this process' },
        { label: 'Payments', value: config.PAYMENT_GATEWAY },
        { label: 'FMCSA', value: config.FMCSA_WEB_KEY ? 'live' : 'recorded and fictional carriers' },
        { label: 'Clock', value: `${config.CLOCK}, now ${new Date(clock.now()).toISOString()}` },
      ],
    }),
  });
  const server: Server = createServer(http);

  const modules = {
    audit,
    ledger,
    identity,
    carriers,
    payments,
    billing,
    listings,
    offers,
    transactions,
    notifications,
    admin,
  };
  return {
    config,
    platform,
    modules,
    http,
    server,
    endpoints,
    document,
    clockStore,
    migrate: () => migrate(database, migrations, log),

    /** Brings the schema up to date and the clock to where it was. */
    async prepare(): Promise<void> {
      await migrate(database, migrations, log);
      await clockStore?.load();
      const [installation] = await database.select<{ id: string }>('SELECT id FROM installation');
      if (installation) cache.belongTo(installation.id);
    },

    /** Serves requests and works through jobs. Answers the port. */
    async start(): Promise<number> {
      await new Promise<void>((resolve, reject) => {
        server.once('error', reject);
        server.listen(config.PORT, config.HOST, resolve);
      });
      queue.start();
      scheduler.start();
      clockStore?.start();
      return (server.address() as AddressInfo).port;
    },

    /** Says `not ready`, finishes what is under way, gives the rest back, closes everything. */
    async stop(): Promise<void> {
      stopping = true;
      scheduler.stop();
      clockStore?.stop();
      await closeServer(server);
      await queue.stop();
      await redis?.close();
      await database.close();
      log.close();
    },
  };
}

async function closeServer(server: Server): Promise<void> {
  if (!server.listening) return;
  const closed = new Promise<void>((resolve) => {
    server.close(() => resolve());
  });
  server.closeIdleConnections();
  await closed;
}
