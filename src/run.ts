/** Keeps a started product running until a signal or a fatal error ends it. */
import type { App } from './app';
import { SECOND_MS } from './platform/kernel/clock';
import { describeError } from './platform/kernel/logger';

/** After the grace: what is not finished by then is not going to be. */
const STOP_DEADLINE_MS = 25 * SECOND_MS;

/** `after`: what is done once the product has stopped, within the same deadline. */
export function runUntilSignal(app: App, after: () => Promise<void> = () => Promise.resolve()): void {
  const { log } = app.platform;
  let stopping = false;

  const stop = (why: string, exitCode: number, graceMs: number) => {
    if (stopping) {
      log.warn('forced to stop', { why });
      process.exit(1);
    }
    stopping = true;
    log.info('stopping', { why, graceMs });
    const deadline = setTimeout(() => process.exit(1), graceMs + STOP_DEADLINE_MS);
    deadline.unref();
    app
      .stop(graceMs)
      .then(after)
      .then(
        () => process.exit(exitCode),
        () => process.exit(1),
      );
  };

  process.on('SIGTERM', () => stop('SIGTERM', 0, app.config.SHUTDOWN_GRACE_MS));
  process.on('SIGINT', () => stop('SIGINT', 0, 0));
  process.on('unhandledRejection', (error) => {
    log.error('unhandled rejection', { error: describeError(error) });
    stop('unhandled rejection', 1, 0);
  });
  process.on('uncaughtException', (error) => {
    log.error('uncaught exception', { error: describeError(error) });
    stop('uncaught exception', 1, 0);
  });
}
