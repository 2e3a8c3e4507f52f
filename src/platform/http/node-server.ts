/** The server around the app: what Node limits before Express sees a request, answers to what is no request, and the end. */
import { createServer as createHttpServer, type Server, type ServerResponse } from 'node:http';
import { setTimeout as wait } from 'node:timers/promises';
import { SECOND_MS } from '../kernel/clock';
import { newId } from '../kernel/ids';
import { answerProblem } from './error-answer';
import { BARE_HEADERS } from './headers';
import {
  expectationFailed,
  headersTooLarge,
  invalidRequest,
  type Problem,
  problemAddress,
  type ProblemKind,
  requestTimeout,
} from './problem';
import type { HttpHandler } from './server';

/** More than these hold nothing but memory and file handles; behind a proxy an instance has some hundreds. */
const MAX_CONNECTIONS = 4_096;

const MAX_HEADER_BYTES = 16 * 1024;

/** How long a client may take over each part of an exchange before it loses its connection. */
export interface ClientTimeouts {
  headersTimeoutMs: number;
  /** Head and body together. */
  requestTimeoutMs: number;
  /**
   * Without a byte moving in either direction: a reader who does not read. Node waits this long twice where the reader
   * took something at first, so a connection may be held for double the time.
   */
  idleTimeoutMs: number;
  /** How often heads and bodies are looked at. */
  checkEveryMs: number;
}

export const CLIENT_TIMEOUTS: ClientTimeouts = {
  headersTimeoutMs: 10 * SECOND_MS,
  requestTimeoutMs: 15 * SECOND_MS,
  idleTimeoutMs: 25 * SECOND_MS,
  checkEveryMs: SECOND_MS,
};

/** Longer than the usual proxy keeps an idle connection (60 s), so that the proxy closes it and no request is lost. */
const KEEP_ALIVE_TIMEOUT_MS = 65 * SECOND_MS;

/** Requests that take longer than this when the server ends are cut. */
const FINISH_REQUESTS_MS = 20 * SECOND_MS;

export interface HttpServer {
  server: Server;
  /**
   * Ends without failing a request: for `graceMs` everything is still served, but each answer closes its connection, so
   * that a proxy that sees `/health/ready` fail goes elsewhere; then nothing new is taken and what runs is finished.
   * `closeOpen` ends what would stay open for good.
   */
  drain(graceMs: number, closeOpen?: () => void): Promise<void>;
}

export function createServer(handle: HttpHandler, timeouts = CLIENT_TIMEOUTS): HttpServer {
  const unanswered = new Set<ServerResponse>();
  let draining = false;
  // One function for all answers.
  function forget(this: ServerResponse): void {
    unanswered.delete(this);
  }

  const server = createHttpServer(
    {
      maxHeaderSize: MAX_HEADER_BYTES,
      headersTimeout: timeouts.headersTimeoutMs,
      requestTimeout: timeouts.requestTimeoutMs,
      connectionsCheckingInterval: timeouts.checkEveryMs,
      keepAliveTimeout: KEEP_ALIVE_TIMEOUT_MS,
      // Node's own answer is an empty one.
      requireHostHeader: false,
    },
    (req, res) => {
      unanswered.add(res);
      res.on('close', forget);
      if (draining) res.shouldKeepAlive = false;
      if (req.headers.host === undefined && req.httpVersion !== '1.0') {
        refuse(res, invalidRequest('A request of HTTP/1.1 names its host.'));
        return;
      }
      handle(req, res);
    },
  );
  server.maxConnections = MAX_CONNECTIONS;
  server.on('checkExpectation', (_req, res: ServerResponse) =>
    refuse(res, expectationFailed('Only 100-continue is understood.')),
  );
  server.setTimeout(timeouts.idleTimeoutMs);
  server.on('clientError', (error: NodeJS.ErrnoException, socket) => {
    if (!socket.writable) return;
    socket.end(unreadableAnswer(error.code));
  });

  return {
    server,
    async drain(graceMs, closeOpen = () => undefined) {
      draining = true;
      for (const res of unanswered) res.shouldKeepAlive = false;
      if (!server.listening) {
        closeOpen();
        return;
      }
      await wait(graceMs);
      closeOpen();
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      const cut = setTimeout(() => server.closeAllConnections(), FINISH_REQUESTS_MS);
      await closed;
      clearTimeout(cut);
    },
  };
}

/** Answers what does not reach Express, and closes: a body may still be on its way. */
function refuse(res: ServerResponse, problem: Problem): void {
  const requestId = newId();
  res.shouldKeepAlive = false;
  res.setHeader('X-Request-Id', requestId);
  for (const [name, value] of Object.entries(BARE_HEADERS)) res.setHeader(name, value);
  answerProblem(res, problem, requestId);
}

/** The whole answer, head and body, to what Node could not read as a request. */
function unreadableAnswer(errorCode = ''): string {
  const { kind, phrase, detail } = unreadable(errorCode);
  const { code, title, status } = kind;
  const requestId = newId();
  const body = JSON.stringify({
    type: problemAddress(code),
    title,
    status,
    detail,
    code,
    requestId,
    success: false,
    error: title,
  });
  const head = Object.entries({ ...BARE_HEADERS, 'X-Request-Id': requestId }).map(
    ([name, value]) => `${name}: ${value}\r\n`,
  );
  return (
    `HTTP/1.1 ${status} ${phrase}\r\nContent-Type: application/problem+json\r\nContent-Length: ${Buffer.byteLength(body)}\r\n` +
    `${head.join('')}Connection: close\r\n\r\n${body}`
  );
}

function unreadable(errorCode: string): { kind: ProblemKind; phrase: string; detail: string } {
  switch (errorCode) {
    case 'HPE_HEADER_OVERFLOW':
      return {
        kind: headersTooLarge,
        phrase: 'Request Header Fields Too Large',
        detail: `At most ${MAX_HEADER_BYTES} bytes.`,
      };
    case 'ERR_HTTP_REQUEST_TIMEOUT':
      return {
        kind: requestTimeout,
        phrase: 'Request Timeout',
        detail: 'The connection is closed. Send the request again.',
      };
    default:
      return { kind: invalidRequest, phrase: 'Bad Request', detail: 'The request could not be read.' };
  }
}
