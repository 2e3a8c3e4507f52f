/** What follows from a contract: its checks of input and answer, its limit, the problems it can answer. */
import { z } from 'zod';
import { badCursor, type Page, Pagination } from '../kernel/page';
import { admissionProblemsOf } from './admission';
import { rangeNotSatisfiable } from './download';
import { Answer, type Endpoint } from './endpoint';
import { switchedOff } from './features';
import { leaveOutEmpty } from './empty-fields';
import { fieldErrorsOf, sayIssue } from './field-errors';
import {
  badIdempotencyKey,
  idempotencyInFlight,
  idempotencyKeyMissing,
  idempotencyKeyReused,
} from './idempotency';
import { ADMIN_LIMIT, GLOBAL_LIMIT, PUBLIC_READING_LIMIT, type RateLimit, READING_LIMIT } from './limits';
import {
  type FieldError,
  internalError,
  invalidRequest,
  notFound,
  payloadTooLarge,
  type ProblemKind,
  recordUnreadable,
  serviceUnavailable,
  tooManyRequests,
  unsupportedMediaType,
} from './problem';
import { RawJson } from './raw-json';

type Contract = Endpoint['contract'];

/** Every kind of problem that the endpoint can answer: its own, and those of its access, input and limit. */
export function problemsOf(contract: Contract): ProblemKind[] {
  const kinds = [
    invalidRequest,
    tooManyRequests,
    internalError,
    recordUnreadable,
    serviceUnavailable,
    ...admissionProblemsOf(contract),
    ...(contract.problems ?? []),
  ];
  if (contract.params) kinds.push(notFound);
  if (contract.feature) kinds.push(switchedOff);
  if (contract.paged) kinds.push(badCursor);
  if (contract.ranges) kinds.push(rangeNotSatisfiable);
  if (contract.body || contract.rawBody || contract.upload) kinds.push(payloadTooLarge, unsupportedMediaType);
  if (contract.idempotent) kinds.push(badIdempotencyKey, idempotencyInFlight, idempotencyKeyReused);
  if (contract.movesMoney) kinds.push(idempotencyKeyMissing);
  return [...new Set(kinds)];
}

/** Null where nothing is limited. */
export function limitOf({ limit, access, method }: Contract): RateLimit | null {
  if (limit !== undefined) return limit;
  if (method !== 'get') return access === 'admin' ? ADMIN_LIMIT : GLOBAL_LIMIT;
  return access === 'public' ? PUBLIC_READING_LIMIT : READING_LIMIT;
}

/** As it came. */
export interface GivenInput {
  params: unknown;
  query: Record<string, unknown>;
  /** Undefined where none came. */
  body: unknown;
}

export interface CheckedInput {
  params: unknown;
  query: unknown;
  body: unknown;
}

const NoQuery = z.strictObject({});

/** Checks all parts of the input and reports everything that is wrong at once. */
export function parseInput(contract: Contract, given: GivenInput): CheckedInput {
  const errors: FieldError[] = [];
  let onlyParams = true;
  const check = (
    part: 'params' | 'query' | 'body',
    schema: z.ZodType | undefined,
    value: unknown,
  ): unknown => {
    if (!schema) return undefined;
    const parsed = schema.safeParse(leaveOutEmpty(schema, value), { error: sayIssue, reportInput: true });
    if (parsed.success) return parsed.data;
    onlyParams &&= part === 'params';
    errors.push(...fieldErrorsOf(part, parsed.error));
    return undefined;
  };
  const params = check('params', contract.params, given.params);
  const query = check('query', contract.query ?? NoQuery, given.query);
  const body = check('body', contract.body, given.body ?? {});
  if (errors.length > 0) {
    // An id that cannot exist is an absent thing, not a malformed request; a number written otherwise gets its hint.
    if (onlyParams) throw notFound('There is no such thing here.', { errors });
    const [first] = errors;
    throw invalidRequest(`${first?.field}: ${first?.message}`, { errors: errors.slice(0, 50) });
  }
  return { params, query: contract.query ? query : undefined, body };
}

const Message = z.string().min(1).describe('What came of it and what to do next, in words for people.');

/** A schema is compiled when it is first used, which costs far more than its use: one for each contract. */
const answerSchemas = new WeakMap<Contract, z.ZodType>();

/** The whole answer of an endpoint as a schema, for the check and for the document. */
export function answerSchema(contract: Contract): z.ZodType {
  if (contract.bare) return contract.response;
  const known = answerSchemas.get(contract);
  if (known) return known;
  const schema = z.strictObject({
    success: z.literal(true),
    data: contract.response,
    ...(contract.says ? { message: Message } : {}),
    ...(contract.paged ? { pagination: Pagination } : {}),
  });
  answerSchemas.set(contract, schema);
  return schema;
}

/** Puts what a handler returned into the envelope, and makes sure outside production that it keeps the contract. */
export function wrapAnswer(
  contract: Contract,
  result: unknown,
  production: boolean,
): { status: number; body: unknown } {
  const status = (result instanceof Answer ? result.options.status : undefined) ?? contract.status ?? 200;
  const data: unknown = result instanceof Answer ? result.data : result;
  const said = result instanceof Answer ? result.options.message : undefined;
  const page = contract.paged ? (data as Page<unknown>) : null;
  const body = contract.bare
    ? data
    : page
      ? { success: true, data: page.items, pagination: page.pagination }
      : { success: true, data, ...(said === undefined ? {} : { message: said }) };
  if (!production && status < 400) {
    const checked = answerSchema(contract).safeParse(body instanceof RawJson ? body.toJSON() : body);
    if (!checked.success) {
      throw new Error(
        `The answer of ${contract.method} ${contract.path} breaks its contract: ${z.prettifyError(checked.error)}`,
      );
    }
  }
  return { status, body };
}
