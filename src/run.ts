/** Keeps a started product running until a signal or a fatal error ends it. */
import type { App } from './app';
import { SECOND_MS } from './platform/kernel/clock';
import { describeError } from './platform/kernel/logger';

const STOP_DEADLINE_MS = 25 * SECOND_MS;

export function runUntilSignal(app: App): void {
  const { log } = app.platform;
  let stopping = false;

  const stop = (why: string, exitCode: number) => {
    if (stopping) {
      log.warn('forced to stop', { why });
      process.exit(1);
    }
    stopping = true;
    log.info('stopping', { why });
    const deadline = setTimeout(() => process.exit(1), STOP_DEADLINE_MS);
    deadline.unref();
    app.stop().then(
      () => process.exit(exitCode),
      () => process.exit(1),
    );
  };

  process.on('SIGTERM', () => stop('SIGTERM', 0));
  process.on('SIGINT', () => stop('SIGINT', 0));
  process.on('unhandledRejection', (error) => {
    log.error('unhandled rejection', { error: describeError(error) });
    stop('unhandled rejection', 1);
  });
  process.on('uncaughtException', (error) => {
    log.error('uncaught exception', { error: describeError(error) });
    stop('uncaught exception', 1);
  });
}
