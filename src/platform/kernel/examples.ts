/** Examples of whatever a zod schema describes, made from its JSON Schema: several, so that each branch is met. */
import { z } from 'zod';

interface Node {
  type?: string;
  properties?: Record<string, Node>;
  items?: Node;
  enum?: unknown[];
  const?: unknown;
  anyOf?: Node[];
  minimum?: number;
}

/** The most values that an enumeration of ours has, so that every one of them is met. */
const EXAMPLES = 64;

/** The value of a field by its name; undefined where any will do. */
export type ValueFor = (name: string, n: number) => string | number | undefined;

const pick = <Item>(items: readonly Item[], n: number): Item => items[n % items.length] as Item;

function exampleAt(node: Node, n: number, name: string, valueFor: ValueFor): unknown {
  if (node.const !== undefined) return node.const;
  if (node.enum) return pick(node.enum, n);
  if (node.anyOf) return exampleAt(pick(node.anyOf, n), n, name, valueFor);
  if (node.properties) {
    return Object.fromEntries(
      Object.entries(node.properties).map(([key, child]) => [key, exampleAt(child, n, key, valueFor)]),
    );
  }
  if (node.type === 'array') {
    // Every value once, or nothing: a list of readers, say, is met empty and whole.
    const values = node.items?.enum ?? [exampleAt(node.items ?? {}, n, name, valueFor)];
    return n % 2 === 0 ? values : [];
  }
  const named = valueFor(name, n);
  if (node.type === 'integer' || node.type === 'number') {
    return typeof named === 'number' ? named : Math.max(node.minimum ?? 0, 1) + n;
  }
  if (node.type === 'boolean') return n % 2 === 0;
  if (node.type === 'null') return null;
  return typeof named === 'string' ? named : `some ${name}`;
}

/** Each passes the schema; a text reads `some` and the name of its field, unless `valueFor` knows better. */
export function examplesOf<Value>(schema: z.ZodType<Value>, valueFor: ValueFor = () => undefined): Value[] {
  const node = z.toJSONSchema(schema, { unrepresentable: 'any' }) as Node;
  return Array.from({ length: EXAMPLES }, (_, n) => schema.parse(exampleAt(node, n, 'thing', valueFor)));
}
