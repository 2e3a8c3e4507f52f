/** Requests that nobody should send, made from a seed, so that one that does harm can be sent again. */
import type { ServedEndpoint } from '../../src/platform/http/server';

export interface MalformedRequest {
  method: string;
  path: string;
  headers: Record<string, string>;
  body: Buffer | null;
}

/** Mulberry32: small, quick, and the same on every machine. */
export function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

const METHODS = ['GET', 'POST', 'PUT', 'DELETE', 'PATCH', 'OPTIONS', 'HEAD', 'PROPFIND'];

const NASTY_TEXTS = [
  '',
  "' OR 1=1 --",
  '"; DROP TABLE users; --',
  '../../../../etc/passwd',
  '%00',
  '%c0%ae%c0%ae/',
  '<script>alert(1)</script>',
  '{{7*7}}',
  '${jndi:ldap://localhost/a}',
  '\u0000\u0008',
  '\r\nSet-Cookie: a=b',
  '\ud800',
  '\u202e',
  '9'.repeat(400),
  'a'.repeat(5_000),
  '2026-13-45T99:99:99Z',
  'NaN',
  '1e309',
  '-0',
  '💩'.repeat(300),
];

const NASTY_VALUES: unknown[] = [
  ...NASTY_TEXTS,
  null,
  true,
  0,
  -1,
  1.5,
  1e21,
  2 ** 53,
  [],
  [[[[[[]]]]]],
  {},
  { $gt: '' },
  { toString: 1 },
  ['a', 'b'],
];

/** Half a character cannot be encoded: it becomes the sign for that. */
const encode = (text: string): string => encodeURIComponent(Buffer.from(text).toString());

const MEDIA_TYPES = [
  'application/json',
  'application/json',
  'application/json',
  'application/json; charset=utf-16',
  'application/json; charset=nonsense',
  'application/xml',
  'text/plain',
  'application/x-www-form-urlencoded',
  'multipart/form-data; boundary=x',
  'multipart/form-data',
  ';;;',
];

const NASTY_HEADERS: Record<string, string[]> = {
  accept: ['text/html', '*/*;q=nonsense', 'application/xml'],
  'content-encoding': ['gzip', 'br', 'nonsense'],
  'idempotency-key': ['', 'x'.repeat(300), 'with blank', '\u00e9'],
  'if-none-match': ['*', '"'],
  'x-forwarded-for': ['nonsense, ,', '::1', '999.999.999.999'],
  'x-request-id': ["'", '<script>', 'x'.repeat(500)],
  authorization: ['Bearer', 'Bearer x.y.z', 'Basic Og==', 'Bearer mcx_aaaaaaaa_0'],
  'stripe-signature': ['t=1,v1=00', 't=,v1=', 'v1', ','],
  origin: ['null', 'https://nobody.example'],
  range: ['bytes=0-,1-', 'bytes=5-1'],
  expect: ['nonsense'],
};

/** A stream of malformed requests to these endpoints. `tokens`: of people who may get past the door. */
export function malformedRequests(
  endpoints: readonly ServedEndpoint[],
  tokens: readonly string[],
  seed: number,
) {
  const random = randomFrom(seed);
  const chance = (share: number) => random() < share;
  const pick = <Item>(items: readonly Item[]): Item => items[Math.floor(random() * items.length)] as Item;

  const fieldsOf = ({ contract }: ServedEndpoint): string[] =>
    Object.keys((contract.body as { shape?: object } | undefined)?.shape ?? {});

  function jsonFor(endpoint: ServedEndpoint): string {
    const names = [...fieldsOf(endpoint), 'id', '__proto__', 'constructor', pick(NASTY_TEXTS).slice(0, 50)];
    const fields = names
      .filter(() => chance(0.7))
      .map((name) => `${JSON.stringify(name)}:${JSON.stringify(pick(NASTY_VALUES))}`);
    return `{${fields.join(',')}}`;
  }

  function bodyFor(endpoint: ServedEndpoint): Buffer | null {
    const kind = random();
    if (kind < 0.1) return null;
    if (kind < 0.7) return Buffer.from(jsonFor(endpoint));
    if (kind < 0.8) return Buffer.from(JSON.stringify(pick(NASTY_VALUES)) ?? '');
    if (kind < 0.9) return Buffer.from(jsonFor(endpoint).slice(0, Math.floor(random() * 60)));
    if (kind < 0.93) return Buffer.from('['.repeat(chance(0.5) ? 20_000 : 120_000));
    return Buffer.from(Array.from({ length: Math.floor(random() * 300) }, () => Math.floor(random() * 256)));
  }

  function pathFor({ contract }: ServedEndpoint): string {
    const path = contract.path.replaceAll(/\{\w+\}/g, () => {
      const text = pick(NASTY_TEXTS).slice(0, 1_000) || '%';
      return chance(0.8) ? encode(text) : text.replaceAll(/[^\x21-\x7e]/g, '%');
    });
    if (chance(0.6)) return `/api${path}`;
    const name = pick(['limit', 'cursor', 'status', 'search', 'id', '__proto__', 'limit[]', 'state']);
    const value = encode(pick(NASTY_TEXTS).slice(0, 1_500));
    return `/api${path}?${name}=${value}${chance(0.3) ? `&${name}=x` : ''}${chance(0.1) ? '&%' : ''}`;
  }

  return (): MalformedRequest => {
    const endpoint = pick(endpoints);
    const own = endpoint.contract.method.toUpperCase();
    const method = chance(0.85) ? own : pick(METHODS);
    const headers: Record<string, string> = chance(0.8) ? { authorization: `Bearer ${pick(tokens)}` } : {};
    if (chance(0.2)) {
      const name = pick(Object.keys(NASTY_HEADERS));
      headers[name] = pick(NASTY_HEADERS[name] ?? ['']);
    }
    const body = ['GET', 'HEAD', 'OPTIONS'].includes(method) ? null : bodyFor(endpoint);
    if (body) headers['content-type'] = pick(MEDIA_TYPES);
    return { method, path: pathFor(endpoint), headers, body };
  };
}

/** What is not even HTTP. */
export const NO_HTTP: readonly string[] = [
  'nonsense\r\n\r\n',
  'GET /api/config\r\n\r\n',
  'GET /api/config HTTP/9.9\r\nHost: x\r\n\r\n',
  'GET /api/config HTTP/1.1\r\n\r\n',
  'GET /api/config HTTP/1.1\r\nHost: x\r\nHost: y\r\nBad Header: x\r\n\r\n',
  'POST /api/auth/login HTTP/1.1\r\nHost: x\r\nContent-Length: -5\r\n\r\n',
  'POST /api/auth/login HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\nabcde',
  'POST /api/auth/login HTTP/1.1\r\nHost: x\r\nContent-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\nabcd',
  'POST /api/auth/login HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\nabc\r\n',
  'GET /api/config\u0000 HTTP/1.1\r\nHost: x\r\n\r\n',
  `GET /api/config HTTP/1.1\r\nHost: x\r\nX: ${'y'.repeat(40_000)}\r\n\r\n`,
  'GET http://[::bad/api HTTP/1.1\r\nHost: x\r\n\r\n',
  'CONNECT /api HTTP/1.1\r\nHost: x\r\n\r\n',
];
