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

/** Bytes that know their tag, and how they are packed. */
export interface Sendable {
  readonly tag: string;
  readonly bytes: Buffer;
  as(coding: Coding): Promise<Buffer> | Buffer;
}

/** JSON as text, under the status that is set. */
export function sendJson(req: IncomingMessage, res: ServerResponse, text: string): void {
  const bytes = Buffer.from(text);
  const tag = isReading(req) && res.statusCode === 200 ? tagOf(bytes) : null;
  send(req, res, { tag, bytes, as: (coding) => pack(bytes, coding) });
}

/** Data of whichever media type is set; JSON unless one is. `tag`: null where nobody asks whether it has changed. */
export function send(
  req: IncomingMessage,
  res: ServerResponse,
  { tag, bytes, as }: Omit<Sendable, 'tag'> & { tag: string | null },
): void {
  const mayBePacked = bytes.length >= PACK_FROM_BYTES;
  if (mayBePacked) addVary(res, 'Accept-Encoding');
  if (tag !== null) {
    res.setHeader('ETag', tag);
    if (hasAlready(req, tag)) {
      res.statusCode = 304;
      res.end();
      return;
    }
  }
  if (!res.hasHeader('Content-Type')) res.setHeader('Content-Type', 'application/json; charset=utf-8');
  const coding = mayBePacked ? codingOf(req) : null;
  if (coding === null) {
    end(res, bytes);
    return;
  }
  const packed = as(coding);
  if (Buffer.isBuffer(packed)) endPacked(res, coding, packed);
  else
    packed.then(
      (made) => endPacked(res, coding, made),
      // As it is, it is an answer as well.
      () => end(res, bytes),
    );
}

function endPacked(res: ServerResponse, coding: Coding, packed: Buffer): void {
  res.setHeader('Content-Encoding', coding);
  end(res, packed);
}

function end(res: ServerResponse, bytes: Buffer): void {
  res.setHeader('Content-Length', bytes.length);
  res.end(bytes);
}

/** What an answer depends on beside its address. */
export function addVary(res: ServerResponse, name: string): void {
  const known = res.getHeader('Vary');
  if (known === undefined) res.setHeader('Vary', name);
  else if (!String(known).toLowerCase().includes(name.toLowerCase()))
    res.setHeader('Vary', `${String(known)}, ${name}`);
}
