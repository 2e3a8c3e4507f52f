/** What went wrong with a request, whichever way: refused by the server, or never answered. */

export interface FieldProblem {
  /** As the form names it. */
  field: string;
  message: string;
}

interface ProblemBody {
  title?: string;
  detail?: string;
  code?: string;
  requestId?: string;
  errors?: { field: string; message: string }[];
}

export class ApiProblem extends Error {
  readonly status: number;
  readonly code: string;
  readonly title: string;
  /** What the server said of this one; null where it said nothing. */
  readonly detail: string | null;
  readonly requestId: string | null;
  readonly errors: readonly FieldProblem[];
  /** A fault without a word for people. What the server says of being closed or busy is for them. */
  readonly unexplained: boolean;
  /** Null where nobody said when to try again. */
  readonly retryAfterSeconds: number | null;

  constructor(status: number, body: ProblemBody, retryAfterSeconds: number | null = null) {
    super(body.detail ?? body.title ?? `The server answered ${status}.`);
    this.name = 'ApiProblem';
    this.status = status;
    this.code = body.code ?? 'unknown';
    this.unexplained = status >= 500 && (status !== 503 || this.code === 'unknown');
    this.title = body.title ?? '';
    this.detail = body.detail ?? null;
    this.requestId = body.requestId ?? null;
    this.errors = body.errors ?? [];
    this.retryAfterSeconds = retryAfterSeconds;
  }

  /** Another try may help: it was our fault or the network's, or it came too often. */
  get mayPass(): boolean {
    return this.status >= 500 || this.status === 429 || this.status === 0;
  }
}

/** The request reached nobody, or its answer did not come back. */
export const unanswered = (): ApiProblem => new ApiProblem(0, { code: 'unanswered' });

/** Bodies are JSON; a proxy on the way may answer anything else. */
export function problemOf(response: Response, body: unknown): ApiProblem {
  const seconds = Number(response.headers.get('retry-after') ?? Number.NaN);
  const known = typeof body === 'object' && body !== null ? (body as ProblemBody) : {};
  return new ApiProblem(response.status, known, Number.isFinite(seconds) ? seconds : null);
}

export const asProblem = (error: unknown): ApiProblem =>
  error instanceof ApiProblem ? error : new ApiProblem(500, {});
