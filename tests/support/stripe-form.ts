/** Reads what Stripe's clients send (`items[0][price]=…`), and holds it against Stripe's published description. */
import description from './stripe-parameters.json';

export type Form = Map<string, string>;

/** Of Stripe's interface, as a request names it. */
export const DESCRIBED_VERSION = /API version ([\w.-]+)/.exec(description.source)?.[1];

const PATHS = new Map<string, readonly string[]>(Object.entries(description.paths));

/** The described path of a request: `POST /v1/refunds/{id}`; null when Stripe has none such. */
export function findOperation(method: string, path: string): { name: string; id: string } | null {
  const literal = `${method} ${path}`;
  if (PATHS.has(literal)) return { name: literal, id: '' };
  for (const name of PATHS.keys()) {
    const found = new RegExp(`^${name.replace('{id}', '(\\w+)')}$`).exec(literal);
    if (found?.[1]) return { name, id: found[1] };
  }
  return null;
}

/** The parameters that the description does not have for the operation. */
export const findUnknown = (operation: string, form: Form): string[] =>
  [...form.keys()].filter((key) => {
    const name = key
      .replaceAll(/\[\d*\]/g, '{}')
      .replaceAll(/\[(\w+)\]/g, '.$1')
      .replaceAll('{}', '[]');
    const parent = name.replace(/\.\w+$/, '.*');
    const allowed = PATHS.get(operation) ?? [];
    return !allowed.includes(name) && !allowed.includes(parent);
  });

export const readForm = (text: string): Form => new Map(new URLSearchParams(text));

/** `metadata[paymentId]=x` and the like, without the outer name. */
export const fieldsOf = (form: Form, outer: string): Record<string, string> =>
  Object.fromEntries(
    [...form].flatMap(([key, value]) => {
      const found = key.startsWith(`${outer}[`) ? /^\[(\w+)\]$/.exec(key.slice(outer.length)) : null;
      return found?.[1] ? [[found[1], value]] : [];
    }),
  );
