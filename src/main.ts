/** Starts the product and stops it again when asked to. */
import { createRequire } from 'node:module';
import type * as Product from './app';
import { ConfigurationError, readConfig } from './config';
import { databaseTroubleOf } from './platform/db/database-trouble';
import { SECOND_MS } from './platform/kernel/clock';
import { createLogger, describeError, type Logger } from './platform/kernel/logger';
import { reportFaults } from './platform/telemetry/sentry';
import { SERVICE } from './platform/telemetry/service';
import { startTracing } from './platform/telemetry/tracing';
import { runUntilSignal } from './run';
import { version } from '../package.json';

let app: Product.App | undefined;

async function main(): Promise<void> {
  const config = readConfig(process.env);
  const tracing = await startTracing(config, version);
  // Loaded only now: what is traced is watched from its loading on.
  const { buildApp } = createRequire(__filename)('./app') as typeof Product;
  const product = buildApp(config);
  app = product;
  const { log } = product.platform;
  const faults = await reportFaults(config, log, version);
  await product.prepare();
  const port = await product.start();
  log.info('listening', { host: config.HOST, port });
  runUntilSignal(product, async () => {
    await Promise.all([tracing?.stop(), faults?.stop()]);
  });
}

/** So long what was opened may take to close, and the log to be written, after the start has failed. */
const CLOSING_MS = 3 * SECOND_MS;

/** Before the product is built there is no logger yet. */
const firstLogger = (pretty: boolean): Logger =>
  createLogger({ level: 'error', pretty, folder: undefined, writer: { service: SERVICE, version } });

/** Where machines read the log, one line with all that is wrong; a developer is told line by line. */
async function sayWhyNot(error: unknown): Promise<void> {
  const wrong = error instanceof ConfigurationError;
  if (wrong && process.env.NODE_ENV !== 'production') {
    process.stderr.write(`${error.message}\n`);
    return;
  }
  const log = app?.platform.log ?? firstLogger(process.env.NODE_ENV !== 'production');
  const remedy = databaseTroubleOf(error)?.remedy ?? '`mcx doctor` looks for what is wrong.';
  log.error(
    'could not start',
    wrong ? { problems: error.problems } : { error: describeError(error), remedy },
  );
  setTimeout(() => process.exit(1), CLOSING_MS);
  await app?.stop();
}

main().catch((error: unknown) => {
  const exit = () => process.exit(1);
  sayWhyNot(error).then(exit, exit);
});
