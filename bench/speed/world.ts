/** What a bench knows of the database that it measures on: ids follow from numbers, so that every process can name them. */
import { createHash } from 'node:crypto';
import { createAccessTokens } from '../../src/modules/identity/access-tokens';
import { MINUTE_MS, systemClock } from '../../src/platform/kernel/clock';

export interface World {
  /** How many listings there are. */
  size: number;
  /** `mysql://…` with the schema; undefined: the embedded file in `folder`. */
  databaseUrl: string | undefined;
  /** Data, logs and profiles of this run. */
  folder: string;
  /** How often this database has been measured on, this time included. */
  run: number;
  /** Of each work, in turn with the bare limit. */
  rounds: number;
  /** What works have prepared, by their ids. */
  prepared: Record<string, unknown>;
}

/** Readers who are signed in: enough of them that no one of them reaches a limit. */
export const READERS = 1_024;
/** Listings that readers have unlocked: reader n that of number n % UNLOCKED. */
export const UNLOCKED = 64;
/** Callers who are not: each request of a round comes from the next of these addresses. */
const ADDRESSES = 8_192;

/** Less than they live, by more than a round lasts. */
const TOKENS_FRESH_MS = 10 * MINUTE_MS;

export const PASSWORD = 'a bench stands in the shadow of elms';
export const emailOf = (kind: 'reader' | 'seller', number: number): string => `${kind}-${number}@example.com`;

const KINDS = { listing: 1, reader: 2, seller: 3, session: 4, job: 5, sellerSession: 6 } as const;

/** In the shape of UUIDv7, in the order of the numbers. */
export const idOf = (kind: keyof typeof KINDS, number: number): string =>
  `01900000-0000-7${KINDS[kind].toString(16).padStart(3, '0')}-8000-${number.toString(16).padStart(12, '0')}`;

/** The same in every run, since rows are sealed with them. */
export const secretOf = (name: string): string =>
  createHash('sha256').update(`of the bench: ${name}`).digest('base64');

/** As the proxy in front would say it. */
export const fromAddress = (number: number): Record<string, string> => {
  const at = number % ADDRESSES;
  return { 'x-forwarded-for': `10.${20 + (at >> 16)}.${(at >> 8) & 255}.${at & 255}` };
};

const tokens = new Map<string, { token: string; signedAt: number }>();
const { sign } = createAccessTokens(
  { JWT_ACCESS_SECRET: secretOf('JWT_ACCESS_SECRET'), ACCESS_TOKEN_MINUTES: 15 },
  systemClock,
);

function tokenOf(userId: string, sessionId: string): string {
  const now = Date.now();
  const known = tokens.get(sessionId);
  if (known && now - known.signedAt < TOKENS_FRESH_MS) return known.token;
  const { token } = sign({ userId, sessionId });
  tokens.set(sessionId, { token, signedAt: now });
  return token;
}

/** `x-reader` tells the bare server, which reads no tokens, who asks. */
export function asReader(number: number): Record<string, string> {
  const reader = number % READERS;
  return {
    authorization: `Bearer ${tokenOf(idOf('reader', reader), idOf('session', reader))}`,
    'x-reader': String(reader),
    ...fromAddress(reader),
  };
}

export const asSeller = (number: number): Record<string, string> => ({
  authorization: `Bearer ${tokenOf(idOf('seller', number), idOf('sellerSession', number))}`,
  ...fromAddress(READERS + number),
});
