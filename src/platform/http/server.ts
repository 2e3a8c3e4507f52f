/** Turns endpoints into an HTTP interface: who asks, how often, is it well-formed, call, is the answer well-formed. */
import { createHash } from 'node:crypto';
import compression from 'compression';
import cors from 'cors';
import express, { type ErrorRequestHandler, type Express, type RequestHandler, Router } from 'express';
import helmet from 'helmet';
import { withinRequestDeadline } from '../db/deadline';
import type { UserActor } from '../kernel/actor';
import { addLogContext, describeError, type Logger } from '../kernel/logger';
import type { Measures } from '../metrics/measures';
import { admit } from './admission';
import { Answer, type Endpoint } from './endpoint';
import { idempotencyKeyMissing, type IdempotencyStore } from './idempotency';
import { Download, sendDownload } from './download';
import { corsOriginOf, DATA_POLICY, STRICT_TRANSPORT } from './headers';
import { limitOf, parseInput, problemsOf, wrapAnswer } from './contract';
import { answerProblem, toProblem } from './error-answer';
import {
  methodNotAllowed,
  notFound,
  payloadTooLarge,
  Problem,
  unauthorized,
  unsupportedMediaType,
} from './problem';
import type { RateLimits } from './rate-limit';
import { RawJson } from './raw-json';
import { actorOf, loggablePath, rememberActor, rememberProblem, rememberRoute, requestIdOf } from './request';
import { requestLog } from './request-log';
import type { UntrustedProxy } from './untrusted-proxy';
import { takeUpload, type UploadRoom } from './upload';

const BODY_LIMIT = '100kb';
const WEBHOOK_BODY_LIMIT = '1mb';

export interface ServedEndpoint extends Endpoint {
  tag: string;
}

export interface HttpOptions {
  endpoints: ServedEndpoint[];
  /** The person behind an access token; null when it is not (or no longer) good. `reads`: the request changes nothing. */
  authenticate(accessToken: string, reads: boolean): Promise<UserActor | null>;
  /** Writes down what somebody does in another's name, before it is done. */
  auditImpersonation(actor: UserActor, request: { method: string; path: string }): Promise<void>;
  limits: RateLimits;
  /** What files of uploads may take of our memory. */
  uploads: UploadRoom;
  idempotency: IdempotencyStore;
  log: Logger;
  measures: Measures;
  corsOrigins: string[];
  trustProxyHops: number;
  /** Notices a proxy that nobody has told us of. */
  untrustedProxy: UntrustedProxy;
  production: boolean;
  /** Refuses what would change something while the house is closed. */
  closedGate: RequestHandler;
  /** Pages for people (root page, API page), outside the interface. */
  pages: Router;
}

export function buildHttp(options: HttpOptions): Express {
  const app = express();
  app.disable('x-powered-by');
  app.set('trust proxy', options.trustProxyHops);
  app.set('query parser', 'simple');
  app.use(
    requestLog(options.log, options.measures, () => options.endpoints.map(({ contract }) => contract.path)),
  );
  if (options.trustProxyHops === 0) app.use(options.untrustedProxy.watch);
  app.use((_req, _res, next) => withinRequestDeadline(next));
  app.use(
    helmet({
      strictTransportSecurity: STRICT_TRANSPORT,
      // Browsers complain where a sandboxed frame of ours, such as a letter of the outbox, asks for it as well.
      originAgentCluster: false,
      // Pages served over plain http on a developer's machine must not be sent to https.
      contentSecurityPolicy: { directives: { upgradeInsecureRequests: options.production ? [] : null } },
    }),
  );
  app.use(
    cors({
      origin: corsOriginOf(options.corsOrigins),
      exposedHeaders: ['X-Request-Id', 'RateLimit', 'RateLimit-Policy', 'Retry-After', 'Idempotent-Replayed'],
      maxAge: 600,
    }),
  );
  app.use(compression({ threshold: 1024 }));
  app.use(options.closedGate);
  app.use(options.pages);
  const api = apiRouter(options);
  app.use('/api/v1', api);
  app.use('/api', api);
  app.use((_req, _res, next) =>
    next(notFound('There is nothing at this address. See /api/docs for what there is.')),
  );
  app.use(errorAnswer(options.log, options.production));
  return app;
}

/** Paths without places before paths with them, so that the order of registration never matters. */
const bySpecificity = (one: ServedEndpoint, other: ServedEndpoint): number => {
  const [left, right] = [one.contract.path.split('/'), other.contract.path.split('/')];
  for (let index = 0; index < Math.min(left.length, right.length); index += 1) {
    const places = Number(left[index]?.startsWith('{')) - Number(right[index]?.startsWith('{'));
    if (places !== 0) return places;
  }
  return left.length - right.length;
};

function apiRouter(options: HttpOptions): Router {
  const router = Router({ caseSensitive: true });
  router.use(asData);
  const methodsByPath = new Map<string, string[]>();
  for (const endpoint of [...options.endpoints].sort(bySpecificity)) {
    const { method, path } = endpoint.contract;
    const expressPath = path.replaceAll(/\{(\w+)\}/g, ':$1');
    const limiter = options.limits.of(limitOf(endpoint.contract), endpoint.contract.access === 'public');
    router[method](
      expressPath,
      remember(path),
      identify(options),
      ...(limiter ? [limiter] : []),
      ...bodyParsers(endpoint, options),
      serveEndpoint(endpoint, options),
    );
    methodsByPath.set(expressPath, [...(methodsByPath.get(expressPath) ?? []), method.toUpperCase()]);
  }
  for (const [path, methods] of methodsByPath) {
    const allowed = [...methods, ...(methods.includes('GET') ? ['HEAD'] : []), 'OPTIONS'].join(', ');
    router.all(path, (req, _res, next) =>
      next(
        methodNotAllowed(`${req.method} does not exist here; ${allowed} do.`, {
          headers: { Allow: allowed },
        }),
      ),
    );
  }
  return router;
}

/** What changes something may answer a token or a code, to strangers too: nobody on the way keeps it. */
const asData: RequestHandler = (req, res, next) => {
  res.setHeader('Content-Security-Policy', DATA_POLICY);
  if (req.method !== 'GET' && req.method !== 'HEAD') res.setHeader('Cache-Control', 'no-store');
  next();
};

const remember =
  (path: string): RequestHandler =>
  (_req, res, next) => {
    rememberRoute(res, path);
    next();
  };

/** Finds out who asks. Whether that is enough is decided after the limit, so that guessing is limited too. */
const identify =
  ({ authenticate, auditImpersonation }: HttpOptions): RequestHandler =>
  async (req, res, next) => {
    const token = /^Bearer ([\w.~+/=-]{1,4000})$/i.exec(req.get('authorization') ?? '')?.[1];
    const reads = req.method === 'GET' || req.method === 'HEAD';
    const actor = token ? await authenticate(token, reads) : null;
    rememberActor(res, actor);
    if (actor) {
      addLogContext({ userId: actor.userId });
      if (actor.impersonator) {
        addLogContext({ impersonatorId: actor.impersonator.userId });
        await auditImpersonation(actor, { method: req.method, path: req.path });
      }
      res.setHeader('Cache-Control', 'no-store');
    }
    next();
  };

function bodyParsers({ contract }: Endpoint, { uploads }: HttpOptions): RequestHandler[] {
  if (contract.rawBody) return [express.raw({ type: () => true, limit: WEBHOOK_BODY_LIMIT })];
  if (contract.upload) {
    // Nobody fills our memory with a file who may not send one.
    const admitFirst: RequestHandler = (req, res, next) => {
      admit(contract, actorOf(res), req.get('authorization') !== undefined);
      next();
    };
    return [admitFirst, ...takeUpload(contract.upload, contract.body !== undefined, uploads)];
  }
  if (!contract.body) return [];
  const refuseOtherMedia: RequestHandler = (req, _res, next) => {
    const hasBody =
      req.headers['transfer-encoding'] !== undefined || Number(req.headers['content-length'] ?? 0) > 0;
    const wrong = hasBody && !req.is(['application/json', 'application/*+json']);
    next(wrong ? unsupportedMediaType('Send the body as application/json.') : undefined);
  };
  return [refuseOtherMedia, express.json({ limit: BODY_LIMIT, strict: true })];
}

function serveEndpoint(endpoint: ServedEndpoint, options: HttpOptions): RequestHandler {
  const { contract } = endpoint;
  const declared = new Set(problemsOf(contract).map((kind) => kind.code));
  return async (req, res) => {
    const actor = admit(contract, actorOf(res), req.get('authorization') !== undefined);
    const key = contract.idempotent ? req.get('idempotency-key') : undefined;
    if (contract.movesMoney && key === undefined) {
      throw idempotencyKeyMissing(
        'This moves money, or what counts as money. Send a new UUID as `Idempotency-Key`: a request that is sent again under it acts once.',
      );
    }
    const input = parseInput(contract, req);
    const call = {
      actor,
      ...input,
      file: req.file && { content: req.file.buffer, name: req.file.originalname },
      request: {
        id: requestIdOf(res),
        address: req.ip ?? '',
        userAgent: (req.get('user-agent') ?? '').slice(0, 300),
        header: (name: string) => req.get(name),
        rawBody: Buffer.isBuffer(req.body) ? req.body : Buffer.alloc(0),
      },
    };
    const handle = async () => {
      try {
        const result = await endpoint.handle(call);
        if (result instanceof Answer) {
          for (const [name, value] of Object.entries(result.options.headers ?? {}))
            res.setHeader(name, value);
        }
        return result;
      } catch (error) {
        const undeclared = error instanceof Problem && !declared.has(error.code);
        if (undeclared && !options.production) {
          throw new Error(`${contract.method} ${contract.path} answers ${error.code} without declaring it.`, {
            cause: error,
          });
        }
        throw error;
      }
    };
    const answer = async () => wrapAnswer(contract, await handle(), options.production);
    if (contract.download) {
      const result = await handle();
      if (result instanceof Download) await sendDownload(req, res, result);
      else res.json(wrapAnswer(contract, result, options.production).body);
      return;
    }
    if (key !== undefined && contract.idempotent && actor) {
      const stored = await options.idempotency.answerOnce(
        {
          userId: actor.userId,
          key,
          endpoint: `${contract.method} ${contract.path}`,
          input: req.file ? { ...input, file: digestOf(req.file.buffer) } : input,
          kind: contract.idempotent,
        },
        answer,
      );
      if (stored.replayed) res.setHeader('Idempotent-Replayed', 'true');
      res.status(stored.status).json(stored.body);
      return;
    }
    const { status, body } = await answer();
    if (body instanceof RawJson) res.status(status).type('json').send(body.text);
    else res.status(status).json(body);
  };
}

const digestOf = (content: Buffer): string => createHash('sha256').update(content).digest('hex');

const errorAnswer = (log: Logger, production: boolean): ErrorRequestHandler => {
  // Express knows an error handler by its four parameters.
  return (error: unknown, req, res, _next) => {
    const problem = toProblem(error);
    rememberProblem(res, problem.code);
    const refused = { method: req.method, path: loggablePath(req, res), code: problem.code };
    if (problem.status >= 500) {
      log.error('request failed', { ...refused, error: describeError(error) });
    } else if (problem.kind === unauthorized || problem.status === 403) {
      log.info('access refused', refused);
    }
    if (problem.kind === payloadTooLarge) res.setHeader('Connection', 'close');
    answerProblem(res, problem, requestIdOf(res), production ? undefined : error);
  };
};
