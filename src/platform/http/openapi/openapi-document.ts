/** The OpenAPI 3.0.3 document, made from the same contracts that serve the requests. */
import { admissionNotesOf } from '../admission';
import { answerSchema, limitOf, problemsOf } from '../contract';
import { FileContent } from '../download';
import type { Endpoint } from '../endpoint';
import type { ServedEndpoint } from '../server';
import type { UploadRule } from '../upload';
import { fieldsOf, parametersOf, shareParameters } from './parameters';
import { createProblemResponses, pascal, PROBLEM_SCHEMA, type ProblemResponses } from './problem-responses';
import { createSchemas, type Json, type Schemas } from './schemas';

type Contract = Endpoint['contract'];

/** What the document says beside the endpoints. */
export interface DocumentFrame {
  title: string;
  version: string;
  description: string;
  /** The sections in the order in which they are read, each with a sentence. */
  tags: readonly { name: string; description: string }[];
  /** One request and its answer for an operation, by operationId. */
  examples: Readonly<Record<string, OperationExample>>;
}

export interface OperationExample {
  body?: unknown;
  answer?: unknown;
}

interface Parts {
  schemas: Schemas;
  problems: ProblemResponses;
  examples: DocumentFrame['examples'];
}

interface Operation {
  path: string;
  method: string;
  parameters: Json[];
  before: Json;
  after: Json;
}

export function openApiDocument(endpoints: ServedEndpoint[], frame: DocumentFrame): Json {
  const sorted = [...endpoints].sort(byPath);
  const parts: Parts = {
    schemas: createSchemas(),
    problems: createProblemResponses(
      sorted.map(({ contract }) => ({ operationId: contract.operationId, kinds: problemsOf(contract) })),
    ),
    examples: frame.examples,
  };
  parts.schemas.name('Problem', PROBLEM_SCHEMA);
  const contracts = sorted.map(({ contract }) => contract);
  parts.schemas.prepare(
    contracts.flatMap((each) => [answerSchema(each), each.response]),
    'output',
  );
  parts.schemas.prepare(
    contracts.flatMap((each) => [...fieldsOf(each), each.body ?? []].flat()),
    'input',
  );
  const operations = sorted.map((endpoint) => operationOf(endpoint, parts));
  const parameters = shareParameters(operations);
  const paths: Record<string, Json> = {};
  for (const { path, method, before, parameters: taken, after } of operations) {
    const operation = { ...before, ...(taken.length > 0 ? { parameters: taken } : {}), ...after };
    paths[path] = { ...paths[path], [method]: operation };
  }
  const served = new Set(endpoints.map(({ tag }) => tag));
  return parts.schemas.complete({
    openapi: '3.0.3',
    info: { title: frame.title, version: frame.version, description: frame.description },
    servers: [{ url: '/api' }],
    tags: frame.tags.filter(({ name }) => served.has(name)),
    paths,
    components: {
      responses: parts.problems.components,
      parameters,
      headers: HEADERS,
      securitySchemes: SECURITY_SCHEMES,
    },
  });
}

const byPath = (one: ServedEndpoint, other: ServedEndpoint): number => {
  const [left, right] = [one, other].map(({ contract }) => `${contract.path} ${contract.method}`);
  return (left ?? '') < (right ?? '') ? -1 : 1;
};

const SECURITY_SCHEMES: Json = {
  accessToken: {
    type: 'http',
    scheme: 'bearer',
    bearerFormat: 'JWT',
    description: 'The access token of a signed-in person, from POST /auth/login.',
  },
  apiKey: {
    type: 'http',
    scheme: 'bearer',
    bearerFormat: 'API key',
    description:
      'The key of a program, from POST /users/me/api-keys, sent like an access token. An operation names the scope that the key needs.',
  },
};

const HEADERS: Json = {
  'X-Request-Id': {
    description: 'The id of the request: the one that was sent, if it looks like one, else a new one.',
    schema: { type: 'string' },
  },
  RateLimit: {
    description: 'What is left of the limit, and the seconds until it starts again: `"global";r=97;t=840`.',
    schema: { type: 'string' },
  },
  'RateLimit-Policy': {
    description: 'The limit: requests, and the window in seconds: `"global";q=100;w=900`.',
    schema: { type: 'string' },
  },
  'Retry-After': {
    description: 'The seconds to wait before trying again.',
    schema: { type: 'integer' },
  },
  ETag: {
    description: 'Names this content. Send it as `If-None-Match` to be answered 304 while it is current.',
    schema: { type: 'string' },
  },
  'Idempotent-Replayed': {
    description: '`true` when this is the stored answer to an earlier request with the same Idempotency-Key.',
    schema: { type: 'string', enum: ['true'] },
  },
};

const FILE: Json = { type: 'string', format: 'binary' };

function operationOf({ contract, tag }: ServedEndpoint, parts: Parts): Operation {
  const { operationId, summary, path, method } = contract;
  return {
    path,
    method,
    parameters: parametersOf(contract, parts.schemas),
    before: {
      tags: [tag],
      operationId,
      summary,
      description: describe(contract),
      security: securityOf(contract),
    },
    after: {
      ...requestBody(contract, parts),
      responses: { ...answersOf(contract, parts), ...parts.problems.of(operationId) },
    },
  };
}

function securityOf(contract: Contract): Json[] {
  if (contract.access === 'public') return [];
  return [{ accessToken: [] }, ...(contract.scope ? [{ apiKey: [] }] : [])];
}

const FOR_WHOM: Partial<Record<Contract['access'], string>> = {
  public: 'Open to everyone.',
  user: 'For signed-in users.',
  admin: 'For administrators.',
};

function describe(contract: Contract): string {
  const limit = limitOf(contract);
  const terms = [
    FOR_WHOM[contract.access] ?? `For ${contract.access}s.`,
    ...admissionNotesOf(contract),
    ...(contract.whileClosed ? ['Also taken during maintenance.'] : []),
    limit
      ? `Limit \`${limit.name}\`: ${limit.requests} requests in ${limit.windowMs / 60_000} minutes.`
      : null,
  ];
  return [contract.description, terms.filter(Boolean).join(' ')].filter(Boolean).join('\n\n');
}

const STATUS_PHRASES: Record<number, string> = {
  200: 'Success.',
  201: 'Created.',
  202: 'Accepted.',
  503: 'Not ready.',
};

function answersOf(contract: Contract, parts: Parts): Json {
  const content = {
    ...Object.fromEntries((contract.download ?? []).map((mediaType) => [mediaType, { schema: FILE }])),
    ...(contract.response === FileContent ? {} : { 'application/json': jsonAnswer(contract, parts) }),
  };
  const statuses = [contract.status ?? 200, ...(contract.otherStatuses ?? [])];
  const headers = headersOf(contract);
  return {
    ...Object.fromEntries(
      statuses.map((status) => [
        String(status),
        { description: STATUS_PHRASES[status] ?? 'The same shape.', headers, content },
      ]),
    ),
    ...(contract.ranges ? { '206': { description: 'The part that was asked for.', headers, content } } : {}),
    ...(contract.download ? { '304': { description: 'What the caller has is current.', headers } } : {}),
  };
}

function headersOf(contract: Contract): Json {
  const names = [
    'X-Request-Id',
    ...(limitOf(contract) === null ? [] : ['RateLimit', 'RateLimit-Policy']),
    ...(contract.method === 'get' ? ['ETag'] : []),
    ...(contract.idempotent ? ['Idempotent-Replayed'] : []),
  ];
  return Object.fromEntries(names.map((name) => [name, { $ref: `#/components/headers/${name}` }]));
}

function jsonAnswer(contract: Contract, { schemas, examples }: Parts): Json {
  const example = examples[contract.operationId]?.answer;
  const schema = schemas.write(answerSchema(contract), 'output');
  return {
    schema: schemas.name(answerName(contract, schemas), schema),
    ...(example === undefined ? {} : { example }),
  };
}

/** An answer is named after what is in it where that has a name, else after the operation. */
function answerName(contract: Contract, schemas: Schemas): string {
  const ofOperation = `${pascal(contract.operationId)}Answer`;
  if (contract.bare) return ofOperation;
  const data = schemas.write(contract.response, 'output');
  const alone = schemas.nameOf(data);
  if (alone !== undefined) return `${alone}Answer`;
  const item = data.type === 'array' ? schemas.nameOf(data.items as Json) : undefined;
  if (item === undefined || Object.keys(data).length > 2) return ofOperation;
  return item + (contract.paged ? 'Page' : 'List');
}

function requestBody(contract: Contract, parts: Parts): Json {
  const { schemas } = parts;
  const bodyName = `${pascal(contract.operationId)}Body`;
  const example = parts.examples[contract.operationId]?.body;
  const given = example === undefined ? {} : { example };
  if (contract.rawBody) {
    const schema = { type: 'object', description: 'As its sender signed it.' };
    return { requestBody: { required: true, content: { 'application/json': { schema, ...given } } } };
  }
  if (contract.upload) {
    const schema = schemas.name(bodyName, form(contract, contract.upload, schemas));
    return { requestBody: { required: true, content: { 'multipart/form-data': { schema } } } };
  }
  if (!contract.body) return {};
  const schema = schemas.name(bodyName, schemas.write(contract.body, 'input'));
  const required = !contract.body.safeParse({}).success;
  return { requestBody: { required, content: { 'application/json': { schema, ...given } } } };
}

function form({ body }: Contract, { field, maxBytes, mediaTypes }: UploadRule, schemas: Schemas): Json {
  const fields: { properties?: Json; required?: string[] } = body ? schemas.write(body, 'input') : {};
  const description = `${mediaTypes.join(', ')}; at most ${Math.floor(maxBytes / 1024)} kB.`;
  return {
    type: 'object',
    properties: { ...fields.properties, [field]: { ...FILE, description } },
    required: [...(fields.required ?? []), field],
    additionalProperties: false,
  };
}
