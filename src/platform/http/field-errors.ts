/** What is wrong with the input, field by field, in words for people and in codes for programs. */
import type { z } from 'zod';
import type { FieldError, FieldErrorCode, FieldLimits } from './problem';

type Issue = z.core.$ZodIssue;
type RawIssue = z.core.$ZodRawIssue;

/** Names sent by a stranger are shown only so far. */
const NAME_LENGTH_MAX = 40;
const FIELD_LENGTH_MAX = 200;
const UNKNOWN_NAMES_MAX = 10;

/** `of` names the part of the request, for what is wrong with the whole of it. */
export function fieldErrorsOf(of: 'params' | 'query' | 'body', { issues }: z.core.$ZodError): FieldError[] {
  const errors = issues.flatMap((issue) => errorsOf(of, [], issue));
  // What is no text has no number of characters: the checks behind the type looked at something else.
  const wrong = new Set(errors.filter(({ code }) => code === 'wrong_type').map(({ field }) => field));
  return onePerField(errors.filter(({ field, code }) => code === 'wrong_type' || !wrong.has(field)));
}

/** The first is what has to be mended first; that no program counts so far says less than the limit of the field. */
function onePerField(errors: readonly FieldError[]): FieldError[] {
  const told = new Map<string, FieldError>();
  for (const error of errors) {
    const former = told.get(error.field);
    if (!former || former.limits?.most === Number.MAX_SAFE_INTEGER) told.set(error.field, error);
  }
  return [...told.values()];
}

function errorsOf(of: string, above: readonly PropertyKey[], issue: Issue): FieldError[] {
  const path = [...above, ...issue.path];
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.slice(0, UNKNOWN_NAMES_MAX).map((key) => ({
      field: fieldAt(of, [...path, key.slice(0, NAME_LENGTH_MAX)]),
      code: 'unknown_field',
      message: 'There is no such field here. Check its spelling, or leave it out.',
    }));
  }
  const options = issue.code === 'invalid_union' ? optionsOf(issue) : [];
  if (options.length > 0) {
    return [
      { field: fieldAt(of, path), code: 'not_an_option', message: sayOptions(options), limits: { options } },
    ];
  }
  const [shape] = issue.code === 'invalid_union' ? closestShapes(issue) : [];
  if (shape && shape.length > 0) return shape.flatMap((inner) => errorsOf(of, path, inner));
  const limits = limitsOf(issue);
  return [
    {
      field: fieldAt(of, path),
      code: codeOf(issue),
      message: asSentence(issue.message),
      ...(limits ? { limits } : {}),
    },
  ];
}

const fieldAt = (of: string, path: readonly PropertyKey[]): string =>
  (path.length === 0 ? of : path.map(String).join('.')).slice(0, FIELD_LENGTH_MAX);

/** Of the shapes that a value may have, those of whose kind it is at all, or those that it misses by least. */
const closestShapes = ({ errors }: z.core.$ZodIssueInvalidUnion): Issue[][] =>
  [...errors].sort((one, other) => distance(one) - distance(other));

/** Of a union of values, as of the numbers 2 and 3: all of them. Empty where it is of shapes. */
function optionsOf({ errors }: z.core.$ZodIssueInvalidUnion): NonNullable<FieldLimits['options']> {
  const values = errors.map(([issue, ...others]) =>
    issue?.code === 'invalid_value' && issue.path.length === 0 && others.length === 0 ? issue.values : [],
  );
  return values.every((each) => each.length > 0)
    ? (values.flat() as NonNullable<FieldLimits['options']>)
    : [];
}

const distance = (issues: Issue[]): number =>
  issues.some(({ code, path }) => code === 'invalid_type' && path.length === 0) ? 100 : issues.length;

/** What a schema says for itself is a sentence already, or the end of one: `must have six digits`. */
const asSentence = (message: string): string => (/^[a-z]/.test(message) ? `It ${message}.` : message);

const KINDS: Record<string, string> = {
  string: 'text',
  int: 'a whole number',
  number: 'a number',
  boolean: 'true or false',
  array: 'a list',
  object: 'an object',
  record: 'an object',
};
const FORMATS: Record<string, string> = {
  uuid: 'a UUID, such as 01960000-0000-7000-8000-000000000001',
  datetime: 'a date and time in UTC, such as 2026-03-02T15:00:00Z',
  date: 'a date, such as 2026-03-02',
  email: 'an email address',
  url: 'a web address',
};

/** The sentence for an issue of a schema that has no words of its own. */
export function sayIssue(issue: RawIssue): string {
  if (isAbsent(issue)) return 'This field is required.';
  const { least, most, options } = limitsOf(issue) ?? {};
  const unit = unitOf(issue);
  if (issue.code === 'invalid_type')
    return `Send ${KINDS[issue.expected] ?? `a value of type ${issue.expected}`}.`;
  if (options) return sayOptions(options);
  if (least === 1 && unit) return 'This field cannot be empty.';
  if (least !== undefined) return `Send at least ${least}${unit}.`;
  if (most === Number.MAX_SAFE_INTEGER) return 'This number is too large.';
  if (most !== undefined) return `Send at most ${most}${unit}.`;
  if (issue.code === 'invalid_format') return `Send ${FORMATS[issue.format] ?? 'it in the right format'}.`;
  return 'This value is not valid.';
}

const sayOptions = (options: readonly unknown[]): string =>
  options.length === 1
    ? `Send ${typeof options[0] === 'string' ? `"${options[0]}"` : String(options[0])}.`
    : `Choose one of ${listed(options)}.`;

const isAbsent = (issue: { input?: unknown; code?: string }): boolean =>
  'input' in issue && issue.input === undefined && issue.code !== 'custom';

const listed = (options: readonly unknown[]): string => {
  const words = options.map(String);
  return words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} or ${words.at(-1)}`;
};

const unitOf = (issue: { code?: string | undefined; origin?: unknown }): string => {
  if (issue.origin === 'string') return ' characters';
  return issue.origin === 'array' || issue.origin === 'set' ? ' items' : '';
};

const CODES: Partial<Record<Issue['code'], FieldErrorCode>> = {
  invalid_type: 'wrong_type',
  invalid_value: 'not_an_option',
  invalid_format: 'wrong_format',
};

function codeOf(issue: Issue): FieldErrorCode {
  if (isAbsent(issue)) return 'required';
  if (issue.code === 'too_small') return unitOf(issue) ? 'too_short' : 'too_small';
  if (issue.code === 'too_big') return unitOf(issue) ? 'too_long' : 'too_large';
  return CODES[issue.code] ?? 'invalid';
}

function limitsOf(issue: Issue | RawIssue): FieldLimits | undefined {
  if (issue.code === 'too_small') return { least: Number(issue.minimum) };
  if (issue.code === 'too_big') return { most: Number(issue.maximum) };
  if (issue.code === 'invalid_value') return { options: issue.values as FieldLimits['options'] };
  return undefined;
}
