/** Finds the endpoint of an address: by the parts of its path, each of which is a word or a place. */
import { invalidRequest } from './problem';

interface Branch<Target> {
  words: Map<string, Branch<Target>>;
  place: Branch<Target> | null;
  /** By method, of the path that ends here. */
  targets: Map<string, { target: Target; places: readonly string[] }>;
}

export interface Found<Target> {
  target: Target;
  params: Record<string, string>;
}

const branch = <Target>(): Branch<Target> => ({ words: new Map(), place: null, targets: new Map() });

export class RouteTable<Target> {
  readonly #root = branch<Target>();

  /** `path` has places as `{id}`. A word stands before a place, whichever was added first. */
  add(method: string, path: string, target: Target): void {
    let at = this.#root;
    const places: string[] = [];
    for (const part of partsOf(path)) {
      const name = /^\{(\w+)\}$/.exec(part)?.[1];
      if (name === undefined) {
        const next = at.words.get(part) ?? branch<Target>();
        at.words.set(part, next);
        at = next;
      } else {
        places.push(name);
        at = at.place ??= branch();
      }
    }
    at.targets.set(method, { target, places });
  }

  /** Null where the path has no such method. Throws `invalid_request` where a place cannot be read. */
  find(method: string, path: string): Found<Target> | null {
    const values: string[] = [];
    const found = walk(this.#root, partsOf(path), 0, values, ({ targets }) => targets.get(method));
    if (!found) return null;
    const params: Record<string, string> = {};
    for (const [nth, name] of found.places.entries()) params[name] = decoded(values[nth] ?? '');
    return { target: found.target, params };
  }

  /** The methods that the path has; none where it is no path of ours. */
  methodsOf(path: string): string[] {
    const methods = new Set<string>();
    walk(this.#root, partsOf(path), 0, [], ({ targets }) => {
      for (const method of targets.keys()) methods.add(method);
      return undefined;
    });
    return [...methods];
  }
}

/** A slash at the end is another spelling of the same path. */
const partsOf = (path: string): string[] => path.slice(1, path.endsWith('/') ? -1 : undefined).split('/');

/** Tries words before places at each part, and goes back where that leads nowhere. */
function walk<Target, Result>(
  at: Branch<Target>,
  parts: readonly string[],
  nth: number,
  values: string[],
  take: (at: Branch<Target>) => Result | undefined,
): Result | undefined {
  const part = parts[nth];
  if (part === undefined) return take(at);
  const word = at.words.get(part);
  const byWord = word && walk(word, parts, nth + 1, values, take);
  if (byWord !== undefined) return byWord;
  if (!at.place || part === '') return undefined;
  values.push(part);
  const byPlace = walk(at.place, parts, nth + 1, values, take);
  if (byPlace === undefined) values.pop();
  return byPlace;
}

function decoded(value: string): string {
  if (!value.includes('%')) return value;
  try {
    return decodeURIComponent(value);
  } catch {
    throw invalidRequest('The address could not be read.');
  }
}
