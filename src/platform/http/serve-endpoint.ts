/** One endpoint as the server runs it: who asks, how often, is it well-formed, call, is the answer well-formed. */
import { createHash } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import compression from 'compression';
import type { UserActor } from '../kernel/actor';
import { addLogContext } from '../kernel/logger';
import { admit } from './admission';
import { bodyReader, NOTHING } from './body';
import { limitOf, parseInput, problemsOf, wrapAnswer } from './contract';
import { Download, sendDownload } from './download';
import { Answer, type Endpoint } from './endpoint';
import { idempotencyKeyMissing, type IdempotencyStore } from './idempotency';
import { Problem } from './problem';
import { type Limiter, type RateLimits, sayCounted } from './rate-limit';
import { RawJson } from './raw-json';
import { actorOf, addressOf, rememberActor, rememberRoute, requestIdOf } from './request';
import { isReading, sendJson } from './send';
import type { UploadedFile, UploadRoom } from './upload';

export interface ServedEndpoint extends Endpoint {
  tag: string;
}

export interface EndpointOptions {
  /** The person behind an access token; null when it is not (or no longer) good. `reads`: the request changes nothing. */
  authenticate(accessToken: string, reads: boolean): Promise<UserActor | null>;
  /** Writes down what somebody does in another's name, before it is done. */
  auditImpersonation(actor: UserActor, request: { method: string; path: string }): Promise<void>;
  limits: RateLimits;
  /** What files of uploads may take of our memory. */
  uploads: UploadRoom;
  idempotency: IdempotencyStore;
  production: boolean;
}

/** A request at its endpoint. */
export interface Exchange {
  req: IncomingMessage;
  res: ServerResponse;
  /** Below `/api`, without the query. */
  path: string;
  params: Record<string, string>;
  query: Record<string, unknown>;
}

/** What serves an endpoint. Whatever it throws is the answer. */
export type ServeEndpoint = (exchange: Exchange) => Promise<void>;

const header = ({ headers }: IncomingMessage, name: string): string | undefined => {
  const value = headers[name.toLowerCase()];
  return Array.isArray(value) ? value.join(', ') : value;
};

const wasTokenGiven = ({ headers }: IncomingMessage): boolean => headers.authorization !== undefined;

/** Packs what is streamed, such as a table; what says how long it is goes as it is. */
const packStreams = compression({ threshold: 1_024 });

export function serveEndpoint(endpoint: ServedEndpoint, options: EndpointOptions): ServeEndpoint {
  const { contract } = endpoint;
  const limiter = options.limits.of(limitOf(contract), contract.access === 'public');
  const readBody = bodyReader(contract, options.uploads);
  const handle = handlerOf(endpoint, options.production);

  return async (exchange) => {
    const { req, res } = exchange;
    rememberRoute(res, contract.path);
    // Whether who asks may is decided after the limit, so that guessing is limited too.
    if (wasTokenGiven(req)) await identify(exchange, options);
    if (limiter) await limit(res, limiter);
    // Nobody fills our memory with a file who may not send one.
    if (contract.upload) admit(contract, actorOf(res), wasTokenGiven(req));
    const { body, file } = readBody ? await readBody(req, res) : NOTHING;
    const actor = admit(contract, actorOf(res), wasTokenGiven(req));
    const key = contract.idempotent ? header(req, 'idempotency-key') : undefined;
    if (contract.movesMoney && key === undefined) {
      throw idempotencyKeyMissing(
        'This moves money, or what counts as money. Send a new UUID as `Idempotency-Key`: a request that is sent again under it acts once.',
      );
    }
    const input = parseInput(contract, { params: exchange.params, query: exchange.query, body });
    const call = { actor, ...input, file, request: factsOf(exchange, body) };
    if (contract.download) {
      packStreams(req as never, res as never, () => undefined);
      const result = await handle(call, res);
      if (result instanceof Download) await sendDownload(req, res, result);
      else await sendJson(req, res, JSON.stringify(wrapAnswer(contract, result, options.production).body));
      return;
    }
    const answer = async () => wrapAnswer(contract, await handle(call, res), options.production);
    if (key !== undefined && contract.idempotent && actor) {
      const stored = await options.idempotency.answerOnce(
        {
          userId: actor.userId,
          key,
          endpoint: `${contract.method} ${contract.path}`,
          input: file ? { ...input, file: digestOf(file) } : input,
          kind: contract.idempotent,
        },
        answer,
      );
      if (stored.replayed) res.setHeader('Idempotent-Replayed', 'true');
      res.statusCode = stored.status;
      await sendJson(req, res, JSON.stringify(stored.body));
      return;
    }
    const { status, body: answered } = await answer();
    res.statusCode = status;
    await sendJson(req, res, answered instanceof RawJson ? answered.text : JSON.stringify(answered));
  };
}

async function identify(
  { req, res, path }: Exchange,
  { authenticate, auditImpersonation }: EndpointOptions,
): Promise<void> {
  const token = /^Bearer ([\w.~+/=-]{1,4000})$/i.exec(req.headers.authorization ?? '')?.[1];
  if (token === undefined) return;
  const actor = await authenticate(token, isReading(req));
  rememberActor(res, actor);
  if (!actor) return;
  addLogContext({ userId: actor.userId });
  if (actor.impersonator) {
    addLogContext({ impersonatorId: actor.impersonator.userId });
    await auditImpersonation(actor, { method: req.method ?? '', path });
  }
  res.setHeader('Cache-Control', 'no-store');
}

async function limit(res: ServerResponse, limiter: Limiter): Promise<void> {
  const counted = limiter(res);
  sayCounted(res, counted instanceof Promise ? await counted : counted);
}

const factsOf = ({ req, res }: Exchange, body: unknown) => ({
  id: requestIdOf(res),
  address: addressOf(res),
  userAgent: (req.headers['user-agent'] ?? '').slice(0, 300),
  header: (name: string) => header(req, name),
  rawBody: Buffer.isBuffer(body) ? body : Buffer.alloc(0),
});

/** Calls the use case; sets the headers of its answer. */
function handlerOf({ contract, handle }: ServedEndpoint, production: boolean) {
  const declared = new Set(problemsOf(contract).map((kind) => kind.code));
  return async (call: Parameters<Endpoint['handle']>[0], res: ServerResponse): Promise<unknown> => {
    try {
      const result = await handle(call);
      if (result instanceof Answer) {
        for (const [name, value] of Object.entries(result.options.headers ?? {})) res.setHeader(name, value);
      }
      return result;
    } catch (error) {
      if (!production && error instanceof Problem && !declared.has(error.code)) {
        throw new Error(`${contract.method} ${contract.path} answers ${error.code} without declaring it.`, {
          cause: error,
        });
      }
      throw error;
    }
  };
}

const digestOf = ({ content }: UploadedFile): string => createHash('sha256').update(content).digest('hex');
