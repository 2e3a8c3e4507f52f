/** Finds where a body takes text, and puts something there that must not come out again. */
import { z } from 'zod';
import type { ServedEndpoint } from '../../src/platform/http/server';

interface Shape {
  type?: string;
  enum?: unknown[];
  properties?: Record<string, Shape>;
  items?: Shape;
  anyOf?: Shape[];
  oneOf?: Shape[];
  allOf?: Shape[];
  $ref?: string;
  $defs?: Record<string, Shape>;
}

export type Place = readonly (string | number)[];

const SECRET_FIELD = /password|token|code$/i;

export const isSecretField = (place: Place): boolean => SECRET_FIELD.test(String(place.at(-1)));

/** Every place of the body in which a text may stand, those within objects and lists as well. */
export function textPlacesOf({ contract }: ServedEndpoint): Place[] {
  if (!contract.body) return [];
  const shape = z.toJSONSchema(contract.body, { unrepresentable: 'any', io: 'input', reused: 'inline' });
  return placesIn(shape as Shape, [], (shape as Shape).$defs ?? {});
}

/** A schema that has a name of its own stands under `$defs`, and is only referred to where it is used. */
function placesIn(shape: Shape, at: Place, named: Record<string, Shape>): Place[] {
  const walk = (inner: Shape, place: Place): Place[] => placesIn(inner, place, named);
  const referred = shape.$ref && named[shape.$ref.replace('#/$defs/', '')];
  if (shape.$ref && !referred) throw new Error(`No schema stands at ${shape.$ref}`);
  const within = [
    ...Object.entries(shape.properties ?? {}).flatMap(([name, inner]) => walk(inner, [...at, name])),
    ...(shape.items ? walk(shape.items, [...at, 0]) : []),
    ...[shape.anyOf, shape.oneOf, shape.allOf].flatMap((of) => of ?? []).flatMap((one) => walk(one, at)),
    ...(referred ? walk(referred, at) : []),
  ];
  const isText = shape.type === 'string' && !shape.enum && at.length > 0;
  return isText ? [at, ...within] : within;
}

/** A copy of the body with `value` at the place; what is missing on the way there is made. */
export function planted(body: unknown, place: Place, value: unknown): unknown {
  const [step, ...rest] = place;
  if (step === undefined) return value;
  if (typeof step === 'number') return [planted(undefined, rest, value)];
  const fields = (typeof body === 'object' && body !== null ? body : {}) as Record<string, unknown>;
  return { ...fields, [step]: planted(fields[step], rest, value) };
}
