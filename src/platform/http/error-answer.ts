/** The last stop of every failure: whatever was thrown becomes a problem+json answer that leaks nothing. */
import type { ServerResponse } from 'node:http';
import { ConnectionError, ConnectionAcquireTimeoutError, DatabaseError } from 'sequelize';
import { isPassingLockFailure } from '../db/database';
import { DatabaseSilent } from '../db/deadline';
import { UnreadableStored } from '../kernel/unreadable';
import { DATA_POLICY } from './headers';
import {
  internalError,
  invalidRequest,
  payloadTooLarge,
  Problem,
  problemAddress,
  recordUnreadable,
  serviceUnavailable,
  unsupportedMediaType,
} from './problem';

/** Errors of body-parser and of the router carry a status and a type. */
interface HttpError extends Error {
  status: number;
  type?: string;
}

const isHttpError = (error: unknown): error is HttpError =>
  error instanceof Error && typeof (error as Partial<HttpError>).status === 'number';

const LOST_CONNECTION = /^(ECONNREFUSED|ECONNRESET|ETIMEDOUT|EPIPE|PROTOCOL_CONNECTION_LOST|SQLITE_BUSY)$/;

export function toProblem(error: unknown): Problem {
  if (error instanceof Problem) return error;
  if (isDatabaseAway(error)) {
    return serviceUnavailable(
      'The database does not answer right now. Nothing was changed; try again shortly.',
      {
        retryAfterSeconds: 2,
      },
    );
  }
  if (isHttpError(error)) {
    if (error.status === 413) return payloadTooLarge('The body may have at most 100 kB.');
    if (error.status === 415) return unsupportedMediaType('Send the body as UTF-8 JSON, plain or gzip.');
    if (error.type === 'entity.parse.failed') return invalidRequest('The body is not JSON.');
    if (error.status < 500) return invalidRequest('The request could not be read.');
  }
  if (error instanceof UnreadableStored) {
    const { where, message } = error;
    return recordUnreadable(
      `A stored record cannot be read: ${where ?? message.replace(/\.$/, '')}. It was logged under the request id; nothing was changed.`,
    );
  }
  return internalError('It was logged under the request id. Nothing was changed.');
}

function isDatabaseAway(error: unknown): boolean {
  if (error instanceof ConnectionError || error instanceof ConnectionAcquireTimeoutError) return true;
  if (error instanceof DatabaseSilent || isPassingLockFailure(error)) return true;
  if (!(error instanceof DatabaseError)) return false;
  return LOST_CONNECTION.test((error.original as { code?: string }).code ?? '');
}

/** `cause` is what was thrown, shown on a developer's machine only. */
export function answerProblem(
  res: ServerResponse,
  problem: Problem,
  requestId: string,
  cause?: unknown,
): void {
  if (res.headersSent) {
    res.destroy();
    return;
  }
  const { kind, extras } = problem;
  for (const [name, value] of Object.entries(extras.headers ?? {})) res.setHeader(name, value);
  if (extras.retryAfterSeconds !== undefined) res.setHeader('Retry-After', String(extras.retryAfterSeconds));
  res.setHeader('Cache-Control', 'no-store');
  res.setHeader('Content-Security-Policy', DATA_POLICY);
  res.statusCode = kind.status;
  res.setHeader('Content-Type', 'application/problem+json; charset=utf-8');
  res.end(
    JSON.stringify({
      ...problemBody(problem, requestId),
      ...(kind === internalError && cause instanceof Error ? { cause: cause.message.slice(0, 2_000) } : {}),
    }),
  );
}

/** What a caller is told of a problem, by whatever way it reaches them. */
export const problemBody = ({ kind, detail, extras }: Problem, requestId: string) => ({
  type: problemAddress(kind.code),
  title: kind.title,
  status: kind.status,
  detail,
  code: kind.code,
  requestId,
  ...(extras.errors ? { errors: extras.errors } : {}),
  success: false as const,
  error: detail,
});
