/** The policy of every request, whatever it asks for: its id, headers, log line, deadline; then the interface or a page. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import express, {
  type ErrorRequestHandler,
  type Express,
  type Request,
  type Response,
  type Router,
} from 'express';
import compression from 'compression';
import { withinRequestDeadline } from '../db/deadline';
import { describeError, type Logger, withLogContext } from '../kernel/logger';
import { type ReportUnreadable, leavingOutUnreadable } from '../kernel/unreadable';
import type { Measures } from '../metrics/measures';
import { createApi, type FoundEndpoint, type Target } from './api';
import { clientAddress } from './client-address';
import { answerProblem, toProblem } from './error-answer';
import { type FixedHeaders, fixedHeaders, type HeaderList, setAll } from './fixed-headers';
import type { Maintenance } from './maintenance';
import { invalidRequest, notFound, payloadTooLarge, unauthorized } from './problem';
import { loggablePath, rememberProblem, requestIdOf } from './request';
import { createRequestLog } from './request-log';
import { isReading } from './send';
import type { EndpointOptions, ServedEndpoint } from './serve-endpoint';
import type { UntrustedProxy } from './untrusted-proxy';

export type { ServedEndpoint } from './serve-endpoint';

export interface HttpOptions extends EndpointOptions {
  endpoints: ServedEndpoint[];
  log: Logger;
  measures: Measures;
  reportUnreadable: ReportUnreadable;
  corsOrigins: string[];
  trustProxyHops: number;
  /** Notices a proxy that nobody has told us of. */
  untrustedProxy: UntrustedProxy;
  /** Refuses what would change something while the platform is closed. */
  maintenance: Pick<Maintenance, 'refuseChanges'>;
  /** Pages for people (root page, API page), outside the interface. */
  pages: Router;
}

/** Answers every request, and never throws. */
export type HttpHandler = (req: IncomingMessage, res: ServerResponse) => void;

export function buildHttp(options: HttpOptions): HttpHandler {
  const { log, production, trustProxyHops, untrustedProxy, maintenance, reportUnreadable } = options;
  const begin = createRequestLog(log, options.measures, () =>
    options.endpoints.map(({ contract }) => contract.path),
  );
  const headers = fixedHeaders(options);
  const api = createApi(options.endpoints, options);
  const refuse = refusal(log, production, headers);
  const pages = pagesApp(options, refuse);

  /** Null where the address is none of the interface. Throws what refuses the request whatever it asks for. */
  function lookUp(req: IncomingMessage, res: ServerResponse, target: Target | null): FoundEndpoint | null {
    if (!target) throw invalidRequest('The address could not be read.');
    const found = api.find(req, res, target);
    if (!found?.whileClosed) maintenance.refuseChanges(req.method);
    return found;
  }

  const handle = (req: IncomingMessage, res: ServerResponse, found: FoundEndpoint | null): void =>
    void withinRequestDeadline(() => serve(req, res, found));

  async function serve(
    req: IncomingMessage,
    res: ServerResponse,
    found: FoundEndpoint | null,
  ): Promise<void> {
    try {
      if (!found) {
        pages(req as Request, res as Response);
        return;
      }
      // What changes something may answer a token or a code, to strangers too: nobody on the way keeps it.
      if (!isReading(req)) res.setHeader('Cache-Control', 'no-store');
      await found.serve();
    } catch (error) {
      refuse(error, req, res);
    }
  }

  return (req, res) => {
    const requestId = begin(req, res, clientAddress(req, trustProxyHops));
    if (trustProxyHops === 0) untrustedProxy.watch(req);
    const fixed = headers.of(req.headers.origin);
    if (req.method === 'OPTIONS') {
      setFrame(res, fixed.page);
      headers.preflight(req, res, () => undefined);
      return;
    }
    try {
      if (isReading(req) && api.serveKept(req, res, fixed.data)) return;
      const found = lookUp(req, res, targetIn(req.url ?? ''));
      setFrame(res, found ? fixed.data : fixed.page);
      withLogContext({ requestId }, () =>
        leavingOutUnreadable(reportUnreadable, () => handle(req, res, found)),
      );
    } catch (error) {
      withLogContext({ requestId }, () => refuse(error, req, res));
    }
  };
}

function setFrame(res: ServerResponse, list: HeaderList): void {
  res.setHeader('X-Request-Id', requestIdOf(res));
  setAll(res, list);
}

/** Null where the address cannot be taken apart. A proxy may send the whole of it. */
function targetIn(url: string): Target | null {
  const start = url.startsWith('/') ? url : URL.parse(url);
  if (start === null) return null;
  if (typeof start !== 'string') return { path: start.pathname, search: start.search.slice(1) };
  const mark = start.indexOf('?');
  return mark < 0
    ? { path: start, search: '' }
    : { path: start.slice(0, mark), search: start.slice(mark + 1) };
}

type Refuse = (error: unknown, req: IncomingMessage, res: ServerResponse) => void;

const refusal =
  (log: Logger, production: boolean, headers: FixedHeaders): Refuse =>
  (error, req, res) => {
    if (!res.headersSent) setFrame(res, headers.of(req.headers.origin).data);
    const problem = toProblem(error);
    rememberProblem(res, problem.code);
    const refused = { method: req.method, path: loggablePath(req, res), code: problem.code };
    if (problem.extras.intended) {
      log.info('refused as intended', refused);
    } else if (problem.status >= 500) {
      log.error('request failed', { ...refused, error: describeError(error) });
    } else if (problem.kind === unauthorized || problem.status === 403) {
      log.info('access refused', refused);
    }
    // The rest of a body that is too large is not waited for.
    if (problem.kind === payloadTooLarge) res.setHeader('Connection', 'close');
    answerProblem(res, problem, requestIdOf(res), production ? undefined : error);
  };

function pagesApp({ trustProxyHops, pages }: HttpOptions, refuse: Refuse): Express {
  const app = express();
  app.disable('x-powered-by');
  app.set('trust proxy', trustProxyHops);
  app.set('query parser', 'simple');
  app.use(compression({ threshold: 1024 }));
  app.use(pages);
  app.use((_req, _res, next) =>
    next(notFound('There is nothing at this address. See /api/docs for what there is.')),
  );
  // Express knows an error handler by its four parameters.
  const refuseLast: ErrorRequestHandler = (error, req, res, _next) => refuse(error, req, res);
  app.use(refuseLast);
  return app;
}
