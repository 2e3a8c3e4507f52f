/** Hands a person all that is kept of him. */
import { notFound } from '../../../platform/http/problem';
import type { UserActor } from '../../../platform/kernel/actor';
import { iso } from '../../../platform/kernel/clock';
import type { IdentityParts } from '../parts';
import { viewMe } from '../user.view';
import type { Leaving } from './leaving';

interface SessionFacts {
  userAgent: string;
  address: string;
  createdAt: number;
  lastUsedAt: number;
  expiresAt: number;
  revokedAt: number | null;
  revokedReason: string | null;
}

interface KeyFacts {
  name: string;
  /** With blanks between them. */
  scopes: string;
  createdAt: number;
  expiresAt: number | null;
  lastUsedAt: number | null;
  revokedAt: number | null;
}

export function createExportAccount({ audit, finders, platform }: IdentityParts, leaving: Leaving) {
  const { clock, database } = platform;

  leaving.contributesToExport('sessions', async ({ userId }) => {
    const rows = await database.select<SessionFacts>(
      `SELECT userAgent, address, createdAt, lastUsedAt, expiresAt, revokedAt, revokedReason
       FROM sessions WHERE userId = :userId AND impersonatorId IS NULL ORDER BY createdAt`,
      { userId },
    );
    return rows.map((row) => ({
      ...row,
      createdAt: iso(row.createdAt),
      lastUsedAt: iso(row.lastUsedAt),
      expiresAt: iso(row.expiresAt),
      revokedAt: iso(row.revokedAt),
    }));
  });

  leaving.contributesToExport('apiKeys', async ({ userId }) => {
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
  });

  return async (actor: UserActor) => {
    const user = await finders.findUser(actor.userId);
    if (!user) throw notFound('There is no such person.');
    const kept = await leaving.gather(actor);
    await audit.record({ actor, action: 'user.data_exported', subject: { type: 'user', id: user.id } });
    return { exportedAt: iso(clock.now()), profile: viewMe(user), ...kept };
  };
}
