/**
 * JSON that is kept in a column, written and read through its schema. Strict when it is written. When it is read it may
 * be of another version: what this one does not know is left out, and a field that came later has its default. So a new
 * field of a stored shape has a default, and what an answer shows of a row is always of the present shape.
 *
 * Checking a text costs far more than reading the row that holds it, and the same texts are read again and again: what one
 * has become is kept by the text itself. It is shared by all who read it, so nobody can change it.
 */
import { LRUCache } from 'lru-cache';
import type { z } from 'zod';
import { UnreadableStored } from '../kernel/unreadable';

/** Of all texts together, in characters; what they became takes a few times as much. */
const MOST_KEPT = 2_000_000;
/** A longer one is seldom read twice. */
const LONGEST_KEPT = 20_000;

const kept = new LRUCache<string, { schema: z.ZodType; value: object }>({
  maxSize: MOST_KEPT,
  sizeCalculation: (_, text) => text.length + 1,
});

/** @throws Error when `value` is not of the shape: a mistake of ours. */
export function writeStored<Shape extends z.ZodType>(schema: Shape, value: unknown, where: string): string {
  const written = schema.safeParse(value);
  if (!written.success) throw new Error(otherShape('written to', where, written.error));
  return JSON.stringify(written.data);
}

/** The value is read-only, however deep. @throws Error when the text is of no version that the schema can read. */
export function readStored<Shape extends z.ZodType>(
  schema: Shape,
  text: string,
  where: string,
): z.output<Shape> {
  const known = kept.get(text);
  if (known?.schema === schema) return known.value as z.output<Shape>;
  const value = checked(schema, text, where);
  if (typeof value !== 'object' || value === null) return value;
  freeze(value);
  if (text.length <= LONGEST_KEPT) kept.set(text, { schema, value });
  return value;
}

function freeze(value: object): void {
  Object.freeze(value);
  for (const part of Object.values(value))
    if (typeof part === 'object' && part !== null) freeze(part as object);
}

function checked<Shape extends z.ZodType>(schema: Shape, text: string, where: string): z.output<Shape> {
  let value = parsed(text, where);
  for (;;) {
    const read = schema.safeParse(value);
    if (read.success) return read.data;
    const unknown = read.error.issues.filter((issue) => issue.code === 'unrecognized_keys');
    if (unknown.length === 0) throw new UnreadableStored(otherShape('read from', where, read.error), where);
    for (const { path, keys } of unknown) value = without(value, path, keys);
  }
}

function parsed(text: string, where: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new UnreadableStored(`What was read from ${where} is not JSON.`, where);
  }
}

function without(value: unknown, [step, ...path]: PropertyKey[], keys: string[]): unknown {
  if (step === undefined) {
    return Object.fromEntries(Object.entries(value as object).filter(([name]) => !keys.includes(name)));
  }
  if (Array.isArray(value)) {
    return value.map((item, place) => (place === step ? without(item, path, keys) : (item as unknown)));
  }
  const outer = value as Record<PropertyKey, unknown>;
  return { ...outer, [step]: without(outer[step], path, keys) };
}

const otherShape = (verb: string, where: string, error: z.ZodError): string =>
  `What was ${verb} ${where} is not of its shape: ${error.issues
    .map(({ path, code }) => `${path.map(String).join('.')} ${code}`)
    .join(', ')}.`;
