/** What an access token says of itself. It is not checked here: the server does that with each request. */

export interface TokenFacts {
  userId: string;
  lifetimeMs: number;
}

/** So long before its end a token is renewed, so that no request is under way with one that has ended. */
export const RENEW_BEFORE_MS = 30_000;

/** Null for what is no token of ours. The lifetime is its own: the clock of the machine, or of a demo, may be any. */
export function readToken(token: string): TokenFacts | null {
  try {
    const part = token.split('.')[1] ?? '';
    const claims = JSON.parse(atob(part.replaceAll('-', '+').replaceAll('_', '/'))) as Record<
      string,
      unknown
    >;
    const { sub, iat, exp } = claims;
    if (typeof sub !== 'string' || typeof iat !== 'number' || typeof exp !== 'number') return null;
    return { userId: sub, lifetimeMs: (exp - iat) * 1000 };
  } catch {
    return null;
  }
}

/** Until when, on the clock of this machine, a token that came now is sent. */
export const freshUntil = (token: string, now: number): number =>
  now + Math.max(0, (readToken(token)?.lifetimeMs ?? 0) - RENEW_BEFORE_MS);

/** Where to go after a sign-in: an address of this site, or to what waits for them. */
export function safeNext(next: string | undefined): string {
  return next !== undefined && /^\/(?![/\\])/.test(next) && !next.startsWith('/sign-in') ? next : '/home';
}
