/** Writes the parameters of operations; what several operations take alike stands once in the components. */
import { z } from 'zod';
import type { Endpoint } from '../endpoint';
import { pascal } from './problem-responses';
import type { Json, Schemas } from './schemas';

type Contract = Endpoint['contract'];

const IDEMPOTENCY_KEY = {
  name: 'Idempotency-Key',
  in: 'header',
  description:
    'Makes it safe to send the request again: 1 to 200 visible ASCII characters, new for each new request. The same key with the same body answers what the first request was answered.',
  schema: { type: 'string', maxLength: 200 },
};

const RANGE = {
  name: 'Range',
  in: 'header',
  required: false,
  description:
    'One part of the file, as `bytes=0-1023`. With `If-Range`, where the file has still this `ETag`.',
  schema: { type: 'string', maxLength: 100 },
};

/** The schemas of the parameters of one operation. */
export const fieldsOf = ({ params, query }: Contract): z.ZodType[] =>
  [params, query].flatMap((schema) => Object.values(shapeOf(schema)));

const shapeOf = (schema: z.ZodType | undefined): Record<string, z.ZodType> =>
  schema instanceof z.ZodObject ? schema.shape : {};

/** The parameters of one operation, each written out. */
export function parametersOf(contract: Contract, schemas: Schemas): Json[] {
  return [
    ...inPlace('path', contract, contract.params, schemas),
    ...inPlace('query', contract, contract.query, schemas),
    ...(contract.idempotent ? [{ ...IDEMPOTENCY_KEY, required: contract.movesMoney === true }] : []),
    ...(contract.ranges ? [RANGE] : []),
  ];
}

function inPlace(
  place: 'path' | 'query',
  { path }: Contract,
  schema: z.ZodType | undefined,
  schemas: Schemas,
): Json[] {
  return Object.entries(shapeOf(schema)).map(([name, field]) => {
    const written = schemas.write(field, 'input');
    const described = place === 'path' ? (written.description ?? subjectOf(path, name)) : written.description;
    return {
      name,
      in: place,
      required: place === 'path' || !field.safeParse(undefined).success,
      ...(described === undefined ? {} : { description: described }),
      schema: withoutDescription(written),
    };
  });
}

/** A description stands at the parameter; what is left may be a reference alone. */
function withoutDescription({ description: _, ...schema }: Json): Json {
  const { allOf, ...rest } = schema;
  const [only] = Array.isArray(allOf) ? (allOf as Json[]) : [];
  return only && (allOf as Json[]).length === 1 && Object.keys(rest).length === 0 ? only : schema;
}

/** `/users/{id}/avatar`, `id` → `The id of the user.` */
function subjectOf(path: string, name: string): string | undefined {
  const owner = path.split('/').at(path.split('/').indexOf(`{${name}}`) - 1);
  if (name !== 'id' || owner === undefined) return undefined;
  return `The id of the ${owner.replaceAll('-', ' ').replace(/s$/, '')}.`;
}

/** Moves what two operations or more take alike into the components, under its name. */
export function shareParameters(operations: { parameters: Json[] }[]): Json {
  const uses = new Map<string, { parameter: Json; count: number }>();
  for (const parameter of operations.flatMap(({ parameters }) => parameters)) {
    const text = JSON.stringify(parameter);
    uses.set(text, { parameter, count: (uses.get(text)?.count ?? 0) + 1 });
  }
  const shared = new Map<string, string>();
  const components: Json = {};
  const mostUsedFirst = [...uses].sort(([, one], [, other]) => other.count - one.count);
  for (const [text, { parameter, count }] of mostUsedFirst) {
    const name = componentName(parameter);
    if (count < 2 || name in components) continue;
    components[name] = parameter;
    shared.set(text, name);
  }
  for (const operation of operations) {
    operation.parameters = operation.parameters.map((parameter) => {
      const name = shared.get(JSON.stringify(parameter));
      return name === undefined ? parameter : { $ref: `#/components/parameters/${name}` };
    });
  }
  return Object.fromEntries(Object.entries(components).sort(([one], [other]) => (one < other ? -1 : 1)));
}

/** An id in a path is named after what it is the id of; a header that has to be sent says so; anything else after itself. */
function componentName({ name, description, in: place, required }: Json): string {
  if (place === 'header' && required === true) return `Required${pascal(String(name).replaceAll('-', '_'))}`;
  const owner = name === 'id' ? /^The id of the ([\w ]+)\.$/.exec(String(description))?.[1] : undefined;
  return owner === undefined
    ? pascal(String(name).replaceAll('-', '_'))
    : pascal(`${owner.replaceAll(' ', '_')}_id`);
}
