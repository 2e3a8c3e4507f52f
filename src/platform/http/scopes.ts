/** Which scope a program's key needs for which endpoint: one table, and what is not in it is closed to keys. */
import type { Endpoint } from './endpoint';

type Asked = Pick<Endpoint['contract'], 'method' | 'path' | 'access' | 'stepUp'>;

/** The longest beginning that fits decides. */
const RESOURCES: readonly (readonly [beginning: string, resource: string | null])[] = [
  ['/auth/me', 'account'],
  ['/users', 'account'],
  ['/seller', 'account'],
  ['/users/me/api-keys', null],
  ['/listings', 'listings'],
  ['/offers', 'offers'],
  ['/transactions', 'transactions'],
  ['/payments', 'payments'],
  ['/credits', 'credits'],
  ['/fmcsa', 'carriers'],
  ['/notifications', 'notifications'],
];

/** Every scope that a key can have. */
export const SCOPES: readonly string[] = [
  ...new Set(
    RESOURCES.flatMap(([, resource]) => (resource ? [`${resource}:read`, `${resource}:write`] : [])),
  ),
];

const liesBelow = (path: string, beginning: string): boolean =>
  path === beginning || path.startsWith(`${beginning}/`);

/**
 * `offers:read`; null where no key opens the door: the office's endpoints, and those that ask a person to prove that
 * it is he.
 */
export function scopeOf({ method, path, access, stepUp }: Asked): string | null {
  if (access === 'admin' || stepUp) return null;
  const [, resource] =
    RESOURCES.filter(([beginning]) => liesBelow(path, beginning)).sort(
      ([one], [other]) => other.length - one.length,
    )[0] ?? [];
  return resource ? `${resource}:${method === 'get' ? 'read' : 'write'}` : null;
}
