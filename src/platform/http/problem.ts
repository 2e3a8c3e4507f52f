/** What can go wrong on the way of a request, as problem+json (RFC 9457) with a stable code. */
import type { Refusal } from '../kernel/refusal';

export type ProblemStatus =
  400 | 401 | 402 | 403 | 404 | 405 | 408 | 409 | 413 | 415 | 416 | 417 | 422 | 429 | 431 | 500 | 503;

export const FIELD_ERROR_CODES = [
  'required',
  'unknown_field',
  'wrong_type',
  'wrong_format',
  'not_an_option',
  'too_small',
  'too_large',
  'too_short',
  'too_long',
  'invalid',
] as const;
export type FieldErrorCode = (typeof FIELD_ERROR_CODES)[number];

export interface FieldLimits {
  least?: number;
  most?: number;
  options?: (string | number | boolean | null)[];
}

export interface FieldError {
  /** As the caller named it: `amountCents`, `terms.holdbackPct`. */
  field: string;
  /** One of `FIELD_ERROR_CODES`, or the code of the problem that a rule found in it. */
  code: string;
  /** A sentence for a person. */
  message: string;
  /** What would be taken. */
  limits?: FieldLimits;
}

export interface ProblemExtras {
  errors?: FieldError[];
  retryAfterSeconds?: number;
  headers?: Record<string, string>;
  /** Whoever operates the platform wants it so: no fault, whatever the status. */
  intended?: true;
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
  /** What the caller can do about it, for the page that explains the code. */
  readonly advice: string;
}

/** Where a code is explained; the `type` of a problem. */
export const problemAddress = (code: string): string => `/api/problems/${code}`;

/** `field`: the one that is at fault, where it is always the same. */
export function problemKind(
  code: string,
  status: ProblemStatus,
  title: string,
  advice: string,
  { field }: { field?: string } = {},
): ProblemKind {
  const named = (detail: string): ProblemExtras =>
    field === undefined ? {} : { errors: [{ field, code, message: detail }] };
  const kind: ProblemKind = Object.assign(
    (detail: string, extras?: ProblemExtras) => new Problem(kind, detail, { ...named(detail), ...extras }),
    { code, status, title, advice },
  );
  return kind;
}

/** Makes a module's `throwIfRefused`: throws the first refusal that a rule has given, as the problem of its code. */
export const refusalThrower =
  <Code extends string>(kinds: Record<Code, ProblemKind>) =>
  (...verdicts: (Refusal<Code> | null)[]): void => {
    for (const verdict of verdicts) {
      if (!verdict) continue;
      const { code, because, fields } = verdict;
      throw kinds[code](because, fields && { errors: fields.map((field) => ({ code, ...field })) });
    }
  };

export const invalidRequest = problemKind(
  'invalid_request',
  400,
  'The request is not valid',
  'Correct the fields that `errors` names.',
);
export const unauthorized = problemKind(
  'unauthorized',
  401,
  'Sign in first',
  'Send a valid access token or API key as `Authorization: Bearer …`.',
);
export const forbidden = problemKind(
  'forbidden',
  403,
  'You are not allowed to do this',
  'Sign in as a user with the role that the operation names.',
);
export const notFound = problemKind(
  'not_found',
  404,
  'Not found',
  'Check the id. What you may not see is answered the same way.',
);
export const methodNotAllowed = problemKind(
  'method_not_allowed',
  405,
  'This method does not exist here',
  'Use one of the methods in the `Allow` header.',
);
export const requestTimeout = problemKind(
  'request_timeout',
  408,
  'The request took too long to arrive',
  'Send the request again.',
);
export const expectationFailed = problemKind(
  'expectation_failed',
  417,
  'The expectation cannot be met',
  'Send the request without `Expect`, or with `100-continue`.',
);
export const headersTooLarge = problemKind(
  'headers_too_large',
  431,
  'The headers are too large',
  'Send fewer or shorter headers.',
);
export const payloadTooLarge = problemKind(
  'payload_too_large',
  413,
  'The request is too large',
  'Send less: the limit is in `detail`.',
);
export const unsupportedMediaType = problemKind(
  'unsupported_media_type',
  415,
  'The body has the wrong media type',
  'Send the media type that the operation names.',
);
export const tooManyRequests = problemKind(
  'too_many_requests',
  429,
  'Too many requests',
  'Wait for the time in `Retry-After`.',
);
export const internalError = problemKind(
  'internal_error',
  500,
  'Something went wrong on our side',
  'Try again later; quote the `requestId` if you contact support.',
);
export const recordUnreadable = problemKind(
  'record_unreadable',
  500,
  'A stored record cannot be read',
  'Tell support which record `detail` names; trying again does not help.',
);
export const serviceUnavailable = problemKind(
  'service_unavailable',
  503,
  'Not available right now',
  'Try again after the time in `Retry-After`. Nothing was changed.',
);
