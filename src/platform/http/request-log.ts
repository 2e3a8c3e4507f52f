/** Gives each request its id and one line in the log: method, route, status, duration, who; of a refusal also where and why. */
import { STATUS_CODES } from 'node:http';
import type { RequestHandler } from 'express';
import { SECOND_MS } from '../kernel/clock';
import { newId } from '../kernel/ids';
import { type Logger, withLogContext } from '../kernel/logger';
import { type Measures, only } from '../metrics/measures';
import { actorOf, loggablePath, problemOf, rememberRequestId, routeOf } from './request';

const SLOW_MS = 1_000;
const GOOD_REQUEST_ID = /^[\w.:-]{8,64}$/;
/** As it came: within the router, `req.path` lacks its start. */
const HEALTH = /^\/api(\/v1)?\/health(\/|\?|$)/;

const BUCKETS = [0.01, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 8];
const METHODS = ['GET', 'HEAD', 'POST', 'PUT', 'DELETE', 'OPTIONS', 'PATCH'];
const STATUSES = Object.keys(STATUS_CODES);
/** Of a request that ended before it was answered. */
const ABORTED = 'aborted';
const NO_ROUTE = '(none)';

/** `routes`: of every endpoint; nothing else becomes a label. */
export function requestLog(log: Logger, measures: Measures, routes: () => readonly string[]): RequestHandler {
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
  return (req, res, next) => {
    const given = req.get('x-request-id');
    const requestId = given && GOOD_REQUEST_ID.test(given) ? given : newId();
    rememberRequestId(res, requestId);
    res.setHeader('X-Request-Id', requestId);
    const startedAt = performance.now();
    underWay += 1;
    withLogContext({ requestId }, () => {
      res.once('close', () => {
        underWay -= 1;
        const tookMs = performance.now() - startedAt;
        const durationMs = Math.round(tookMs);
        const labels = { method: req.method, route: routeOf(res) ?? NO_ROUTE };
        count({ ...labels, status: res.writableFinished ? String(res.statusCode) : ABORTED });
        countDuration(labels, tookMs / SECOND_MS);
        if (HEALTH.test(req.originalUrl)) return;
        log[durationMs > SLOW_MS ? 'warn' : 'http'](durationMs > SLOW_MS ? 'slow request' : 'request', {
          requestId,
          method: req.method,
          route: labels.route,
          status: res.statusCode,
          durationMs,
          userId: actorOf(res)?.userId,
          ...(res.statusCode >= 400 ? { path: loggablePath(req, res), code: problemOf(res) } : {}),
          ...(res.writableFinished ? {} : { aborted: true }),
        });
      });
      next();
    });
  };
}
