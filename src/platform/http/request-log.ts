/** Gives each request its id and one line in the log: method, route, status, duration, who. */
import type { RequestHandler } from 'express';
import { newId } from '../kernel/ids';
import { type Logger, withLogContext } from '../kernel/logger';
import { actorOf, rememberRequestId, routeOf } from './request';

const SLOW_MS = 1_000;
const GOOD_REQUEST_ID = /^[\w.:-]{8,64}$/;
const HEALTH = /^\/api(\/v1)?\/health/;

export function requestLog(log: Logger): RequestHandler {
  return (req, res, next) => {
    const given = req.get('x-request-id');
    const requestId = given && GOOD_REQUEST_ID.test(given) ? given : newId();
    rememberRequestId(res, requestId);
    res.setHeader('X-Request-Id', requestId);
    const startedAt = performance.now();
    withLogContext({ requestId }, () => {
      res.once('close', () => {
        if (HEALTH.test(req.path)) return;
        const durationMs = Math.round(performance.now() - startedAt);
        log[durationMs > SLOW_MS ? 'warn' : 'http'](durationMs > SLOW_MS ? 'slow request' : 'request', {
          requestId,
          method: req.method,
          route: routeOf(res) ?? '(none)',
          status: res.statusCode,
          durationMs,
          userId: actorOf(res)?.userId,
          ...(res.writableFinished ? {} : { aborted: true }),
        });
      });
      next();
    });
  };
}
