/** Gives each request its id and one line in the log: method, route, status, duration, who; of a refusal also where and why. */
import { type IncomingMessage, type ServerResponse, STATUS_CODES } from 'node:http';
import { SECOND_MS } from '../kernel/clock';
import { newId } from '../kernel/ids';
import type { LogFields, Logger } from '../kernel/logger';
import { redactText } from '../kernel/redact';
import { type Measures, only } from '../metrics/measures';
import {
  actorOf,
  beginRequest,
  loggablePath,
  problemOf,
  requestIdOf,
  routeOf,
  targetOf,
  tookMs,
} from './request';

const SLOW_MS = 1_000;
const GOOD_REQUEST_ID = /^[\w.:-]{8,64}$/;
const HEALTH = /^\/api(\/v1)?\/health(\/|\?|$)/;

const BUCKETS = [0.01, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 8];
const METHODS = ['GET', 'HEAD', 'POST', 'PUT', 'DELETE', 'OPTIONS', 'PATCH'];
const STATUSES = Object.keys(STATUS_CODES);
/** Of a request that ended before it was answered. */
const ABORTED = 'aborted';
const NO_ROUTE = '(none)';

/** Begins a request: its id, what it carries along, and what is told of it when it ends. Answers the id. */
export type RequestLog = (req: IncomingMessage, res: ServerResponse, address: string) => string;

/** `routes`: of every endpoint; nothing else becomes a label. */
export function createRequestLog(
  log: Logger,
  measures: Measures,
  routes: () => readonly string[],
): RequestLog {
  const known = () => [...routes(), NO_ROUTE];
  const count = measures.counter('mcx_http_requests_total', 'Requests that were answered.', {
    ...{ method: METHODS, route: known, status: [...STATUSES, ABORTED] },
  });
  const countDuration = measures.durations(
    'mcx_http_request_seconds',
    'How long requests took.',
    { method: METHODS, route: known },
    BUCKETS,
  );
  let underWay = 0;
  measures.gauge('mcx_http_requests_under_way', 'Requests that are being answered.', {}, () =>
    only(underWay),
  );

  function end(this: ServerResponse): void {
    underWay -= 1;
    // One function for all requests: an answer knows its request.
    const { req } = this;
    const took = tookMs(this);
    const method = req.method ?? '';
    const route = routeOf(this) ?? NO_ROUTE;
    count({ method, route, status: this.writableFinished ? String(this.statusCode) : ABORTED });
    countDuration({ method, route }, took / SECOND_MS);
    const durationMs = Math.round(took);
    const isSlow = durationMs > SLOW_MS;
    if ((!isSlow && !log.tellsRequests) || HEALTH.test(targetOf(req))) return;
    const line: LogFields = {
      requestId: shownId(this),
      method,
      route,
      status: this.statusCode,
      durationMs,
      userId: actorOf(this)?.userId,
    };
    if (this.statusCode >= 400) {
      line.path = redactText(loggablePath(req, this));
      line.code = problemOf(this);
    }
    if (!this.writableFinished) line.aborted = true;
    if (isSlow) log.warn('slow request', line);
    else log.request(line);
  }

  return (req, res, address) => {
    const given = req.headers['x-request-id'];
    const requestId = typeof given === 'string' && GOOD_REQUEST_ID.test(given) ? given : newId();
    beginRequest(res, requestId, address);
    underWay += 1;
    // Of which there is one; to listen once costs more.
    res.on('close', end);
    return requestId;
  };
}

/** An id that the caller made up may be anything. */
const shownId = (res: ServerResponse): string =>
  res.req.headers['x-request-id'] === undefined ? requestIdOf(res) : redactText(requestIdOf(res));
