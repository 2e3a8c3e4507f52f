/** What went wrong, as the exchange says it. */
import type { ProblemCode } from './operations';

export interface ProblemBody {
  code?: string;
  title?: string;
  detail?: string;
  requestId?: string;
  errors?: { field: string; code: string; message: string }[];
}

export class ExchangeProblem extends Error {
  readonly status: number;
  /** `unknown` where something on the way answered, and not the exchange. */
  readonly code: ProblemCode | 'unknown';
  readonly title: string;
  /** Names the request to whoever operates the exchange. */
  readonly requestId: string | null;
  readonly errors: readonly { field: string; code: string; message: string }[];
  readonly retryAfterSeconds: number | null;

  constructor(response: Response, body: unknown) {
    const known = (typeof body === 'object' && body !== null ? body : {}) as ProblemBody;
    super(known.detail ?? known.title ?? `The exchange answered ${response.status}.`);
    this.name = 'ExchangeProblem';
    this.status = response.status;
    this.code = (known.code as ProblemCode | undefined) ?? 'unknown';
    this.title = known.title ?? '';
    this.requestId = known.requestId ?? response.headers.get('x-request-id');
    this.errors = known.errors ?? [];
    this.retryAfterSeconds = retryAfterSecondsOf(response);
  }
}

/** Null where nobody said when to try again. */
export function retryAfterSecondsOf(response: Response): number | null {
  const seconds = Number(response.headers.get('retry-after') ?? Number.NaN);
  return Number.isFinite(seconds) ? seconds : null;
}
