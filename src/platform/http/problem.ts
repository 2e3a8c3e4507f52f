/** What can go wrong on the way of a request, as problem+json (RFC 9457) with a stable code. */

export type ProblemStatus = 400 | 401 | 402 | 403 | 404 | 405 | 409 | 413 | 415 | 422 | 429 | 431 | 500 | 503;

export interface FieldError {
  /** Where: `body.amountCents`, `query.limit`, `params.id`. */
  field: string;
  message: string;
}

export interface ProblemExtras {
  errors?: FieldError[];
  retryAfterSeconds?: number;
  headers?: Record<string, string>;
  /** What it was made of, for the log; never in the answer. */
  cause?: unknown;
}

/** Thrown anywhere below an endpoint; the server turns it into the answer. `detail` is shown to the caller. */
export class Problem extends Error {
  readonly kind: ProblemKind;
  readonly detail: string;
  readonly extras: ProblemExtras;

  constructor(kind: ProblemKind, detail: string, extras: ProblemExtras = {}) {
    super(`${kind.code}: ${detail}`, 'cause' in extras ? { cause: extras.cause } : {});
    this.name = 'Problem';
    this.kind = kind;
    this.detail = detail;
    this.extras = extras;
  }

  get status(): ProblemStatus {
    return this.kind.status;
  }

  get code(): string {
    return this.kind.code;
  }
}

/** One way to fail: declared once, named in the contracts of the endpoints that may answer it, called to make it. */
export interface ProblemKind {
  (detail: string, extras?: ProblemExtras): Problem;
  readonly code: string;
  readonly status: ProblemStatus;
  readonly title: string;
}

export function problemKind(code: string, status: ProblemStatus, title: string): ProblemKind {
  const kind: ProblemKind = Object.assign(
    (detail: string, extras?: ProblemExtras) => new Problem(kind, detail, extras),
    { code, status, title },
  );
  return kind;
}

export const invalidRequest = problemKind('invalid_request', 400, 'The request is not well-formed');
export const unauthorized = problemKind('unauthorized', 401, 'Sign in first');
export const forbidden = problemKind('forbidden', 403, 'You may not do this');
export const notFound = problemKind('not_found', 404, 'There is no such thing here');
export const methodNotAllowed = problemKind('method_not_allowed', 405, 'This method does not exist here');
export const payloadTooLarge = problemKind('payload_too_large', 413, 'The request is too large');
export const unsupportedMediaType = problemKind(
  'unsupported_media_type',
  415,
  'The body is of the wrong kind',
);
export const tooManyRequests = problemKind('too_many_requests', 429, 'Too many requests');
export const internalError = problemKind('internal_error', 500, 'Something went wrong on our side');
export const serviceUnavailable = problemKind('service_unavailable', 503, 'Not available right now');
