/** The OpenAPI 3.0.3 document, made from the same contracts that serve the requests. */
import { z } from 'zod';
import { answerSchema, limitTierOf, problemsOf } from './contract';
import type { Endpoint } from './endpoint';
import type { ProblemKind } from './problem';
import { TIERS } from './rate-limit';
import type { ServedEndpoint } from './server';

type Json = Record<string, unknown>;

const toSchema = (schema: z.ZodType, io: 'input' | 'output' = 'output'): Json => {
  const { $schema: _, ...json } = z.toJSONSchema(schema, {
    target: 'openapi-3.0',
    unrepresentable: 'any',
    io,
    override: ({ jsonSchema }) => allowNullInEnum(jsonSchema),
  }) as Json;
  return json;
};

/** In OpenAPI 3.0 `nullable` adds null to the type only; a list of values has to name it as well. */
function allowNullInEnum(schema: Json): void {
  if (schema.nullable === true && Array.isArray(schema.enum) && !schema.enum.includes(null)) {
    schema.enum = [...(schema.enum as unknown[]), null];
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
  for (const endpoint of [...endpoints].sort(byPath)) {
    const { path, method } = endpoint.contract;
    paths[path] = { ...paths[path], [method]: operation(endpoint) };
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
      schemas: { Problem: problemSchema },
      securitySchemes: { accessToken: { type: 'http', scheme: 'bearer', bearerFormat: 'JWT' } },
    },
  };
}

const byPath = (one: ServedEndpoint, other: ServedEndpoint): number => {
  const [left, right] = [one, other].map(({ contract }) => `${contract.path} ${contract.method}`);
  return (left ?? '') < (right ?? '') ? -1 : 1;
};

function operation({ contract, tag }: ServedEndpoint): Json {
  const status = contract.status ?? 200;
  const answers: Record<string, Json> = {};
  for (const each of [status, ...(contract.otherStatuses ?? [])]) {
    answers[String(each)] = {
      description: each === status ? contract.summary : `The same, with the status ${each}.`,
      content: { 'application/json': { schema: toSchema(answerSchema(contract)) } },
    };
  }
  return {
    tags: [tag],
    operationId: operationId(contract),
    summary: contract.summary,
    description: describe(contract),
    ...(contract.access === 'public' ? {} : { security: [{ accessToken: [] }] }),
    ...parameters(contract),
    ...requestBody(contract),
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
    limit ? `Limit \`${tier}\`: ${limit.requests} requests in ${limit.windowMs / 60_000} min.` : null,
    contract.idempotent ? 'Send an `Idempotency-Key` to make repeating it safe.' : null,
  ]
    .filter(Boolean)
    .join(' ');
}

function parameters(contract: Endpoint['contract']): Json {
  const listed = [
    ...parametersOf('path', contract.params),
    ...parametersOf('query', contract.query),
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

function parametersOf(place: 'path' | 'query', schema: z.ZodType | undefined): Json[] {
  if (!(schema instanceof z.ZodObject)) return [];
  return Object.entries(schema.shape as Record<string, z.ZodType>).map(([name, field]) => ({
    name,
    in: place,
    required: place === 'path' || !field.safeParse(undefined).success,
    schema: toSchema(field),
  }));
}

function requestBody(contract: Endpoint['contract']): Json {
  if (contract.rawBody) {
    return {
      requestBody: { required: true, content: { 'application/json': { schema: { type: 'object' } } } },
    };
  }
  if (!contract.body) return {};
  const required = !contract.body.safeParse({}).success;
  return {
    requestBody: { required, content: { 'application/json': { schema: toSchema(contract.body, 'input') } } },
  };
}

function problemAnswers(kinds: ProblemKind[]): Json {
  const byStatus = new Map<number, ProblemKind[]>();
  for (const kind of kinds) byStatus.set(kind.status, [...(byStatus.get(kind.status) ?? []), kind]);
  return Object.fromEntries(
    [...byStatus]
      .sort(([one], [other]) => one - other)
      .map(([status, group]) => [
        String(status),
        {
          description: group.map(({ code, title }) => `\`${code}\`: ${title}.`).join(' '),
          content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
        },
      ]),
  );
}
