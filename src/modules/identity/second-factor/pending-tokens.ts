/** Signs and reads the token between password and second factor: valid for minutes, and for nothing else. */
import { createSecretKey } from 'node:crypto';
import jwt from 'jsonwebtoken';
import type { Clock } from '../../../platform/kernel/clock';
import { deriveKey } from '../../../platform/kernel/sealing';
import type { IdentityConfig } from '../identity.config';

const ALGORITHM = 'HS256';
const ISSUER = 'mc-exchange';
const AUDIENCE = 'mc-exchange-2fa';
const TYPE = '2fa-pending';

export interface PendingClaims {
  userId: string;
  challengeId: string;
}

export type PendingTokens = ReturnType<typeof createPendingTokens>;

export function createPendingTokens(
  { JWT_ACCESS_SECRET }: Pick<IdentityConfig, 'JWT_ACCESS_SECRET'>,
  clock: Clock,
) {
  // A key of its own, so that one kind of token can never pass for the other.
  const key = createSecretKey(deriveKey(JWT_ACCESS_SECRET, TYPE));
  const now = () => Math.floor(clock.now() / 1000);
  return {
    sign({ userId, challengeId }: PendingClaims, expiresAt: number): string {
      const claims = { sub: userId, jti: challengeId, typ: TYPE, iss: ISSUER, aud: AUDIENCE, iat: now() };
      return jwt.sign({ ...claims, exp: Math.floor(expiresAt / 1000) }, key, { algorithm: ALGORITHM });
    },
    /** Null for anything but a valid pending token of ours. */
    read(token: string): PendingClaims | null {
      try {
        const claims = jwt.verify(token, key, {
          algorithms: [ALGORITHM],
          issuer: ISSUER,
          audience: AUDIENCE,
          clockTimestamp: now(),
        });
        if (typeof claims === 'string' || claims.typ !== TYPE) return null;
        const { sub, jti } = claims;
        return typeof sub === 'string' && typeof jti === 'string' ? { userId: sub, challengeId: jti } : null;
      } catch {
        return null;
      }
    },
  };
}
