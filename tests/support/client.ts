/** An API client that holds every answer against the OpenAPI document. */
import { exchange } from './exchange';
import { newId } from '../../src/platform/kernel/ids';
import {
  at,
  type Document,
  type Operation,
  operationAt,
  placeOf,
  type ResponseObject,
  validatorOf,
} from './answer-shapes';
import { recordExample } from './record-examples';

// Answers are read freely in assertions; their shape has been checked against the document by then.
// eslint-disable-next-line @typescript-eslint/no-explicit-any
type Body = any;

export interface ApiAnswer {
  status: number;
  headers: Headers;
  body: Body;
  /** The body as it came, for files. */
  bytes: Buffer;
}

export class ApiClient {
  readonly url: string;
  token: string | null;
  readonly #document: Document;

  constructor(url: string, document: Document, token: string | null) {
    this.url = url;
    this.#document = document;
    this.token = token;
  }

  get = (path: string, headers?: Record<string, string>) => this.send('get', path, undefined, headers);
  post = (path: string, body?: unknown, headers?: Record<string, string>) =>
    this.send('post', path, body ?? {}, headers);
  put = (path: string, body?: unknown, headers?: Record<string, string>) =>
    this.send('put', path, body ?? {}, headers);
  delete = (path: string, headers?: Record<string, string>) => this.send('delete', path, undefined, headers);

  async send(
    method: string,
    path: string,
    body?: unknown,
    headers: Record<string, string> = {},
  ): Promise<ApiAnswer> {
    const operation = operationAt(this.#document, method, path);
    const sent = new Headers({
      ...(this.token ? { authorization: `Bearer ${this.token}` } : {}),
      // A form says itself what it is, with the boundary of its parts.
      ...(body === undefined || body instanceof FormData ? {} : { 'content-type': 'application/json' }),
      ...(operation?.needsKey ? { 'idempotency-key': newId() } : {}),
    });
    for (const [name, value] of Object.entries(headers)) sent.set(name, value);
    const sentBody =
      body === undefined || typeof body === 'string' || body instanceof FormData
        ? body
        : JSON.stringify(body);
    const {
      status,
      headers: received,
      bytes,
    } = await exchange(`${this.url}/api${path}`, {
      method: method.toUpperCase(),
      headers: sent,
      body: sentBody,
    });
    const answer = {
      status,
      headers: received,
      body: readJson(bytes.toString()),
      bytes,
    };
    if (operation) this.#holdAgainstDocument(operation, answer);
    if (operation && process.env.RECORD_EXAMPLES) this.#record(operation, body, answer);
    return answer;
  }

  #holdAgainstDocument(operation: Operation, answer: ApiAnswer): void {
    const where = `${operation.method} ${operation.path} → ${answer.status}`;
    const place = placeOf(operation, String(answer.status));
    const response = at(this.#document, place) as ResponseObject | undefined;
    if (!response?.content) {
      throw new Error(`${where} is not in the OpenAPI document: ${JSON.stringify(answer.body)}`);
    }
    holdHeadersAgainst(Object.keys(response.headers ?? {}), answer, where);
    const mediaType = (answer.headers.get('content-type') ?? '').split(';')[0] ?? '';
    const validate = response.content[mediaType]?.schema
      ? validatorOf(this.#document, [...place, 'content', mediaType, 'schema'])
      : undefined;
    if (!validate)
      throw new Error(`${where} answers ${mediaType}, which the OpenAPI document does not know.`);
    if (!validate(answer.body)) {
      throw new Error(
        `${where} does not match the OpenAPI document: ${JSON.stringify(validate.errors?.slice(0, 5))}\n${JSON.stringify(answer.body).slice(0, 2_000)}`,
      );
    }
  }

  #record(operation: Operation, body: unknown, answer: ApiAnswer): void {
    const isJson = answer.headers.get('content-type')?.startsWith('application/json');
    if (answer.status >= 300 || !isJson) return;
    const place = [...placeOf(operation, String(answer.status)), 'content', 'application/json', 'schema'];
    const fits = validatorOf(this.#document, place);
    const sent = operation.takesBody && typeof body === 'object' && !(body instanceof FormData);
    recordExample(
      operation.operationId,
      { ...(sent ? { body } : {}), answer: answer.body },
      (known) => fits?.(known.answer) === true,
    );
  }
}

/** These come with every answer that declares them; the others as limits, replays and refusals ask for them. */
const ALWAYS_SENT = ['X-Request-Id', 'ETag'];
const DECLARED_WHERE_SENT = ['Retry-After', 'Idempotent-Replayed'];
/** Of refusals, only the one by a limit says them in the document. */
const OF_LIMITS = ['RateLimit', 'RateLimit-Policy'];

function holdHeadersAgainst(declared: readonly string[], { status, headers }: ApiAnswer, where: string) {
  const missing = ALWAYS_SENT.filter((name) => declared.includes(name) && !headers.has(name));
  if (missing.length > 0) throw new Error(`${where} declares ${missing.join(', ')} and does not send it.`);
  const asked = [...DECLARED_WHERE_SENT, ...(status < 400 || status === 429 ? OF_LIMITS : [])];
  const unknown = asked.filter((name) => headers.has(name) && !declared.includes(name));
  if (unknown.length > 0) throw new Error(`${where} sends ${unknown.join(', ')} and does not declare it.`);
}

/** A person's client: it signs in again where the clock has outlived its access token. */
export class PersonsClient extends ApiClient {
  readonly #renew: (token: string) => Promise<string>;

  /** `renew` answers the same token while it lasts. */
  constructor(url: string, document: Document, token: string, renew: (token: string) => Promise<string>) {
    super(url, document, token);
    this.#renew = renew;
  }

  override async send(
    method: string,
    path: string,
    body?: unknown,
    headers: Record<string, string> = {},
  ): Promise<ApiAnswer> {
    this.token = await this.#renew(this.token ?? '');
    return super.send(method, path, body, headers);
  }
}

function readJson(text: string): Body {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return text;
  }
}
