/** Forms send every field, also those that nobody filled in: an empty one means the same as none. */
import { z } from 'zod';

/**
 * The value without its empty texts, wherever the schema does without one: a field that may be left out is left out, one
 * that may be null is null. What has to be given stays, and is refused in the words of its schema.
 */
export function leaveOutEmpty(schema: z.ZodType, value: unknown): unknown {
  if (typeof value === 'string') return value.trim() === '' ? emptyIn(schema, value) : value;
  const inner = unwrap(schema);
  if (Array.isArray(value)) {
    if (!(inner instanceof z.ZodArray)) return value;
    const element = inner.element as z.ZodType;
    const items: unknown[] = value;
    return items
      .filter((item) => item !== '' || takes(element, item))
      .map((item) => leaveOutEmpty(element, item));
  }
  if (!(inner instanceof z.ZodObject) || value === null || typeof value !== 'object') return value;
  const shape = inner.shape as Record<string, z.ZodType>;
  return Object.fromEntries(
    Object.entries(value).flatMap(([name, field]: [string, unknown]) => {
      const known = Object.hasOwn(shape, name) ? shape[name] : undefined;
      if (!known) return [[name, field]];
      const left = leaveOutEmpty(known, field);
      return left === undefined ? [] : [[name, left]];
    }),
  );
}

const takes = (schema: z.ZodType, value: unknown): boolean => schema.safeParse(value).success;

function emptyIn(schema: z.ZodType, text: string): unknown {
  if (takes(schema, text)) return text;
  if (takes(schema, null)) return null;
  return takes(schema, undefined) ? undefined : text;
}

/** What stands behind `optional`, `nullable`, `default`, `transform` and the like. */
function unwrap(schema: z.ZodType): z.ZodType {
  const { def } = schema as unknown as { def: { innerType?: z.ZodType; in?: z.ZodType } };
  const inner = def.innerType ?? def.in;
  return inner ? unwrap(inner) : schema;
}
