/** Signs and reads access tokens: short-lived, and good only while their session is. */
import { createSecretKey } from 'node:crypto';
import jwt from 'jsonwebtoken';
import type { Config } from '../../config';
import { type Clock, MINUTE_MS } from '../../platform/kernel/clock';

const ALGORITHM = 'HS256';
const ISSUER = 'mc-exchange';
const AUDIENCE = 'mc-exchange-api';

export interface AccessClaims {
  userId: string;
  sessionId: string;
}

export interface AccessToken {
  token: string;
  expiresAt: number;
}

export interface AccessTokens {
  sign(claims: AccessClaims): AccessToken;
  /** Null for anything but an access token of ours that is still good. */
  read(token: string): AccessClaims | null;
}

const inSeconds = (instant: number): number => Math.floor(instant / 1000);

export function createAccessTokens(
  config: Pick<Config, 'JWT_ACCESS_SECRET' | 'ACCESS_TOKEN_MINUTES'>,
  clock: Clock,
): AccessTokens {
  // A key object made once: with the bare secret each verification would build one anew, forty times as slow.
  const key = createSecretKey(config.JWT_ACCESS_SECRET, 'utf8');
  return {
    sign({ userId, sessionId }) {
      const iat = inSeconds(clock.now());
      const exp = iat + inSeconds(config.ACCESS_TOKEN_MINUTES * MINUTE_MS);
      const claims = { sub: userId, sid: sessionId, typ: 'access', iss: ISSUER, aud: AUDIENCE, iat, exp };
      return { token: jwt.sign(claims, key, { algorithm: ALGORITHM }), expiresAt: exp * 1000 };
    },
    read(token) {
      try {
        const claims = jwt.verify(token, key, {
          algorithms: [ALGORITHM],
          issuer: ISSUER,
          audience: AUDIENCE,
          clockTimestamp: inSeconds(clock.now()),
        });
        if (typeof claims === 'string' || claims.typ !== 'access') return null;
        const { sub, sid } = claims as { sub?: unknown; sid?: unknown };
        return typeof sub === 'string' && typeof sid === 'string' ? { userId: sub, sessionId: sid } : null;
      } catch {
        // Expired, forged, of another kind or no token at all: it opens nothing, and why is nobody's business.
        return null;
      }
    },
  };
}
