/** An API client that holds every answer against the OpenAPI document. */
import { Ajv, type ValidateFunction } from 'ajv';
import addFormats from 'ajv-formats';
import { newId } from '../../src/platform/kernel/ids';
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

interface ResponseObject {
  $ref?: string;
  content?: Record<string, { schema?: object }>;
}

interface ParameterObject {
  $ref?: string;
  name?: string;
  required?: boolean;
}

interface Operation {
  method: string;
  pattern: RegExp;
  places: number;
  path: string;
  operationId: string;
  takesBody: boolean;
  /** Refused without an `Idempotency-Key`. */
  needsKey: boolean;
  responses: Record<string, ResponseObject>;
}

type Document = Record<string, unknown>;

const operationsOf = new WeakMap<Document, Operation[]>();
const ajvOf = new WeakMap<Document, Ajv>();

function operations(document: Document): Operation[] {
  const known = operationsOf.get(document);
  if (known) return known;
  const paths = document.paths as Record<
    string,
    Record<
      string,
      {
        operationId: string;
        requestBody?: object;
        parameters?: ParameterObject[];
        responses: Operation['responses'];
      }
    >
  >;
  const parameterAt = ({ $ref, ...parameter }: ParameterObject): ParameterObject =>
    $ref === undefined ? parameter : (at(document, $ref.split('/').slice(1)) as ParameterObject);
  const found = Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, { operationId, requestBody, parameters = [], responses }]) => ({
      method,
      operationId,
      takesBody: requestBody !== undefined,
      needsKey: parameters
        .map(parameterAt)
        .some(({ name, required }) => required && name === 'Idempotency-Key'),
      path,
      places: path.split('{').length - 1,
      pattern: new RegExp(`^${path.replaceAll(/\{\w+\}/g, '[^/]+')}$`),
      responses,
    })),
  );
  found.sort((one, other) => one.places - other.places);
  operationsOf.set(document, found);
  return found;
}

const DOCUMENT = 'openapi';

/** Of the schema at `place` in the document; each shape that it refers to is compiled once for all places. */
export function validatorOf(document: Document, place: string[]): ValidateFunction | undefined {
  let ajv = ajvOf.get(document);
  if (!ajv) {
    ajv = new Ajv({ strict: false, allErrors: true, validateFormats: true, validateSchema: false });
    addFormats.default(ajv);
    ajv.addSchema(document, DOCUMENT);
    ajvOf.set(document, ajv);
  }
  const pointer = place.map((step) => encodeURIComponent(step.replaceAll('~', '~0').replaceAll('/', '~1')));
  return ajv.getSchema(`${DOCUMENT}#/${pointer.join('/')}`);
}

/** Where the response is written: a problem that has its status to itself stands in the components. */
function placeOf({ path, method, responses }: Operation, status: string): string[] {
  const name = responses[status]?.$ref?.split('/').at(-1);
  return name === undefined
    ? ['paths', path, method, 'responses', status]
    : ['components', 'responses', name];
}

function at(document: Document, place: string[]): unknown {
  return place.reduce<unknown>((within, step) => (within as Document | undefined)?.[step], document);
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
    const operation = this.#operationAt(method, path);
    const sent = new Headers({
      ...(this.token ? { authorization: `Bearer ${this.token}` } : {}),
      // A form says itself what it is, with the boundary of its parts.
      ...(body === undefined || body instanceof FormData ? {} : { 'content-type': 'application/json' }),
      ...(operation?.needsKey ? { 'idempotency-key': newId() } : {}),
    });
    for (const [name, value] of Object.entries(headers)) sent.set(name, value);
    const response = await fetch(`${this.url}/api${path}`, {
      method: method.toUpperCase(),
      headers: sent,
      ...(body === undefined
        ? {}
        : { body: typeof body === 'string' || body instanceof FormData ? body : JSON.stringify(body) }),
    });
    const bytes = Buffer.from(await response.arrayBuffer());
    const answer = {
      status: response.status,
      headers: response.headers,
      body: readJson(bytes.toString()),
      bytes,
    };
    if (operation) this.#holdAgainstDocument(operation, answer);
    if (operation && process.env.RECORD_EXAMPLES) this.#record(operation, body, answer);
    return answer;
  }

  /** The operation of the document that is asked; undefined where the address is none. */
  #operationAt(method: string, path: string): Operation | undefined {
    const bare = path.split('?')[0] ?? path;
    return operations(this.#document).find((each) => each.method === method && each.pattern.test(bare));
  }

  #holdAgainstDocument(operation: Operation, answer: ApiAnswer): void {
    const where = `${operation.method} ${operation.path} → ${answer.status}`;
    const place = placeOf(operation, String(answer.status));
    const response = at(this.#document, place) as ResponseObject | undefined;
    if (!response?.content) {
      throw new Error(`${where} is not in the OpenAPI document: ${JSON.stringify(answer.body)}`);
    }
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
