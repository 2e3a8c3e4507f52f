/** An API client that holds every answer against the OpenAPI document. */
import { Ajv, type ValidateFunction } from 'ajv';
import addFormats from 'ajv-formats';

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

interface Operation {
  method: string;
  pattern: RegExp;
  places: number;
  path: string;
  responses: Record<string, ResponseObject>;
}

type Document = Record<string, unknown>;

const operationsOf = new WeakMap<Document, Operation[]>();
const validators = new WeakMap<object, ValidateFunction>();
const ajvOf = new WeakMap<Document, Ajv>();

function operations(document: Document): Operation[] {
  const known = operationsOf.get(document);
  if (known) return known;
  const paths = document.paths as Record<string, Record<string, { responses: Operation['responses'] }>>;
  const found = Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, { responses }]) => ({
      method,
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

function validatorOf(document: Document, schema: object): ValidateFunction {
  const known = validators.get(schema);
  if (known) return known;
  let ajv = ajvOf.get(document);
  if (!ajv) {
    ajv = new Ajv({ strict: false, allErrors: true, validateFormats: true });
    addFormats.default(ajv);
    ajvOf.set(document, ajv);
  }
  // References point into the document's components, so these go along with the schema.
  const validate = ajv.compile({ ...schema, components: document.components });
  validators.set(schema, validate);
  return validate;
}

/** A problem that has its status to itself stands in the components. */
function resolved(document: Document, response: ResponseObject | undefined): ResponseObject | undefined {
  const name = response?.$ref?.split('/').at(-1);
  if (name === undefined) return response;
  return (document.components as { responses: Record<string, ResponseObject> }).responses[name];
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
    const response = await fetch(`${this.url}/api${path}`, {
      method: method.toUpperCase(),
      headers: {
        ...(this.token ? { authorization: `Bearer ${this.token}` } : {}),
        // A form says itself what it is, with the boundary of its parts.
        ...(body === undefined || body instanceof FormData ? {} : { 'content-type': 'application/json' }),
        ...headers,
      },
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
    this.#holdAgainstDocument(method, path, answer);
    return answer;
  }

  #holdAgainstDocument(method: string, path: string, answer: ApiAnswer): void {
    const bare = path.split('?')[0] ?? path;
    const operation = operations(this.#document).find(
      (each) => each.method === method && each.pattern.test(bare),
    );
    if (!operation) return;
    const where = `${method} ${operation.path} → ${answer.status}`;
    const content = resolved(this.#document, operation.responses[String(answer.status)])?.content;
    if (!content) {
      throw new Error(`${where} is not in the OpenAPI document: ${JSON.stringify(answer.body)}`);
    }
    const mediaType = (answer.headers.get('content-type') ?? '').split(';')[0] ?? '';
    const schema = content[mediaType]?.schema;
    if (!schema) throw new Error(`${where} answers ${mediaType}, which the OpenAPI document does not know.`);
    const validate = validatorOf(this.#document, schema);
    if (!validate(answer.body)) {
      throw new Error(
        `${where} does not match the OpenAPI document: ${JSON.stringify(validate.errors?.slice(0, 5))}\n${JSON.stringify(answer.body).slice(0, 2_000)}`,
      );
    }
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
