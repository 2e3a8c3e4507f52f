/** The composition root: one line a module, in floor order; a cycle would not compile. */
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { migrations } from '../migrations';
import { type Config, FEATURES, SETTINGS } from './config';
import { interfaceFrame, readExamples } from './interface';
import { createAdmin } from './modules/admin';
import { createAnalytics } from './modules/analytics';
import { createApprovals } from './modules/approvals';
import { createAssistance } from './modules/assistance';
import { createAudit } from './modules/audit';
import { createBilling } from './modules/billing';
import { createBroadcasts } from './modules/broadcasts';
import { createBrokers } from './modules/brokers';
import { createCarriers } from './modules/carriers';
import { createDocuments } from './modules/documents';
import { CARD_FORM_SOURCES, createGateway, type GatewayMaker } from './modules/gateway';
import { createIdentity } from './modules/identity';
import { createLedger } from './modules/ledger';
import { createListings } from './modules/listings';
import { createLive } from './modules/live';
import { createMail } from './modules/mail';
import { createMessages } from './modules/messages';
import { createNotifications } from './modules/notifications';
import { createOffers } from './modules/offers';
import { createOverviews } from './modules/overviews';
import { createPayments } from './modules/payments';
import { createPayouts } from './modules/payouts';
import { createReports } from './modules/reports';
import { createReviews } from './modules/reviews';
import { createSettings } from './modules/settings';
import { createTransactions } from './modules/transactions';
import { createVerification } from './modules/verification';
import { createWebhookEndpoints, type ResolveName } from './modules/webhook-endpoints';
import { createCache } from './platform/cache/cache';
import { connectRedis } from './platform/cache/redis';
import { createSignals } from './platform/cache/signals';
import { openDatabase } from './platform/db/database';
import { migrate } from './platform/db/migrate';
import { createEvents } from './platform/events/events';
import { clockEndpoints } from './platform/http/clock-endpoint';
import { configEndpoint, type DemoPerson } from './platform/http/config-endpoint';
import { createFeatures } from './platform/http/features';
import { type FormPage, formPagesRouter } from './platform/http/form-pages';
import { createFinishedAnswers } from './platform/http/finished-answers';
import { healthEndpoints } from './platform/http/health';
import { createIdempotencyStore } from './platform/http/idempotency';
import { createMaintenance } from './platform/http/maintenance';
import { createServer } from './platform/http/node-server';
import { findBuiltDocument } from './platform/http/openapi/built-document';
import { createDocumentFiles } from './platform/http/openapi/document-files';
import { openApiDocument } from './platform/http/openapi/openapi-document';
import { pagesRouter } from './platform/http/pages';
import { PUBLIC_READING_LIMIT } from './platform/http/limits';
import { createRateLimits } from './platform/http/rate-limit';
import { buildHttp, type ServedEndpoint } from './platform/http/server';
import { createUploadRoom } from './platform/http/upload';
import { createUntrustedProxy } from './platform/http/untrusted-proxy';
import { createWebApp } from './platform/http/web-app';
import { createQueue } from './platform/jobs/queue';
import { createScheduler } from './platform/jobs/scheduler';
import { createUptime } from './platform/jobs/uptime';
import { DAY_MS, HOUR_MS, MovableClock, systemClock } from './platform/kernel/clock';
import { createClockStore } from './platform/kernel/clock-store';
import { armCrash } from './platform/kernel/crash';
import { once } from './platform/kernel/once';
import { createMetrics } from './platform/metrics/metrics';
import { measureInstance } from './platform/metrics/instance-metrics';
import { canListWaiting } from './platform/kernel/waiting';
import { createLiveConfig } from './platform/kernel/live-config';
import { createLogger, describeError } from './platform/kernel/logger';
import { createReportUnreadable } from './platform/kernel/report-unreadable';
import { createSealer } from './platform/kernel/sealing';
import { createMailer } from './platform/mail/mailer';
import { letterMoved } from './platform/mail/mail.events';
import { providerOf } from './platform/mail/provider-of';
import { createDiskStorage } from './platform/storage/disk';
import { createS3Storage } from './platform/storage/s3';
import { s3SettingsOf } from './platform/storage/storage.config';
import type { Platform } from './platform/platform';
import { SERVICE } from './platform/telemetry/service';
import { version } from '../package.json';

export interface AppOptions {
  silent?: boolean;
  /** Whom a page may offer to sign in as. */
  demoPeople?: readonly DemoPerson[];
  /** Payment gateways besides the built-in ones; the last takes new money. */
  gateways?: readonly GatewayMaker[];
  /** By which it lives, instead of the one that instances share. */
  clock?: MovableClock;
  /** Until it is over, jobs from before the instant are left to whoever makes up the past, who seals too, and no timer runs. */
  past?: { until: () => number | null; over: Promise<void> };
  /** Instead of the world's name servers, for the addresses that people give. */
  resolveName?: ResolveName;
}

export type App = ReturnType<typeof buildApp>;

/** Where the embedded database lives. */
export const embeddedFile = (config: Config): string => join(config.DATA_FOLDER, 'mc-exchange.db');

/** Beside what was built; beside the sources there is none. */
const BUILT_DOCUMENTS = join(__dirname, '../interface');

/** Where uploaded files live, unless on S3. */
const filesFolder = (config: Config): string => join(config.DATA_FOLDER, 'files');

/** Builds the whole product for one configuration. Nothing runs yet: see `start`. */
export function buildApp(given: Config, options: AppOptions = {}) {
  const movableClock = !options.clock && given.CLOCK === 'movable' ? new MovableClock() : null;
  const clock = options.clock ?? movableClock ?? systemClock;
  const liveConfig = createLiveConfig(given, SETTINGS, clock);
  const { config } = liveConfig;
  const readSetting = (name: string): unknown => config[name as keyof Config];
  const features = createFeatures(FEATURES, readSetting);
  const log = createLogger({
    level: config.LOG_LEVEL,
    pretty: !config.production,
    folder: config.logFolder,
    silent: options.silent ?? false,
    writer: { service: SERVICE, version },
  });
  const metrics = createMetrics({ port: config.METRICS_PORT, host: config.METRICS_HOST, log });
  const { measures } = metrics;
  const reportUnreadable = createReportUnreadable(log, measures);
  armCrash(config.CRASH_AT);
  const database = openDatabase({
    url: config.DATABASE_URL?.replace(/^mariadb:/, 'mysql:'),
    embeddedFile: embeddedFile(config),
    poolSize: config.DATABASE_POOL_SIZE,
    tls: config.DATABASE_TLS === 'verify',
    log,
    measures,
  });
  const redis = config.REDIS_URL ? connectRedis(config.REDIS_URL, config.REDIS_KEY_PREFIX, log) : null;
  if (!redis) log.info('Redis is not configured: cache and limits are kept within this process');
  const cache = createCache(redis);
  const signals = createSignals(redis);
  const maintenance = createMaintenance(database, clock, log, measures);
  const queue = createQueue(database, clock, log, {
    ...{ jobsAtOnce: config.JOBS_AT_ONCE, measures, reportUnreadable, signals },
    isPaused: () => maintenance.now() !== null,
    notBefore: () => options.past?.until() ?? 0,
  });
  const uptime = createUptime(database, clock, log);
  const scheduler = createScheduler(queue, clock, log, uptime);
  const events = createEvents({ database, queue, scheduler, signals, clock, log, measures });
  const mailer = createMailer({
    database,
    clock,
    scheduler,
    log,
    queue,
    uptime,
    provider: providerOf(config),
    perSecond: config.MAIL_PER_SECOND,
    siteUrl: config.siteUrl,
    measures,
    tell: (moved) => events.emit(letterMoved, moved),
    sealer: createSealer(config.JWT_ACCESS_SECRET, 'mail-outbox'),
  });
  const s3 = s3SettingsOf(config);
  const storage = s3 ? createS3Storage(s3, log) : createDiskStorage(filesFolder(config));
  const idempotency = createIdempotencyStore(database, clock);
  const clockStore = movableClock ? createClockStore(database, movableClock) : null;
  const endpoints: ServedEndpoint[] = [];
  const serve: Platform['serve'] = (tag, added) => endpoints.push(...added.map((each) => ({ ...each, tag })));
  const formPages: FormPage[] = [];
  const platform: Platform<Config> = {
    config,
    clock,
    features,
    log,
    measures,
    reportUnreadable,
    database,
    queue,
    events,
    scheduler,
    uptime,
    cache,
    signals,
    mailer,
    storage,
    endpoints,
    serve,
    showPages: (pages) => void formPages.push(...pages),
  };

  const audit = createAudit(platform, () => typeof options.past?.until() === 'number');
  const ledger = createLedger(platform);
  const approvals = createApprovals(platform, { audit });
  const identity = createIdentity(platform, { approvals, audit });
  const settings = createSettings(platform, { approvals, audit, identity }, liveConfig);
  const mail = createMail(platform, { audit });
  const documents = createDocuments(platform, { audit, identity });
  const carriers = createCarriers(platform, { audit, documents, identity });
  const gateway = createGateway(platform, { approvals, audit, identity, ledger }, options.gateways);
  const verification = createVerification(platform, { audit, carriers, documents, identity, gateway });
  const payments = createPayments(platform, { approvals, audit, identity, ledger, gateway });
  const payouts = createPayouts(platform, { approvals, audit, identity, ledger, gateway, payments });
  const billing = createBilling(platform, { approvals, audit, ledger, identity, gateway, payments });
  const listings = createListings(platform, {
    verification,
    approvals,
    audit,
    ledger,
    identity,
    documents,
    carriers,
    payments,
    billing,
  });
  const offers = createOffers(platform, { audit, carriers, identity, listings, verification });
  const transactions = createTransactions(platform, {
    approvals,
    audit,
    ledger,
    identity,
    documents,
    carriers,
    payments,
    payouts,
    listings,
    offers,
  });
  createAssistance(platform, { audit, identity, listings, offers, transactions });
  const brokers = createBrokers(platform, { audit, identity, ledger, settings, transactions, verification });
  createBroadcasts(platform, { audit, identity });
  createWebhookEndpoints(platform, { audit, identity }, options.resolveName);
  const messages = createMessages(platform, { audit, documents, identity, listings, offers, transactions });
  const reviews = createReviews(platform, { audit, identity, listings, transactions, verification });
  const reports = createReports(platform, { audit, documents, identity, listings, reviews });
  const notifications = createNotifications(platform, {
    brokers,
    identity,
    messages,
    queues: () => Object.values(modules).filter(canListWaiting),
  });
  const modules = {
    audit,
    ledger,
    approvals,
    identity,
    mail,
    documents,
    carriers,
    verification,
    gateway,
    payments,
    payouts,
    billing,
    listings,
    offers,
    transactions,
    brokers,
    messages,
    reports,
    notifications,
  };
  const limits = createRateLimits(redis, config.RATE_LIMIT_PROFILE, measures, ({ setting, requests }) =>
    setting ? Number(readSetting(setting)) : requests,
  );
  const live = createLive(platform, { identity, messages, transactions, limits });
  const untrustedProxy = createUntrustedProxy(log);
  createAnalytics(platform, { billing, ledger, listings, transactions });
  createOverviews(platform, { billing, ledger, listings, offers, transactions });
  const admin = createAdmin(platform, { approvals, audit, identity, ledger, modules });

  scheduler.every('platform.clean-up', HOUR_MS, async () => {
    await queue.deleteOldDone();
    await idempotency.deleteOld();
    await storage.deleteAbandoned();
  });
  let stopping = false;
  serve('Platform', [
    ...healthEndpoints({
      untrustedProxy,
      maintenance,
      database,
      redis,
      cache,
      queue,
      storage,
      mailer,
      signals,
      sockets: live.statistics,
      clock,
      version,
      statsToken: config.STATS_TOKEN,
      isStopping: () => stopping,
    }),
    configEndpoint(
      { shape: config.shown.shape, values: liveConfig.shown },
      [payments.shown, maintenance.shown],
      config.production ? [] : (options.demoPeople ?? []),
    ),
    ...clockEndpoints(clock, clockStore, audit),
  ]);

  const document = once(() => openApiDocument(endpoints, interfaceFrame(readExamples(config.productFolder))));
  const documentFiles = createDocumentFiles(document, findBuiltDocument(BUILT_DOCUMENTS, endpoints));
  const finished = createFinishedAnswers({ clock, events, conditions: [liveConfig.shown, maintenance.now] });
  const publicReading = limits.of(PUBLIC_READING_LIMIT, true);
  const web = createWebApp({
    ...{ folder: config.WEB_FOLDER, production: config.production, storage },
    outside: config.PAYMENT_GATEWAY === 'stripe' ? CARD_FORM_SOURCES : null,
    ...{ siteUrl: config.siteUrl, things: [listings.teasers], finished, limiter: publicReading, log },
  });
  const keepReleaseFiles = () =>
    web.releaseFiles
      .keep()
      .catch((error: unknown) =>
        log.error('the files of this release cannot be kept', { error: describeError(error) }),
      );
  // Elsewhere nobody's tab outlives a release.
  if (config.production) scheduler.every('platform.keep-release-files', DAY_MS, keepReleaseFiles);
  const http = buildHttp({
    endpoints,
    authenticate: identity.authenticate,
    auditImpersonation: identity.auditImpersonation,
    limits,
    features,
    uploads: createUploadRoom(config.UPLOADS_MB_AT_ONCE * 1024 * 1024),
    idempotency,
    finished,
    log,
    measures,
    reportUnreadable,
    corsOrigins: config.CORS_ORIGINS,
    trustProxyHops: config.TRUST_PROXY_HOPS,
    untrustedProxy,
    production: config.production,
    maintenance,
    pages: pagesRouter({
      endpoints,
      documentFiles,
      limit: publicReading,
      forms: formPagesRouter(formPages, limits),
      web,
      mailer,
      siteUrl: config.siteUrl,
      showOutbox: !config.production,
    }),
  });
  measureInstance({
    ...{ measures, version, clock, redis, cache, queue, mailer, maintenance, untrustedProxy },
    sockets: live.statistics,
    waiting: Object.values(modules).filter(canListWaiting),
  });
  const { server, drain } = createServer(http);
  live.attach(server);

  return {
    config,
    platform,
    modules: { ...modules, admin, live },
    http,
    server,
    metrics,
    maintenance,
    releaseFiles: web.releaseFiles,
    redis,
    endpoints,
    document,
    clockStore,
    migrate: () => migrate(database, migrations, log),

    /** Brings the schema up to date and the clock to where it was. */
    async prepare(): Promise<void> {
      await migrate(database, migrations, log);
      await clockStore?.load();
      await settings.load();
      await maintenance.load();
      const [installation] = await database.select<{ id: string }>('SELECT id FROM installation');
      if (installation) cache.belongTo(installation.id);
    },

    /** Serves requests and works through jobs. Answers the port. */
    async start(): Promise<number> {
      for (const warning of config.warnings) log.warn(warning);
      await uptime.beat();
      await new Promise<void>((resolve, reject) => {
        server.once('error', reject);
        server.listen(config.PORT, config.HOST, resolve);
      });
      const metricsPort = await metrics.start();
      if (metricsPort !== null)
        log.info('figures are served', { host: config.METRICS_HOST, port: metricsPort });
      if (config.JOBS === 'on') {
        queue.start();
        if (options.past) void options.past.over.then(() => (stopping ? undefined : scheduler.start()));
        else scheduler.start();
      } else log.info('serves requests alone: jobs and timers are off here');
      events.start();
      live.start();
      clockStore?.start();
      maintenance.start();
      // At once: instances of the release before are asked for them too.
      if (config.production) void keepReleaseFiles();
      documentFiles
        .prepare()
        .catch((error: unknown) =>
          log.error('the OpenAPI document cannot be written', { error: describeError(error) }),
        );
      return (server.address() as AddressInfo).port;
    },

    /** Says `not ready` for `graceMs` while it still serves, finishes what is under way, closes everything. */
    async stop(graceMs = 0): Promise<void> {
      stopping = true;
      scheduler.stop();
      clockStore?.stop();
      maintenance.stop();
      await drain(graceMs, live.close);
      await events.stop();
      await queue.stop();
      await metrics.stop();
      mailer.close();
      signals.close();
      await redis?.close();
      await storage.close();
      await database.close();
      log.close();
    },
  };
}
