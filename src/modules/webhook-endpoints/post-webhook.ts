/** Posts to an address that somebody gave: to the public internet alone, once, and with patience for so much and no more. */
import { type ClientRequest, request as requestHttp } from 'node:http';
import { request as requestHttps, type RequestOptions } from 'node:https';
import { isIP, type LookupFunction } from 'node:net';
import type { Clock } from '../../platform/kernel/clock';
import { SECOND_MS } from '../../platform/kernel/clock';
import { hostOf, isPublicAddress, loopbackOf, refuseAddress } from './address.rules';
import { type Outcome, outcomeOf } from './delivery.rules';
import type { ResolveName } from './resolve-name';

const ANSWER_BYTES = 1_000;
const ANSWER_LENGTH = 500;
const HEADER_BYTES = 16_384;

/** What became of one try. */
export interface Posted {
  outcome: Outcome;
  /** As answered; null where no answer came. */
  status: number | null;
  /** The first of what was answered, as text. */
  answer: string | null;
  /** Why it was not taken, in a sentence; null where it was. */
  because: string | null;
  durationMs: number;
}

export type PostWebhook = (
  url: string,
  headers: Record<string, string>,
  body: string,
  signal: AbortSignal,
) => Promise<Posted>;

export interface PostWebhookDeps {
  clock: Clock;
  resolveName: ResolveName;
  timeoutMs: number;
  loopback: boolean;
}

/** Told in our own words: a message of the network may name what stands inside. */
class NotPosted extends Error {}

const INSIDE = 'Its name leads to an address that is not on the public internet.';

/** @throws NotPosted unless every address of the name may be posted to */
async function addressesOf(resolveName: ResolveName, name: string): Promise<string[]> {
  const addresses = await resolveName(name);
  if (addresses.length === 0) throw new NotPosted('Its name has no address now.');
  // One address inside among others is an attempt: connecting would be a matter of luck.
  if (!addresses.every(isPublicAddress)) throw new NotPosted(INSIDE);
  return addresses;
}

/** Why nothing can be posted there now, in a sentence; null where something can. */
export async function findUnreachable(resolveName: ResolveName, address: string): Promise<string | null> {
  const host = hostOf(new URL(address));
  if (isIP(host)) return null;
  try {
    await addressesOf(resolveName, host);
    return null;
  } catch (error) {
    if (error instanceof NotPosted) return error.message;
    throw error;
  }
}

export function createPostWebhook({ clock, resolveName, timeoutMs, loopback }: PostWebhookDeps): PostWebhook {
  /** The addresses that are checked are those that are connected to: a name that leads elsewhere a moment later gains nothing. */
  const lookupOf =
    (local: string | null): LookupFunction =>
    (name, { all }, done) => {
      const found = local === null ? addressesOf(resolveName, name) : Promise.resolve([local]);
      found.then(
        (addresses) => {
          const answers = addresses.map((address) => ({ address, family: isIP(address) }));
          const [first] = answers;
          if (all) done(null, answers);
          else done(null, first?.address ?? '', first?.family);
        },
        (error: unknown) => done(error as NodeJS.ErrnoException, ''),
      );
    };

  return async (address, headers, body, signal) => {
    const startedAt = clock.now();
    const end = (status: number | null, answer: string | null, because: string | null): Posted => ({
      outcome: outcomeOf(status),
      ...{ status, answer, because },
      durationMs: clock.now() - startedAt,
    });
    const refused = refuseAddress(address, loopback);
    if (refused) return end(null, null, refused.because);
    const url = new URL(address);
    const local = loopbackOf(url, loopback);
    const patience = AbortSignal.timeout(timeoutMs);
    const options: RequestOptions = {
      method: 'POST',
      headers: { ...headers, 'content-length': Buffer.byteLength(body) },
      agent: false,
      lookup: lookupOf(local),
      maxHeaderSize: HEADER_BYTES,
      signal: AbortSignal.any([signal, patience]),
    };
    try {
      const sent = url.protocol === 'https:' ? requestHttps(url, options) : requestHttp(url, options);
      const { status, answer } = await exchange(sent, body);
      return end(status, answer, sayStatus(status));
    } catch (error) {
      if (signal.aborted) throw error;
      const late = `No answer came within ${timeoutMs / SECOND_MS} seconds.`;
      return end(null, null, patience.aborted ? late : sayFailure(error));
    }
  };
}

/** The status counts as soon as it is there; of what follows, so much is read as comes within the limits. */
function exchange(sent: ClientRequest, body: string): Promise<{ status: number; answer: string }> {
  return new Promise((resolve, reject) => {
    sent.on('error', reject);
    // A switch of protocols is answered, and ends without an error of its own.
    sent.on('upgrade', (response, socket) => {
      socket.destroy();
      resolve({ status: response.statusCode ?? 0, answer: '' });
    });
    sent.on('close', () => reject(new Error('closed')));
    sent.on('response', (response) => {
      const chunks: Buffer[] = [];
      let size = 0;
      const finish = () => {
        resolve({ status: response.statusCode ?? 0, answer: readable(Buffer.concat(chunks)) });
        response.destroy();
      };
      response.on('data', (chunk: Buffer) => {
        chunks.push(chunk);
        size += chunk.length;
        if (size >= ANSWER_BYTES) finish();
      });
      for (const ended of ['end', 'error', 'close']) response.on(ended, finish);
      sent.off('error', reject).on('error', finish);
    });
    sent.end(body);
  });
}

/** Text that can be shown and stored anywhere. */
const readable = (bytes: Buffer): string =>
  new TextDecoder()
    .decode(bytes.subarray(0, ANSWER_BYTES))
    .replaceAll(/[\s\p{Cc}\p{Cs}\p{Cf}\ufffd]+/gu, ' ')
    .trim()
    .slice(0, ANSWER_LENGTH);

function sayStatus(status: number): string | null {
  if (outcomeOf(status) === 'taken') return null;
  if (status === 410) return 'It answered that it is gone (410).';
  if (status >= 300 && status < 400) return `It answered with a redirect (${status}), which is not followed.`;
  return `It answered ${status}.`;
}

function sayFailure(error: unknown): string {
  if (error instanceof NotPosted) return error.message;
  const code = (error as NodeJS.ErrnoException | null)?.code ?? '';
  if (code === 'ECONNREFUSED') return 'The connection was refused.';
  if (code === 'ECONNRESET' || code === 'EPIPE') return 'The connection was cut.';
  if (/CERT|SSL|TLS|ALTNAME|SIGNATURE/.test(code)) return `The connection is not safe (${code}).`;
  return `The connection failed${/^[A-Z_]{3,40}$/.test(code) ? ` (${code})` : ''}.`;
}
