/** The server around the app: the limits that Node keeps before Express sees a request, and answers to what is no request. */
import { createServer as createHttpServer, type Server } from 'node:http';
import type { Express, Request, Response } from 'express';
import { newId } from '../kernel/ids';
import { answerProblem } from './error-answer';
import { invalidRequest } from './problem';

const MAX_HEADER_BYTES = 16 * 1024;

export function createServer(app: Express): Server {
  const server = createHttpServer(
    {
      maxHeaderSize: MAX_HEADER_BYTES,
      requestTimeout: 30_000,
      headersTimeout: 10_000,
      keepAliveTimeout: 65_000,
    },
    (req, res) => {
      // Nothing within the app sees an address that cannot be taken apart; Express would answer it with a page.
      const unread = () =>
        answerProblem(res as Response, invalidRequest('The address could not be read.'), newId());
      void app(req as Request, res as Response, unread);
    },
  );
  server.on('clientError', (error: NodeJS.ErrnoException, socket) => {
    if (!socket.writable) return;
    const tooLarge = error.code === 'HPE_HEADER_OVERFLOW';
    const [status, title, code] = tooLarge
      ? ['431 Request Header Fields Too Large', 'The headers are too large', 'headers_too_large']
      : ['400 Bad Request', 'The request is not HTTP', 'invalid_request'];
    const body = JSON.stringify({
      type: `/api/docs#${code}`,
      title,
      status: Number(status.slice(0, 3)),
      detail: tooLarge ? `At most ${MAX_HEADER_BYTES} bytes.` : 'The request could not be read.',
      code,
      success: false,
      error: title,
    });
    socket.end(
      `HTTP/1.1 ${status}\r\nContent-Type: application/problem+json\r\nContent-Length: ${Buffer.byteLength(body)}\r\n` +
        `Connection: close\r\nX-Content-Type-Options: nosniff\r\n\r\n${body}`,
    );
  });
  return server;
}
