/** One endpoint as the server runs it: who asks, how often, is it well-formed, call, is the answer well-formed. */
import { createHash } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { parse as parseQuery } from 'node:querystring';
import compression from 'compression';
import type { UserActor } from '../kernel/actor';
import { addLogContext } from '../kernel/logger';
import { admit } from './admission';
import { bodyReader, NOTHING } from './body';
import { type CheckedInput, limitOf, parseInput, problemsOf, wrapAnswer } from './contract';
import { Download, sendDownload } from './download';
import { Answer, type CheckedCall, type Endpoint, type RequestFacts } from './endpoint';
import type { Features } from './features';
import { type HeaderList, setAll } from './fixed-headers';
import type { FinishedAnswers, FinishedAnswersOf } from './finished-answers';
import { idempotencyKeyMissing, type IdempotencyStore } from './idempotency';
import { sendKept } from './kept-heads';
import { headersOf, refusalIn, sayCounted } from './limit-headers';
import { Problem } from './problem';
import type { Limiter, RateLimits } from './rate-limit';
import { RawJson } from './raw-json';
import { actorOf, addressOf, rememberActor, rememberRoute, requestIdOf } from './request';
import { isReading, send, sendJson } from './send';
import type { UploadedFile, UploadRoom } from './upload';

export interface ServedEndpoint extends Endpoint {
  tag: string;
}

export interface EndpointOptions {
  finished: FinishedAnswers;
  /** The person behind an access token; null when it is not (or no longer) good. `reads`: the request changes nothing. */
  authenticate(accessToken: string, reads: boolean): Promise<UserActor | null>;
  /** Writes down what somebody does in another's name, before it is done. */
  auditImpersonation(actor: UserActor, request: { method: string; path: string }): Promise<void>;
  limits: RateLimits;
  features: Features;
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
  /** The query as it came. */
  search: string;
  params: Record<string, string>;
}

/** What serves an endpoint. Whatever is thrown is the answer. */
export interface ServeEndpoint {
  readonly whileClosed: boolean;
  /** Whether its answers may be kept. */
  readonly keeps: boolean;
  serve(exchange: Exchange): Promise<void>;
  /** Answers at once with what is kept, under these headers; false where nothing is. */
  serveKept(exchange: Exchange, fixed: HeaderList): boolean;
}

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
  const { handle, before } = handlerOf(endpoint, options);

  const finished = options.finished.of(contract);
  const { production, idempotency } = options;

  const textOf = (body: unknown): string => (body instanceof RawJson ? body.text : JSON.stringify(body));

  /** The same for all who are not signed in: made once, and kept. */
  async function answerFinished(exchange: Exchange, answers: FinishedAnswersOf, input: CheckedInput) {
    const { req, res, params } = exchange;
    const { answer, made } = await answers.get(exchange, input, async () => {
      const result = await handle({ actor: null, ...input, file: undefined, request: NO_FACTS }, res);
      if (result instanceof Answer)
        throw new Error(`What ${contract.path} answers is kept: it is data alone.`);
      return textOf(wrapAnswer(contract, result, production).body);
    });
    if (!made) contract.cached?.served?.(params);
    send(req, res, answer);
  }

  async function serve(exchange: Exchange): Promise<void> {
    const { req, res, search } = exchange;
    rememberRoute(res, contract.path);
    // Whether who asks may is decided after the limit, so that guessing is limited too.
    if (wasTokenGiven(req)) await identify(exchange, options);
    const tooMany = limiter ? await limit(res, limiter) : null;
    if (tooMany && !contract.spared) throw tooMany;
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
    const query = search === '' ? {} : { ...parseQuery(search) };
    const input = parseInput(contract, { params: exchange.params, query, body });
    if (tooMany && !(await contract.spared?.(input.body))) throw tooMany;
    if (finished && !wasTokenGiven(req)) return answerFinished(exchange, finished, input);
    const call = { actor, ...input, file, request: factsOf(exchange, body) };
    if (contract.download) {
      packStreams(req as never, res as never, () => undefined);
      const result = await handle(call, res);
      if (result instanceof Download) await sendDownload(req, res, result);
      else sendJson(req, res, textOf(wrapAnswer(contract, result, production).body));
      return;
    }
    const answer = async () => wrapAnswer(contract, await handle(call, res), production);
    if (key !== undefined && contract.idempotent && actor) {
      const stored = await idempotency.answerOnce(
        {
          userId: actor.userId,
          key,
          endpoint: `${contract.method} ${contract.path}`,
          input: file ? { ...input, file: digestOf(file) } : input,
          kind: contract.idempotent,
        },
        answer,
        () => before(call),
      );
      if (stored.replayed) res.setHeader('Idempotent-Replayed', 'true');
      res.statusCode = stored.status;
      sendJson(req, res, textOf(stored.body));
      return;
    }
    await before(call);
    const { status, body: answered } = await answer();
    res.statusCode = status;
    sendJson(req, res, textOf(answered));
  }

  return {
    whileClosed: contract.whileClosed === true,
    keeps: finished !== null,
    serve,
    serveKept({ req, res, path, search, params }, fixed) {
      if (!finished || wasTokenGiven(req)) return false;
      const answer = finished.find(path, search);
      if (!answer) return false;
      rememberRoute(res, contract.path);
      const counted = limiter?.(res) ?? [];
      if (counted instanceof Promise) throw new Error('What is kept has a limit that is decided here.');
      const tooMany = refusalIn(counted);
      if (tooMany) {
        setAll(res, headersOf(counted));
        throw tooMany;
      }
      contract.cached?.served?.(params);
      sendKept(req, res, answer, { fixed, counted });
      return true;
    },
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
  if (actor.deputy) addLogContext({ deputyId: actor.deputy.userId });
  res.setHeader('Cache-Control', 'no-store');
}

async function limit(res: ServerResponse, limiter: Limiter): Promise<Problem | null> {
  const counted = limiter(res);
  return sayCounted(res, counted instanceof Promise ? await counted : counted);
}

/** Of an answer that is for everybody. */
const NO_FACTS: RequestFacts = {
  ...{ id: '', address: '', userAgent: '', rawBody: Buffer.alloc(0) },
  header: () => undefined,
};

const factsOf = ({ req, res }: Exchange, body: unknown): RequestFacts => ({
  id: requestIdOf(res),
  address: addressOf(res),
  userAgent: (req.headers['user-agent'] ?? '').slice(0, 300),
  header: (name: string) => header(req, name),
  rawBody: Buffer.isBuffer(body) ? body : Buffer.alloc(0),
});

/** Calls the use case, and what it asks before; sets the headers of its answer. */
function handlerOf(endpoint: ServedEndpoint, { production, features }: EndpointOptions) {
  const { contract } = endpoint;
  const declared = new Set(problemsOf(contract).map((kind) => kind.code));
  const refuseUndeclared = (error: unknown): never => {
    if (!production && error instanceof Problem && !declared.has(error.code)) {
      throw new Error(`${contract.method} ${contract.path} answers ${error.code} without declaring it.`, {
        cause: error,
      });
    }
    throw error;
  };
  return {
    async before(call: CheckedCall): Promise<void> {
      await endpoint.before?.(call).catch(refuseUndeclared);
    },
    async handle(call: CheckedCall, res: ServerResponse): Promise<unknown> {
      // Here, so that what was done under a key before is answered again.
      if (contract.feature) features.refuseOff(contract.feature);
      // Asked for at each call: tests watch acts by a handler around it.
      const result = await endpoint.handle(call).catch(refuseUndeclared);
      if (result instanceof Answer) {
        for (const [name, value] of Object.entries(result.options.headers ?? {})) res.setHeader(name, value);
      }
      return result;
    },
  };
}

const digestOf = ({ content }: UploadedFile): string => createHash('sha256').update(content).digest('hex');
