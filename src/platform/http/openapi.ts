/** The OpenAPI 3.0.3 document, made from the same contracts that serve the requests. */
import { z } from 'zod';
import { admissionNotesOf } from './admission';
import { answerSchema, limitTierOf, problemsOf } from './contract';
import { FileContent } from './download';
import type { Endpoint } from './endpoint';
import type { ProblemKind } from './problem';
import { TIERS } from './rate-limit';
import type { ServedEndpoint } from './server';
import type { UploadRule } from './upload';

type Json = Record<string, unknown>;

/** Shapes that have a name (`.meta({ id })`), written once and referred to. */
type Shapes = Json;

function toSchema(schema: z.ZodType, shapes: Shapes, io: 'input' | 'output' = 'output'): Json {
  const written = z.toJSONSchema(schema, {
    target: 'openapi-3.0',
    unrepresentable: 'any',
    io,
    override: ({ jsonSchema }) => allowNull(jsonSchema),
  });
  // What may be left out coming in is there going out, so one name has two shapes.
  const suffix = io === 'input' ? 'Input' : '';
  const inComponents = JSON.stringify(written).replaceAll(
    /"#\/definitions\/(\w+)"/g,
    `"#/components/schemas/$1${suffix}"`,
  );
  const { $schema: _, definitions = {}, ...json } = JSON.parse(inComponents) as Json;
  for (const [name, shape] of Object.entries(definitions as Json)) shapes[name + suffix] = shape;
  return json;
}

/**
 * In OpenAPI 3.0 `nullable` adds null to a type only: a list of values has to name it as well, and a reference, which
 * has no type beside it, needs an alternative.
 */
function allowNull(schema: Json): void {
  if (schema.nullable !== true) return;
  if (Array.isArray(schema.enum) && !schema.enum.includes(null)) {
    schema.enum = [...(schema.enum as unknown[]), null];
  }
  if (schema.type === undefined && Array.isArray(schema.allOf)) {
    schema.oneOf = [...(schema.allOf as unknown[]), { type: 'object', nullable: true, enum: [null] }];
    delete schema.allOf;
    delete schema.nullable;
  }
}

const problemSchema: Json = {
  type: 'object',
  description: 'What went wrong (RFC 9457). `code` is stable; `detail` is for people.',
  required: ['type', 'title', 'status', 'detail', 'code', 'requestId', 'success', 'error'],
  properties: {
    type: { type: 'string' },
    title: { type: 'string' },
    status: { type: 'integer' },
    detail: { type: 'string' },
    code: { type: 'string' },
    requestId: { type: 'string' },
    success: { type: 'boolean', enum: [false] },
    error: { type: 'string', description: 'The same as `detail`, for older clients.' },
    errors: {
      type: 'array',
      items: {
        type: 'object',
        required: ['field', 'message'],
        properties: { field: { type: 'string' }, message: { type: 'string' } },
      },
    },
    cause: { type: 'string', description: 'Outside production only.' },
  },
};

export function openApiDocument(endpoints: ServedEndpoint[], version: string): Json {
  const paths: Record<string, Json> = {};
  const shapes: Shapes = {};
  for (const endpoint of [...endpoints].sort(byPath)) {
    const { path, method } = endpoint.contract;
    paths[path] = { ...paths[path], [method]: operation(endpoint, shapes) };
  }
  return {
    openapi: '3.0.3',
    info: {
      title: 'MC Exchange',
      version,
      description:
        'The interface of MC Exchange: motor-carrier companies, sold with their operating authority. Money is in integer cents, times are ISO 8601 UTC, ids are UUIDs. `/api` and `/api/v1` are the same.',
    },
    servers: [{ url: '/api' }],
    tags: [...new Set(endpoints.map(({ tag }) => tag))].sort().map((name) => ({ name })),
    paths,
    components: {
      schemas: { Problem: problemSchema, ...shapes },
      responses: problemComponents(endpoints),
      securitySchemes: { accessToken: { type: 'http', scheme: 'bearer', bearerFormat: 'JWT' } },
    },
  };
}

const byPath = (one: ServedEndpoint, other: ServedEndpoint): number => {
  const [left, right] = [one, other].map(({ contract }) => `${contract.path} ${contract.method}`);
  return (left ?? '') < (right ?? '') ? -1 : 1;
};

const FILE: Json = { type: 'string', format: 'binary' };

function operation({ contract, tag }: ServedEndpoint, shapes: Shapes): Json {
  const status = contract.status ?? 200;
  const answers: Record<string, Json> = {};
  const content = {
    ...Object.fromEntries((contract.download ?? []).map((mediaType) => [mediaType, { schema: FILE }])),
    ...(contract.response === FileContent
      ? {}
      : { 'application/json': { schema: toSchema(answerSchema(contract), shapes) } }),
  };
  for (const each of [status, ...(contract.otherStatuses ?? [])]) {
    answers[String(each)] = {
      description: each === status ? contract.summary : `The same, with the status ${each}.`,
      content,
    };
  }
  if (contract.download) answers['304'] = { description: 'What the caller has is still good.' };
  return {
    tags: [tag],
    operationId: operationId(contract),
    summary: contract.summary,
    description: describe(contract),
    ...(contract.access === 'public' ? {} : { security: [{ accessToken: [] }] }),
    ...parameters(contract, shapes),
    ...requestBody(contract, shapes),
    responses: { ...answers, ...problemAnswers(problemsOf(contract)) },
  };
}

/** `post /listings/{listingId}/offers` → `postListingsByListingIdOffers`. */
const operationId = ({ method, path }: Endpoint['contract']): string =>
  method +
  path
    .split('/')
    .filter(Boolean)
    .map((part) => part.replaceAll(/^\{(\w)/g, (_, first: string) => `by-${first}`))
    .flatMap((part) => part.split(/[-{}.]/))
    .filter(Boolean)
    .map((word) => word[0]?.toUpperCase() + word.slice(1))
    .join('');

function describe(contract: Endpoint['contract']): string {
  const tier = limitTierOf(contract);
  const limit = tier === 'none' ? null : TIERS[tier];
  return [
    contract.description,
    contract.access === 'public' ? 'Open to everyone.' : `For: ${contract.access.toUpperCase()}.`,
    ...admissionNotesOf(contract),
    limit ? `Limit \`${tier}\`: ${limit.requests} requests in ${limit.windowMs / 60_000} min.` : null,
    contract.idempotent ? 'Send an `Idempotency-Key` to make repeating it safe.' : null,
  ]
    .filter(Boolean)
    .join(' ');
}

function parameters(contract: Endpoint['contract'], shapes: Shapes): Json {
  const listed = [
    ...parametersOf('path', contract.params, shapes),
    ...parametersOf('query', contract.query, shapes),
    ...(contract.idempotent
      ? [
          {
            name: 'Idempotency-Key',
            in: 'header',
            required: false,
            schema: { type: 'string', maxLength: 200 },
          },
        ]
      : []),
  ];
  return listed.length > 0 ? { parameters: listed } : {};
}

function parametersOf(place: 'path' | 'query', schema: z.ZodType | undefined, shapes: Shapes): Json[] {
  if (!(schema instanceof z.ZodObject)) return [];
  return Object.entries(schema.shape as Record<string, z.ZodType>).map(([name, field]) => ({
    name,
    in: place,
    required: place === 'path' || !field.safeParse(undefined).success,
    schema: toSchema(field, shapes),
  }));
}

function requestBody(contract: Endpoint['contract'], shapes: Shapes): Json {
  if (contract.rawBody) {
    return {
      requestBody: { required: true, content: { 'application/json': { schema: { type: 'object' } } } },
    };
  }
  if (contract.upload)
    return { requestBody: { required: true, content: form(contract, contract.upload, shapes) } };
  if (!contract.body) return {};
  const required = !contract.body.safeParse({}).success;
  return {
    requestBody: {
      required,
      content: { 'application/json': { schema: toSchema(contract.body, shapes, 'input') } },
    },
  };
}

function form(
  { body }: Endpoint['contract'],
  { field, maxBytes, mediaTypes }: UploadRule,
  shapes: Shapes,
): Json {
  const fields: { properties?: Json; required?: string[] } = body ? toSchema(body, shapes, 'input') : {};
  const description = `${mediaTypes.join(', ')}; at most ${Math.floor(maxBytes / 1024)} kB.`;
  const schema = {
    type: 'object',
    properties: { ...fields.properties, [field]: { ...FILE, description } },
    required: [...(fields.required ?? []), field],
    additionalProperties: false,
  };
  return { 'multipart/form-data': { schema } };
}

/** A status that one kind of problem has to itself is written once, in the components. */
function problemAnswers(kinds: ProblemKind[]): Json {
  const byStatus = new Map<number, ProblemKind[]>();
  for (const kind of kinds) byStatus.set(kind.status, [...(byStatus.get(kind.status) ?? []), kind]);
  return Object.fromEntries(
    [...byStatus]
      .sort(([one], [other]) => one - other)
      .map(([status, group]) => [
        String(status),
        group.length === 1 ? { $ref: `#/components/responses/${group[0]?.code}` } : problemAnswer(group),
      ]),
  );
}

const problemAnswer = (kinds: ProblemKind[]): Json => ({
  description: kinds.map(({ code, title }) => `\`${code}\`: ${title}.`).join(' '),
  content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
});

/** Every kind of problem that some endpoint can answer, by its code. */
function problemComponents(endpoints: ServedEndpoint[]): Json {
  const kinds = endpoints.flatMap(({ contract }) => problemsOf(contract));
  const byCode = new Map(kinds.map((kind) => [kind.code, kind]));
  return Object.fromEntries([...byCode].sort().map(([code, kind]) => [code, problemAnswer([kind])]));
}
