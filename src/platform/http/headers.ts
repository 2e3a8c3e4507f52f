/** Headers that more than one place sets. */

/** Of an answer that is data: opened as a page it may load, run and frame nothing. */
export const DATA_POLICY = "default-src 'none'; frame-ancestors 'none'";

export const STRICT_TRANSPORT = { maxAge: 31_536_000, includeSubDomains: true };

/** Of an answer that Express never sees. */
export const BARE_HEADERS = {
  'X-Content-Type-Options': 'nosniff',
  'Referrer-Policy': 'no-referrer',
  'Strict-Transport-Security': `max-age=${STRICT_TRANSPORT.maxAge}; includeSubDomains`,
  'Content-Security-Policy': DATA_POLICY,
  'Cache-Control': 'no-store',
};

/** What the CORS library takes: it compares a list word by word, so that `*` within one would match no origin. */
export const corsOriginOf = (origins: string[]): string | string[] => (origins.includes('*') ? '*' : origins);
