/** Gives every list of values (an enum) a name of its own, so that it stands once in the document. */
import { pascal } from './problem-responses';
import type { Json } from './schemas';

interface Place {
  /** A list that a schema has is named after it, rather than after a parameter. */
  inParameter: boolean;
  /** The component, or the operation, in which the list stands. */
  owner: string;
  /** The property whose object holds it, within the owner. */
  within: string;
  property: string;
}

const COMPONENTS = '#/components/schemas/';

/**
 * A list is named after its property, or after component and property where other lists stand under a property of that
 * name: `Language`, but `AccountStatus`; if that is taken as well, the object in between joins in. Of several components
 * the shortest name is taken.
 */
export function nameValueLists(document: Json): Json {
  const components = document.components as Record<string, Json>;
  const places = new Map<string, Place[]>();
  const listOf = (schema: Json): string | undefined => {
    const values = Array.isArray(schema.enum) ? schema.enum.filter((value) => value !== null) : [];
    return schema.type === 'string' && values.length > 1 ? JSON.stringify(values) : undefined;
  };
  const visitAll = (change: (schema: Json, place: Place) => Json): Json => ({
    ...document,
    paths: visitOperations(document.paths as Json, change),
    components: {
      ...components,
      schemas: visitNamed(components.schemas ?? {}, change),
      parameters: visitNamed(components.parameters ?? {}, change),
    },
  });
  visitAll((schema, place) => {
    const list = listOf(schema);
    if (list !== undefined) places.set(list, [...(places.get(list) ?? []), place]);
    return schema;
  });
  const names = namesOf(places, Object.keys(components.schemas ?? {}));
  const lists: Json = {};
  const named = visitAll((schema, place) => {
    const list = listOf(schema);
    const name = list === undefined ? undefined : names.get(list);
    // A component that is itself such a list has its name.
    if (list === undefined || name === undefined || place.property === '') return schema;
    const { enum: _values, type: _type, nullable, ...rest } = schema;
    lists[name] = { type: 'string', enum: JSON.parse(list) as unknown };
    const reference = { $ref: COMPONENTS + name };
    if (nullable === true) return { ...rest, oneOf: [reference, { $ref: `${COMPONENTS}Null` }] };
    return Object.keys(rest).length > 0 ? { ...rest, allOf: [reference] } : reference;
  });
  const all = named.components as Record<string, Json>;
  // A component that is itself such a list keeps what it says of itself.
  const schemas = { ...lists, ...all.schemas };
  const sorted = Object.fromEntries(Object.entries(schemas).sort(([one], [other]) => (one < other ? -1 : 1)));
  return { ...named, components: { ...all, schemas: sorted } };
}

function namesOf(places: Map<string, Place[]>, taken: string[]): Map<string, string> {
  const names = new Map<string, string>();
  const used = new Set(taken);
  const listsOfProperty = new Map<string, number>();
  for (const found of places.values()) {
    for (const property of new Set(found.map((place) => place.property))) {
      listsOfProperty.set(property, (listsOfProperty.get(property) ?? 0) + 1);
    }
  }
  const itself = (found: Place[]) => found.find(({ property }) => property === '')?.owner;
  for (const [list, found] of places) {
    const [shortest] = [...found].sort(
      (one, other) =>
        Number(one.inParameter) - Number(other.inParameter) ||
        one.owner.length - other.owner.length ||
        (one.owner < other.owner ? -1 : 1),
    );
    if (!shortest) continue;
    const own = itself(found);
    const { owner, within, property } = shortest;
    const alone = pascal(property);
    const free = listsOfProperty.get(property) === 1 && !used.has(alone);
    const candidates = [...(free ? [alone] : []), owner + alone, owner + pascal(singular(within)) + alone];
    const name = own ?? candidates.find((candidate) => !used.has(candidate));
    if (name === undefined) throw new Error(`Name the values of ${property} in ${owner}: .meta({ id }).`);
    used.add(name);
    names.set(list, name);
  }
  return names;
}

type Change = (schema: Json, place: Place) => Json;

const visitNamed = (named: Json, change: Change): Json =>
  Object.fromEntries(
    Object.entries(named).map(([name, component]) => {
      const { schema, name: parameter } = component as Json;
      return [
        name,
        schema && typeof parameter === 'string'
          ? {
              ...(component as Json),
              schema: visit(
                schema as Json,
                { owner: name, within: '', property: parameter, inParameter: true },
                change,
              ),
            }
          : visit(component as Json, { owner: name, within: '', property: '', inParameter: false }, change),
      ];
    }),
  );

function visitOperations(paths: Json, change: Change): Json {
  const visitOperation = (operation: Json): Json => ({
    ...operation,
    ...(Array.isArray(operation.parameters)
      ? {
          parameters: (operation.parameters as Json[]).map((parameter) =>
            parameter.schema
              ? {
                  ...parameter,
                  schema: visit(
                    parameter.schema as Json,
                    {
                      owner: pascal(String(operation.operationId)),
                      within: '',
                      property: String(parameter.name),
                      inParameter: true,
                    },
                    change,
                  ),
                }
              : parameter,
          ),
        }
      : {}),
  });
  return Object.fromEntries(
    Object.entries(paths as Record<string, Record<string, Json>>).map(([path, methods]) => [
      path,
      Object.fromEntries(
        Object.entries(methods).map(([method, operation]) => [method, visitOperation(operation)]),
      ),
    ]),
  );
}

/** Visits a schema and what is in it, the inner ones first. */
function visit(schema: Json, place: Place, change: Change): Json {
  const inside = (inner: unknown, property = place.property, within = place.within): unknown =>
    typeof inner === 'object' && inner !== null
      ? visit(inner as Json, { ...place, within, property }, change)
      : inner;
  const visited: Json = { ...schema };
  if (typeof schema.properties === 'object') {
    visited.properties = Object.fromEntries(
      Object.entries(schema.properties as Json).map(([name, inner]) => [
        name,
        inside(inner, name, place.property),
      ]),
    );
  }
  if (schema.items) visited.items = inside(schema.items, singular(place.property));
  if (schema.additionalProperties) visited.additionalProperties = inside(schema.additionalProperties);
  for (const key of ['oneOf', 'anyOf', 'allOf']) {
    if (Array.isArray(schema[key])) visited[key] = (schema[key] as unknown[]).map((inner) => inside(inner));
  }
  return change(visited, place);
}

/** `contingencies` → `contingency`, `roles` → `role`. */
const singular = (name: string): string => name.replace(/ies$/, 'y').replace(/([^s])s$/, '$1');
