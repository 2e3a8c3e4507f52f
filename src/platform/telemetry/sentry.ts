/** Tells Sentry of faults: every error of the log, as the log has it. Loaded only where SENTRY_DSN is set. */
import type { defaultStackParser } from '@sentry/node';
import { MINUTE_MS } from '../kernel/clock';
import type { LogFields, Logger } from '../kernel/logger';
import type { PlatformConfig } from '../platform.config';
import { SERVICE } from './service';

export interface FaultReports {
  /** Waits until what was told has been sent. */
  stop(): Promise<void>;
}

/** One fault that comes with every request is told so often, and no more. */
const MOST_A_MINUTE = 60;
const LAST_WORDS_MS = 2_000;

type SentryConfig = Pick<PlatformConfig, 'SENTRY_DSN' | 'SENTRY_ENVIRONMENT' | 'NODE_ENV'>;

export async function reportFaults(
  { SENTRY_DSN, SENTRY_ENVIRONMENT, NODE_ENV }: SentryConfig,
  log: Logger,
  version: string,
): Promise<FaultReports | null> {
  if (SENTRY_DSN === undefined) return null;
  const sentry = await import('@sentry/node');
  sentry.init({
    dsn: SENTRY_DSN,
    release: `${SERVICE}@${version}`,
    environment: SENTRY_ENVIRONMENT ?? NODE_ENV,
    // Nothing but what the log has: no requests, no users, no breadcrumbs.
    defaultIntegrations: false,
    // Traces are OpenTelemetry's, where they are wanted.
    enableOpenTelemetrySetup: false,
    enableRuntimeChannelInjection: false,
    tracesSampleRate: 0,
  });
  let window = { since: 0, told: 0 };
  log.onError((line) => {
    const now = performance.now();
    if (now - window.since > MINUTE_MS) window = { since: now, told: 0 };
    window.told += 1;
    if (window.told > MOST_A_MINUTE) return;
    sentry.captureEvent(eventOf(line, (stack) => sentry.defaultStackParser(stack)));
  });
  return { stop: async () => void (await sentry.close(LAST_WORDS_MS)) };
}

type Frames = ReturnType<typeof defaultStackParser>;

function eventOf({ message, error, ...facts }: LogFields, framesOf: (stack: string) => Frames) {
  const { name = 'Error', message: detail, stack } = (error ?? {}) as Partial<Record<string, string>>;
  const tags = Object.fromEntries(
    ['requestId', 'method', 'path', 'code', 'job'].flatMap((tag) =>
      typeof facts[tag] === 'string' ? [[tag, facts[tag]]] : [],
    ),
  );
  return {
    level: 'error' as const,
    message: message as string,
    tags,
    extra: { ...facts, ...(error === undefined ? {} : { error }) },
    ...(typeof detail === 'string'
      ? {
          exception: {
            values: [
              {
                ...{ type: name, value: detail },
                ...(typeof stack === 'string' ? { stacktrace: { frames: framesOf(stack) } } : {}),
              },
            ],
          },
        }
      : {}),
  };
}
