/** Asks over HTTP with patience and manners: time-outs, few retries, a circuit breaker, and a pace. */
import Bottleneck from 'bottleneck';
import {
  BrokenCircuitError,
  circuitBreaker,
  ConsecutiveBreaker,
  ExponentialBackoff,
  handleWhenResult,
  type IPolicy,
  retry,
  timeout,
  TimeoutStrategy,
  wrap,
} from 'cockatiel';
import { SECOND_MS } from '../../../platform/kernel/clock';
import type { Logger } from '../../../platform/kernel/logger';
import type { Delivery, Transport, UnavailableReason } from './transport';

const RETRIES = 2;
const RETRY_DELAY_MS = 250;
/** Failures in a row after which nothing is sent until the rest is over. */
const BREAKER_FAILURES = 6;
const BREAKER_REST_MS = 30 * SECOND_MS;
/** The largest real answer, a name search of 50 carriers, is about 120 kB. */
const MAX_BODY_BYTES = 2_000_000;

export interface HttpOptions {
  baseUrl: string;
  /** Added to every query; never part of a log line, an error or a stored address. */
  webKey?: string | undefined;
  /** Sent with every request; of them, too, nothing is logged. */
  headers?: Record<string, string>;
  timeoutMs: number;
  log: Logger;
  requestsPerSecond: number;
  retryDelayMs?: number;
  breakerRestMs?: number;
}

const failure = (reason: UnavailableReason): Delivery => ({ kind: 'failure', reason });

/** What broke may be whole a moment later. What is slow is only made slower by asking it again. */
const isBroken = (delivery: Delivery): boolean =>
  delivery.kind === 'failure'
    ? delivery.reason === 'http'
    : delivery.kind === 'answer' && delivery.status >= 500;

const isSlow = (delivery: Delivery): boolean => delivery.kind === 'failure' && delivery.reason === 'timeout';

/** `/carriers/158121/basics` → `/carriers/:/basics`: what fails together. */
const kindOf = (path: string): string =>
  path
    .replace(/\?.*$/, '')
    .replace(/\/name\/.*$/, '/name/:')
    .replace(/\/\d+/g, '/:');

export function createHttpGet(options: HttpOptions): Transport['get'] {
  const limiter = new Bottleneck({
    minTime: Math.ceil(SECOND_MS / options.requestsPerSecond),
  });
  const breakerOf = (kind: string, cause: string, fails: (delivery: Delivery) => boolean) => {
    const where = { baseUrl: options.baseUrl, path: kind, cause };
    const breaker = circuitBreaker(
      handleWhenResult((result) => fails(result as Delivery)),
      {
        halfOpenAfter: options.breakerRestMs ?? BREAKER_REST_MS,
        breaker: new ConsecutiveBreaker(BREAKER_FAILURES),
      },
    );
    breaker.onBreak(() => options.log.warn('FMCSA does not answer; asking is suspended', where));
    breaker.onReset(() => options.log.info('FMCSA answers again', where));
    return breaker;
  };
  /** By kind of path: one that is slow or broken does not shut the others out. */
  const guards = new Map<string, IPolicy>();
  const guardOf = (path: string): IPolicy => {
    const kind = kindOf(path);
    const known = guards.get(kind);
    if (known) return known;
    const repeated = retry(
      handleWhenResult((result) => isBroken(result as Delivery)),
      {
        maxAttempts: RETRIES,
        backoff: new ExponentialBackoff({ initialDelay: options.retryDelayMs ?? RETRY_DELAY_MS }),
      },
    );
    const guard = wrap(repeated, breakerOf(kind, 'broken', isBroken), breakerOf(kind, 'slow', isSlow));
    guards.set(kind, guard);
    return guard;
  };
  // Cooperative: the signal ends the request itself, so that no socket lives on behind a time-out.
  const deadline = timeout(options.timeoutMs, TimeoutStrategy.Cooperative);

  return async (path, givenUp) => {
    const address = addressOf(options, path);
    // Whoever waited has gone: that it has no answer counts for nothing against FMCSA.
    const once = () =>
      deadline.execute(async ({ signal }) => {
        const delivery = await ask(address, signal, options.headers);
        return givenUp?.aborted && delivery.kind === 'failure' ? failure('slow') : delivery;
      }, givenUp);
    try {
      return await guardOf(path).execute(() => limiter.schedule(once));
    } catch (error) {
      if (!(error instanceof BrokenCircuitError)) throw error;
      return failure('http');
    }
  };
}

function addressOf({ baseUrl, webKey }: HttpOptions, path: string): URL {
  const address = new URL(baseUrl.replace(/\/+$/, '') + path);
  if (webKey !== undefined) address.searchParams.set('webKey', webKey);
  return address;
}

/** One request. An error is told by its kind alone: the client's own message may carry the address with its key. */
async function ask(
  address: URL,
  signal: AbortSignal,
  headers: Record<string, string> = {},
): Promise<Delivery> {
  try {
    const response = await fetch(address, {
      signal,
      redirect: 'manual',
      headers: { ...headers, accept: 'application/json' },
    });
    const body = await readCapped(response);
    if (body === null) return failure('parse');
    return {
      kind: 'answer',
      status: response.status,
      contentType: response.headers.get('content-type') ?? '',
      body,
    };
  } catch {
    return failure(signal.aborted ? 'timeout' : 'http');
  }
}

/** The body as text; null once it is larger than any real answer. */
async function readCapped(response: Response): Promise<string | null> {
  if (!response.body) return '';
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of response.body as AsyncIterable<Uint8Array>) {
    size += chunk.byteLength;
    if (size > MAX_BODY_BYTES) return null;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}
