/** Writes zod schemas as the schemas of the document: what has a name stands once in the components. */
import { z } from 'zod';
import { nameValueLists } from './value-lists';

export type Json = Record<string, unknown>;

/** What may be left out coming in is there going out, so one zod schema can have two shapes. */
export type Direction = 'input' | 'output';

export interface Schemas {
  /** Reads all of these in one walk, which takes far less than one for each; `write` has them at hand then. */
  prepare(schemas: readonly z.ZodType[], direction: Direction): void;
  /** The schema for the place where it is used; a reference where it has a name (`.meta({ id })`). */
  write(schema: z.ZodType, direction: Direction): Json;
  /** Puts an unnamed schema into the components under `name`, unless it is there under another; the reference to it. */
  name(name: string, schema: Json): Json;
  /** The name behind a reference. */
  nameOf(schema: Json): string | undefined;
  /** The document with its component schemas, every reference pointing to the right one. */
  complete(document: Json): Json;
}

const COMPONENTS = '#/components/schemas/';
/** Marks references of what comes in, until it is known whether the shape differs from the one going out. */
const INCOMING = ':input';

/** The value null alone, for places that take a named shape or null. */
const NULL: Json = {
  type: 'object',
  description: 'No value.',
  nullable: true,
  enum: [null],
};

export function createSchemas(): Schemas {
  const shapes: Record<Direction, Map<string, Json>> = { input: new Map(), output: new Map() };
  const written: Record<Direction, Map<z.ZodType, Json>> = { input: new Map(), output: new Map() };
  const unnamed = new Map<string, string>();
  const inComponents = new Map<string, Json>();

  function remember(direction: Direction, name: string, shape: Json): void {
    const known = shapes[direction].get(name);
    if (known && JSON.stringify(known) !== JSON.stringify(shape)) {
      throw new Error(`Two different schemas are named ${name}.`);
    }
    shapes[direction].set(name, shape);
  }

  function prepare(list: readonly z.ZodType[], direction: Direction): void {
    const places = new Map([...new Set(list)].map((schema, place) => [`at${place}`, schema]));
    const { definitions = {}, properties = {} } = z.toJSONSchema(z.object(Object.fromEntries(places)), {
      target: 'openapi-3.0',
      unrepresentable: 'any',
      io: direction,
      override: ({ zodSchema, jsonSchema }) => addDiscriminator(zodSchema, jsonSchema),
    });
    const refer = (reference: string) =>
      reference.replace('#/definitions/', COMPONENTS) + (direction === 'input' ? INCOMING : '');
    for (const [name, shape] of Object.entries(definitions as Record<string, Json>)) {
      remember(direction, name, tidy(shape, refer));
    }
    for (const [place, schema] of places) {
      written[direction].set(schema, tidy((properties as Record<string, Json>)[place] ?? {}, refer));
    }
  }

  function write(schema: z.ZodType, direction: Direction): Json {
    if (!written[direction].has(schema)) prepare([schema], direction);
    return written[direction].get(schema) ?? {};
  }

  function name(wanted: string, schema: Json): Json {
    if (typeof schema.$ref === 'string' && Object.keys(schema).length === 1) return schema;
    const text = JSON.stringify(schema);
    const known = unnamed.get(text);
    if (known !== undefined) return { $ref: COMPONENTS + known };
    if (inComponents.has(wanted)) throw new Error(`Two different schemas are named ${wanted}.`);
    unnamed.set(text, wanted);
    inComponents.set(wanted, schema);
    return { $ref: COMPONENTS + wanted };
  }

  function complete(document: Json): Json {
    const differing = namesThatDiffer(shapes);
    const resolve = (written: unknown): unknown =>
      JSON.parse(
        JSON.stringify(written).replaceAll(
          /"#\/components\/schemas\/(\w+):input"/g,
          (_whole, target: string) => `"${COMPONENTS}${target}${differing.has(target) ? 'Input' : ''}"`,
        ),
      );
    const all = new Map(inComponents);
    for (const [each, shape] of shapes.output) all.set(each, shape);
    for (const [each, shape] of shapes.input) all.set(differing.has(each) ? `${each}Input` : each, shape);
    const components = { schemas: Object.fromEntries(all), ...(document.components as Json) };
    const whole = nameValueLists(resolve({ ...document, components }) as Json);
    if (!JSON.stringify(whole).includes(`"${COMPONENTS}Null"`)) return whole;
    const { schemas, ...others } = whole.components as Record<string, Json>;
    return { ...whole, components: { schemas: { ...schemas, Null: NULL }, ...others } };
  }

  return {
    prepare,
    write,
    name,
    nameOf: ({ $ref }) =>
      typeof $ref === 'string' ? $ref.slice(COMPONENTS.length).replace(INCOMING, '') : undefined,
    complete,
  };
}

/** The names whose shape coming in is not the one going out, by themselves or by what they refer to. */
function namesThatDiffer({ input, output }: Record<Direction, Map<string, Json>>): Set<string> {
  const differing = new Set<string>();
  const textOf = (shape: Json) => JSON.stringify(shape);
  for (const [name, shape] of input) {
    const outgoing = output.get(name);
    if (outgoing && textOf(shape).replaceAll(INCOMING, '') !== textOf(outgoing)) differing.add(name);
  }
  for (let before = -1; before < differing.size;) {
    before = differing.size;
    for (const [name, shape] of input) {
      const refersToDiffering = [...differing].some((other) =>
        textOf(shape).includes(`"${COMPONENTS}${other}${INCOMING}"`),
      );
      if (output.has(name) && refersToDiffering) differing.add(name);
    }
  }
  return differing;
}

/**
 * A union that zod tells apart by one property says so to its readers, with the value of each shape: without them a
 * reader takes the names of the shapes for the values.
 */
function addDiscriminator(zodSchema: z.core.$ZodType, jsonSchema: object): void {
  const { type, discriminator, options } = zodSchema._zod.def as {
    type: string;
    discriminator?: string;
    options?: z.core.$ZodType[];
  };
  if (type !== 'union' || !discriminator) return;
  const values = (options ?? []).flatMap((option) => {
    const id = z.globalRegistry.get(option)?.id;
    const own = [...(option._zod.propValues?.[discriminator] ?? [])];
    return own.map((value) => [String(value), id] as const);
  });
  const mapping = Object.fromEntries(values.map(([value, id]) => [value, `${COMPONENTS}${id}`]));
  const named = values.length > 0 && values.every(([, id]) => id !== undefined);
  Object.assign(jsonSchema, {
    discriminator: { propertyName: discriminator, ...(named ? { mapping } : {}) },
  });
}

/** Readers of JSON Schema need not read patterns as Unicode, and `\p{Cc}` means something else without. */
const NEEDS_UNICODE = /\\p\{/;

/** Patterns that only repeat in 200 characters what the format says. */
const FORMATS_THAT_SAY_IT_ALL = ['uuid', 'date-time', 'date', 'email'];

/** Takes out what tells a reader nothing, and says in OpenAPI 3.0 what zod says in JSON Schema. */
function tidy(value: Json, refer: (reference: string) => string): Json {
  const walk = (part: unknown, isSchema: boolean): unknown => {
    if (Array.isArray(part)) return part.map((each) => walk(each, isSchema));
    if (typeof part !== 'object' || part === null) return part;
    const walked = Object.fromEntries(
      Object.entries(part as Json).map(([key, inner]) => [
        key,
        // The keys of `properties` are names of fields, not keywords; a value of `default` is no schema at all.
        ['default', 'enum', 'required'].includes(key) && isSchema
          ? inner
          : walk(inner, !(isSchema && key === 'properties')),
      ]),
    );
    return isSchema ? tidySchema(walked, refer) : walked;
  };
  return walk(value, true) as Json;
}

function tidySchema(schema: Json, refer: (reference: string) => string): Json {
  const tidied = { ...schema };
  if (typeof tidied.$ref === 'string' && !tidied.$ref.startsWith(COMPONENTS)) {
    tidied.$ref = refer(tidied.$ref);
  }
  const misread = NEEDS_UNICODE.test(String(tidied.pattern));
  if (misread || FORMATS_THAT_SAY_IT_ALL.includes(String(tidied.format))) delete tidied.pattern;
  if (tidied.minimum === Number.MIN_SAFE_INTEGER) delete tidied.minimum;
  if (tidied.maximum === Number.MAX_SAFE_INTEGER) delete tidied.maximum;
  // Left out, a text is empty: a program need not be told, and it may break the schema's own least length.
  if (tidied.default === '') delete tidied.default;
  if (tidied.type === 'integer') tidied.format = 'int64';
  return allowNull(unwrap(tidied));
}

/** A reference alone needs no wrapping; beside anything else OpenAPI 3.0 wants it inside `allOf`. */
function unwrap(schema: Json): Json {
  const { allOf, $ref, ...rest } = schema;
  const alternatives = (
    Array.isArray(allOf) ? (allOf as Json[]) : $ref === undefined ? [] : [{ $ref }]
  ).filter(
    (each, index, all) => all.findIndex((other) => JSON.stringify(other) === JSON.stringify(each)) === index,
  );
  const [only] = alternatives;
  if (only && alternatives.length === 1 && Object.keys(rest).length === 0) return only;
  return alternatives.length > 0 ? { ...rest, allOf: alternatives } : schema;
}

/**
 * In OpenAPI 3.0 `nullable` adds null to a type only: a list of values has to name it as well, and a reference, which
 * has no type beside it, needs an alternative.
 */
function allowNull(schema: Json): Json {
  if (schema.nullable !== true) return schema;
  if (Array.isArray(schema.enum) && !schema.enum.includes(null)) {
    return { ...schema, enum: [...(schema.enum as unknown[]), null] };
  }
  if (schema.type === undefined && Array.isArray(schema.allOf)) {
    const { allOf, nullable: _, ...rest } = schema;
    return { ...rest, oneOf: [...(allOf as unknown[]), { $ref: `${COMPONENTS}Null` }] };
  }
  return schema;
}
