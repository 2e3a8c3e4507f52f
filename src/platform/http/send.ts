/** Sends finished bytes: with their tag, packed where the caller takes that, and not at all where they have not changed. */
import { createHash } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';

/** Smaller ones do not get smaller. */
export const PACK_FROM_BYTES = 1_024;
/** Above this brotli takes long for a few bytes less. */
const BROTLI_QUALITY = 4;

/** The smallest first. */
const CODINGS = ['br', 'gzip'] as const;
export type Coding = (typeof CODINGS)[number];

const codings = new Map<string, Coding | null>();
const MOST_CODINGS = 200;

/** How the caller takes bytes packed; null for as they are. */
export function codingOf({ headers }: IncomingMessage): Coding | null {
  const accepted = headers['accept-encoding'];
  if (typeof accepted !== 'string') return null;
  const known = codings.get(accepted);
  if (known !== undefined) return known;
  const coding = readCoding(accepted);
  if (codings.size < MOST_CODINGS) codings.set(accepted, coding);
  return coding;
}

function readCoding(accepted: string): Coding | null {
  const named = accepted.split(',').map((part) => {
    const [name = '', ...parameters] = part.split(';').map((word) => word.trim().toLowerCase());
    const weight = parameters.find((each) => each.startsWith('q='));
    return { name, isWanted: weight === undefined || Number(weight.slice(2)) > 0 };
  });
  const wants = (coding: Coding) => named.some(({ name, isWanted }) => name === coding && isWanted);
  return CODINGS.find(wants) ?? null;
}

export const pack = (bytes: Buffer, coding: Coding): Promise<Buffer> =>
  coding === 'br'
    ? promisify(brotliCompress)(bytes, {
        params: {
          [constants.BROTLI_PARAM_QUALITY]: BROTLI_QUALITY,
          [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length,
        },
      })
    : promisify(gzip)(bytes);

/** Weak: the same content, in whichever coding. */
export const tagOf = (bytes: Buffer): string =>
  `W/"${bytes.length.toString(16)}-${createHash('sha1').update(bytes).digest('base64').slice(0, 27)}"`;

/** Whether the caller has the very content (RFC 9110, 13.1.2). */
export function hasAlready({ headers }: IncomingMessage, tag: string): boolean {
  const known = headers['if-none-match'];
  if (known === undefined || /(?:^|,)\s*no-cache\s*(?:,|$)/.test(headers['cache-control'] ?? ''))
    return false;
  const strong = tag.replace(/^W\//, '');
  return known.split(',').some((each) => {
    const given = each.trim();
    return given === '*' || given.replace(/^W\//, '') === strong;
  });
}

export const isReading = ({ method }: IncomingMessage): boolean => method === 'GET' || method === 'HEAD';

/** JSON as text, under the status that is set. */
export async function sendJson(req: IncomingMessage, res: ServerResponse, text: string): Promise<void> {
  const bytes = Buffer.from(text);
  if (isReading(req) && res.statusCode === 200) {
    const tag = tagOf(bytes);
    res.setHeader('ETag', tag);
    if (bytes.length >= PACK_FROM_BYTES) addVary(res, 'Accept-Encoding');
    if (hasAlready(req, tag)) {
      res.statusCode = 304;
      res.end();
      return;
    }
  }
  if (!res.hasHeader('Content-Type')) res.setHeader('Content-Type', 'application/json; charset=utf-8');
  const coding = bytes.length >= PACK_FROM_BYTES ? codingOf(req) : null;
  const packed = coding === null ? bytes : await pack(bytes, coding);
  if (coding !== null) {
    addVary(res, 'Accept-Encoding');
    res.setHeader('Content-Encoding', coding);
  }
  res.setHeader('Content-Length', packed.length);
  res.end(packed);
}

/** What an answer depends on beside its address. */
export function addVary(res: ServerResponse, name: string): void {
  const known = res.getHeader('Vary');
  if (known === undefined) res.setHeader('Vary', name);
  else if (!String(known).toLowerCase().includes(name.toLowerCase()))
    res.setHeader('Vary', `${String(known)}, ${name}`);
}
