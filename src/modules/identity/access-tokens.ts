/** Signs and reads access tokens: short-lived, and valid only while their session is. */
import { createSecretKey } from 'node:crypto';
import jwt from 'jsonwebtoken';
import { LRUCache } from 'lru-cache';
import { z } from 'zod';
import { type Clock, MINUTE_MS } from '../../platform/kernel/clock';
import type { IdentityConfig } from './identity.config';

const ALGORITHM = 'HS256';
const ISSUER = 'mc-exchange';
const AUDIENCE = 'mc-exchange-api';

/** How far the clocks of two instances may differ. */
const CLOCK_SKEW_SECONDS = 60;

/** Tokens whose signature was found good: only their time is looked at again. */
const VERIFIED_MOST = 5_000;

/** Every claim is required: a token without an expiry, say, is none of ours. */
const Claims = z.object({
  typ: z.literal('access'),
  sub: z.string(),
  sid: z.string(),
  iat: z.int(),
  exp: z.int(),
  act: z.object({ sub: z.string() }).optional(),
});

export interface AccessClaims {
  userId: string;
  sessionId: string;
  /** The admin who acts as the user (`act`, RFC 8693). */
  impersonatorId?: string;
}

/** What a token of ours says. */
export interface ReadClaims extends AccessClaims {
  expiresAt: number;
}

export interface AccessToken {
  token: string;
  expiresAt: number;
}

export interface AccessTokens {
  /** For the configured minutes, or until `endsAt` where that is given. */
  sign(claims: AccessClaims, endsAt?: number): AccessToken;
  /** Null for anything but a valid access token of ours. */
  read(token: string): ReadClaims | null;
}

const inSeconds = (instant: number): number => Math.floor(instant / 1000);

export function createAccessTokens(
  config: Pick<IdentityConfig, 'JWT_ACCESS_SECRET' | 'ACCESS_TOKEN_MINUTES'>,
  clock: Clock,
): AccessTokens {
  // A key object made once: with the bare secret each verification would build one, forty times as slow.
  const key = createSecretKey(config.JWT_ACCESS_SECRET, 'utf8');
  const verified = new LRUCache<string, ReadClaims>({ max: VERIFIED_MOST });

  function verify(token: string): ReadClaims | null {
    const now = inSeconds(clock.now());
    try {
      const claims = jwt.verify(token, key, {
        algorithms: [ALGORITHM],
        issuer: ISSUER,
        audience: AUDIENCE,
        clockTimestamp: now,
      });
      const known = Claims.safeParse(claims);
      if (!known.success || known.data.iat > now + CLOCK_SKEW_SECONDS) return null;
      const { sub, sid, act, exp } = known.data;
      return {
        userId: sub,
        sessionId: sid,
        expiresAt: exp * 1000,
        ...(act ? { impersonatorId: act.sub } : {}),
      };
    } catch {
      // Expired, forged, of another kind or no token at all: the caller learns only that it does not work.
      return null;
    }
  }

  return {
    sign({ userId, sessionId, impersonatorId }, endsAt) {
      const iat = inSeconds(clock.now());
      const exp = endsAt ? inSeconds(endsAt) : iat + inSeconds(config.ACCESS_TOKEN_MINUTES * MINUTE_MS);
      const act = impersonatorId ? { act: { sub: impersonatorId } } : {};
      const claims = {
        sub: userId,
        sid: sessionId,
        typ: 'access',
        iss: ISSUER,
        aud: AUDIENCE,
        iat,
        exp,
        ...act,
      };
      return { token: jwt.sign(claims, key, { algorithm: ALGORITHM }), expiresAt: exp * 1000 };
    },
    read(token) {
      const known = verified.get(token);
      if (known) {
        if (known.expiresAt > clock.now()) return known;
        verified.delete(token);
        return null;
      }
      const claims = verify(token);
      if (claims) verified.set(token, claims);
      return claims;
    },
  };
}
