/** How long admins stay signed in: what their sessions open is worth a thief's while. */
import { HOUR_MS, MINUTE_MS } from '../../platform/kernel/clock';
import type { IdentityConfig } from './identity.config';

export type AdminSessionPolicy = Pick<IdentityConfig, 'ADMIN_SESSION_IDLE_MINUTES' | 'ADMIN_SESSION_HOURS'>;

interface UsedSession {
  createdAt: number;
  lastUsedAt: number;
  expiresAt: number;
}

/** When an admin's session ends unless it is used before. */
export const endOfAdminSession = (
  { createdAt, lastUsedAt, expiresAt }: UsedSession,
  { ADMIN_SESSION_IDLE_MINUTES, ADMIN_SESSION_HOURS }: AdminSessionPolicy,
): number =>
  Math.min(
    expiresAt,
    createdAt + ADMIN_SESSION_HOURS * HOUR_MS,
    lastUsedAt + ADMIN_SESSION_IDLE_MINUTES * MINUTE_MS,
  );
