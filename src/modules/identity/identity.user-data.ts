/** What identity itself adds to a user's export of their data, beside the profile: sessions and API keys. */
import { iso } from '../../platform/kernel/clock';
import type { UserData } from './account/user-data';
import type { IdentityContext } from './identity.context';
import { AN_ADMINISTRATOR, YOUR_BROKER } from './identity.schema';

interface SessionFacts {
  userAgent: string;
  address: string;
  createdAt: number;
  lastUsedAt: number;
  expiresAt: number;
  revokedAt: number | null;
  revokedReason: string | null;
  impersonatorId: string | null;
  impersonationReason: string | null;
  grantId: string | null;
}

interface KeyFacts {
  name: string;
  /** Separated by spaces. */
  scopes: string;
  createdAt: number;
  expiresAt: number | null;
  lastUsedAt: number | null;
  revokedAt: number | null;
}

/** As the endpoints that list them are. */
const CLOSED_TO_KEYS = { closedToKeys: true } as const;

export function registerUserData({ platform: { database } }: IdentityContext, userData: UserData): void {
  userData.contributesToExport(
    'sessions',
    async ({ userId }) => {
      const rows = await database.select<SessionFacts>(
        `SELECT userAgent, address, createdAt, lastUsedAt, expiresAt, revokedAt, revokedReason, impersonatorId,
         impersonationReason, grantId
       FROM sessions WHERE userId = :userId ORDER BY createdAt`,
        { userId },
      );
      return rows.map(({ impersonatorId, impersonationReason: reason, grantId, ...row }) => ({
        ...row,
        createdAt: iso(row.createdAt),
        lastUsedAt: iso(row.lastUsedAt),
        expiresAt: iso(row.expiresAt),
        revokedAt: iso(row.revokedAt),
        impersonation:
          impersonatorId === null ? null : { by: grantId === null ? AN_ADMINISTRATOR : YOUR_BROKER, reason },
      }));
    },
    CLOSED_TO_KEYS,
  );

  userData.contributesToExport(
    'apiKeys',
    async ({ userId }) => {
      const rows = await database.select<KeyFacts>(
        `SELECT name, scopes, createdAt, expiresAt, lastUsedAt, revokedAt
       FROM api_keys WHERE userId = :userId ORDER BY createdAt`,
        { userId },
      );
      return rows.map((row) => ({
        name: row.name,
        scopes: row.scopes.split(' '),
        createdAt: iso(row.createdAt),
        expiresAt: iso(row.expiresAt),
        lastUsedAt: iso(row.lastUsedAt),
        revokedAt: iso(row.revokedAt),
      }));
    },
    CLOSED_TO_KEYS,
  );
}
