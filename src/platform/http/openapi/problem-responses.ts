/** Writes the problems that an operation can answer, by status, each with the codes that it can have there. */
import { FIELD_ERROR_CODES, problemAddress, type ProblemKind, type ProblemStatus } from '../problem';
import type { Json } from './schemas';

export const PROBLEM_SCHEMA: Json = {
  type: 'object',
  description: 'What went wrong (RFC 9457). `code` is stable and meant for programs, `detail` for people.',
  required: ['type', 'title', 'status', 'detail', 'code', 'requestId', 'success', 'error'],
  properties: {
    type: { type: 'string', description: 'The address of the page that explains the code.' },
    title: {
      type: 'string',
      description: 'The kind of problem in one sentence, the same for every occurrence.',
    },
    status: { type: 'integer', description: 'The HTTP status.' },
    detail: { type: 'string', description: 'What went wrong this time, for a person to read.' },
    code: {
      type: 'string',
      description: 'The kind of problem. Every operation lists the codes it can answer.',
    },
    requestId: { type: 'string', description: 'Quote this when you ask for support.' },
    success: { type: 'boolean', enum: [false] },
    error: { type: 'string', description: 'The same as `detail`, for older clients.' },
    errors: {
      type: 'array',
      description: 'What is wrong with the input, field by field.',
      items: {
        type: 'object',
        required: ['field', 'code', 'message'],
        properties: {
          field: {
            type: 'string',
            description:
              'The field as you sent it: `amountCents`, `terms.holdbackPct`. `body` or `query` for the whole.',
          },
          code: {
            type: 'string',
            description: `What is wrong, for programs: ${FIELD_ERROR_CODES.map((code) => `\`${code}\``).join(', ')}; or the code of the problem, where a rule of the trade found it.`,
          },
          message: { type: 'string', description: 'What is wrong, in a sentence for people.' },
          limits: {
            type: 'object',
            description: 'What would be taken.',
            properties: {
              least: { type: 'number', description: 'The smallest value, or the least length.' },
              most: { type: 'number', description: 'The greatest value, or the greatest length.' },
              options: {
                type: 'array',
                description: 'The values to choose from.',
                items: { description: 'A value.' },
              },
            },
          },
        },
      },
    },
    cause: { type: 'string', description: 'What was thrown inside; outside production only.' },
  },
};

const STATUS_WORDS: Record<ProblemStatus, string> = {
  400: 'BadRequest',
  401: 'Unauthorized',
  402: 'PaymentRequired',
  403: 'Forbidden',
  404: 'NotFound',
  405: 'MethodNotAllowed',
  408: 'RequestTimeout',
  409: 'Conflict',
  413: 'ContentTooLarge',
  415: 'UnsupportedMediaType',
  416: 'RangeNotSatisfiable',
  417: 'ExpectationFailed',
  422: 'Unprocessable',
  429: 'TooManyRequests',
  431: 'HeadersTooLarge',
  500: 'ServerError',
  503: 'Unavailable',
};

const RETRIED_LATER: readonly ProblemStatus[] = [429, 503];
/** The one conflict that is over by itself. */
const OVER_SOON = 'idempotency_in_flight';

/** Codes that say no more than their status does. */
const GENERAL_CODES: readonly string[] = [
  'invalid_request',
  'forbidden',
  'scope_missing',
  'second_factor_required',
  'not_found',
  'service_unavailable',
];

/** More codes than that make no name. */
const CODES_IN_A_NAME = 2;

export interface ProblemResponses {
  /** The answers of an operation by status, as references. */
  of(operationId: string): Json;
  components: Json;
}

/** Every set of problems that one status stands for, written once. */
export function createProblemResponses(
  operations: readonly { operationId: string; kinds: ProblemKind[] }[],
): ProblemResponses {
  const usersOf = new Map<string, string[]>();
  for (const { operationId, kinds } of operations) {
    for (const [, set] of byStatus(kinds)) {
      usersOf.set(keyOf(set), [...(usersOf.get(keyOf(set)) ?? []), operationId]);
    }
  }
  const components: Json = {};
  const names = new Map<string, string>();
  const references = new Map<string, Json>();
  for (const { operationId, kinds } of operations) {
    const answers = byStatus(kinds).map(([status, set]) => {
      const known = names.get(keyOf(set));
      const users = usersOf.get(keyOf(set)) ?? [];
      const afterCodes = nameAfterCodes(status, set, users);
      const afterOperation = pascal(users[0] ?? '') + STATUS_WORDS[status];
      const name = known ?? (afterCodes in components ? afterOperation : afterCodes);
      names.set(keyOf(set), name);
      components[name] ??= responseOf(status, set);
      return [String(status), { $ref: `#/components/responses/${name}` }] as const;
    });
    references.set(operationId, Object.fromEntries(answers));
  }
  return {
    of: (operationId) => references.get(operationId) ?? {},
    components: Object.fromEntries(
      Object.entries(components).sort(([one], [other]) => (one < other ? -1 : 1)),
    ),
  };
}

const keyOf = (set: readonly ProblemKind[]): string => set.map(({ code }) => code).join(' ');

function byStatus(kinds: readonly ProblemKind[]): [ProblemStatus, ProblemKind[]][] {
  const sets = new Map<ProblemStatus, ProblemKind[]>();
  for (const kind of [...kinds].sort(byCode)) sets.set(kind.status, [...(sets.get(kind.status) ?? []), kind]);
  return [...sets].sort(([one], [other]) => one - other);
}

/** After the code or the few codes that matter in it, else after the operation, the first of those that have it. */
function nameAfterCodes(
  status: ProblemStatus,
  set: readonly ProblemKind[],
  operationIds: readonly string[],
): string {
  const codes = set.map(({ code }) => code);
  const [first = ''] = codes;
  if (codes.length === 1) return pascal(first);
  const particular = codes.filter((code) => !GENERAL_CODES.includes(code));
  if (operationIds.length === 1 || particular.length > CODES_IN_A_NAME) {
    return pascal(operationIds[0] ?? '') + STATUS_WORDS[status];
  }
  const general = particular.length < codes.length ? [STATUS_WORDS[status]] : [];
  return [...general, ...particular.map(pascal)].join('Or');
}

const byCode = (one: ProblemKind, other: ProblemKind): number => (one.code < other.code ? -1 : 1);

/** `not_your_turn`, `makeThing` → `NotYourTurn`, `MakeThing`. */
export const pascal = (name: string): string =>
  name.replaceAll(/(?:^|[_-])(\w)/g, (_, first: string) => first.toUpperCase());

const exampleOf = ({ code, status, title }: ProblemKind): Json => ({
  type: problemAddress(code),
  title,
  status,
  detail: `${title}.`,
  code,
  requestId: '019a8f3e-5c1d-7b20-9e44-3f6a1c0b7d52',
  success: false,
  error: `${title}.`,
});

const responseOf = (status: ProblemStatus, kinds: ProblemKind[]): Json => ({
  description: kinds.map(({ code, title }) => `\`${code}\`: ${title}.`).join(' '),
  headers: Object.fromEntries(
    [
      'X-Request-Id',
      ...(RETRIED_LATER.includes(status) || kinds.some(({ code }) => code === OVER_SOON)
        ? ['Retry-After']
        : []),
      ...(status === 429 ? ['RateLimit', 'RateLimit-Policy'] : []),
    ].map((name) => [name, { $ref: `#/components/headers/${name}` }]),
  ),
  content: {
    'application/problem+json': {
      schema: {
        allOf: [
          { $ref: '#/components/schemas/Problem' },
          {
            type: 'object',
            required: ['code'],
            properties: { code: { type: 'string', enum: kinds.map(({ code }) => code) } },
          },
        ],
      },
      ...(kinds[0] ? { example: exampleOf(kinds[0]) } : {}),
    },
  },
});
