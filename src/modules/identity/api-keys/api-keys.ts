/** Keys by which programs act for a user: shown once, kept as hashes, limited to scopes. */
import { randomBytes } from 'node:crypto';
import { notFound } from '../../../platform/http/problem';
import type { UserActor } from '../../../platform/kernel/actor';
import { MINUTE_MS } from '../../../platform/kernel/clock';
import { newId } from '../../../platform/kernel/ids';
import { apiKeyCreated, apiKeyRevoked } from '../identity.events';
import type { IdentityContext } from '../identity.context';
import type { KnownAccess } from '../kept-access';
import { hashToken } from '../sessions';
import { createLockSignedIn } from '../use-cases/lock-signed-in';
import { readRoles } from '../user.store';
import { keyExpiryInvalid, tooManyKeys } from './api-keys.problems';

/** `mcx_`, eight characters to tell keys apart, and 256 bits. Checked before the database is asked. */
const KEY_FORMAT = /^mcx_[a-z0-9]{8}_[0-9a-f]{64}$/;

const MAX_KEYS = 20;

/** `lastUsedAt` is written no more often than this. */
const LAST_USED_EVERY_MS = MINUTE_MS;

export interface ApiKeyRow {
  id: string;
  name: string;
  prefix: string;
  lastFour: string;
  /** Separated by spaces. */
  scopes: string;
  createdAt: number;
  expiresAt: number | null;
  lastUsedAt: number | null;
}

export interface NewApiKey {
  name: string;
  scopes: string[];
  /** Null: until it is revoked. */
  expiresAt: number | null;
}

type StoredHolder = Pick<
  KnownAccess,
  'id' | 'userId' | 'emailVerifiedAt' | 'createdAt' | 'lastUsedAt' | 'expiresAt'
> & { scopes: string; roles: string | null };

export type ApiKeys = ReturnType<typeof createApiKeys>;

export function createApiKeys(context: IdentityContext) {
  const { audit, keptAccess, platform } = context;
  const lockSignedIn = createLockSignedIn(context);
  const { clock, database, events } = platform;
  const columns = 'id, name, prefix, lastFour, scopes, createdAt, expiresAt, lastUsedAt';
  const live = 'revokedAt IS NULL AND (expiresAt IS NULL OR expiresAt > :now)';

  const listKeys = (userId: string): Promise<ApiKeyRow[]> =>
    database.select<ApiKeyRow>(
      `SELECT ${columns} FROM api_keys WHERE userId = :userId AND ${live} ORDER BY createdAt DESC, id DESC`,
      { userId, now: clock.now() },
    );

  return {
    looksLikeKey: (credential: string): boolean => credential.startsWith('mcx_'),

    /** By which a key is found; null for what cannot be one. */
    hashOf: (key: string): string | null => (KEY_FORMAT.test(key) ? hashToken(key) : null),

    /** Whose key it is; null unless key and user are active. */
    async findAccess(keyHash: string): Promise<KnownAccess | null> {
      const [row] = await database.select<StoredHolder>(
        `SELECT k.id, k.userId, k.scopes, k.createdAt, k.lastUsedAt, k.expiresAt, u.emailVerifiedAt,
           (SELECT GROUP_CONCAT(r.role) FROM user_roles r WHERE r.userId = u.id) AS roles
         FROM api_keys k JOIN users u ON u.id = k.userId
         WHERE k.keyHash = :keyHash AND k.revokedAt IS NULL AND u.status = 'ACTIVE'`,
        { keyHash },
      );
      return row
        ? {
            ...row,
            ...{ roles: readRoles(row.roles), scopes: row.scopes.split(' ') },
            ...{ hasSecondFactor: false, provedAt: null, impersonatorId: null, impersonatorSessionId: null },
            grant: null,
          }
        : null;
    },

    /** For whom it belongs to, who can see when each was used last. */
    async noteUse(holder: KnownAccess): Promise<void> {
      const now = clock.now();
      if (holder.lastUsedAt !== null && holder.lastUsedAt > now - LAST_USED_EVERY_MS) return;
      holder.lastUsedAt = now;
      await database.change('UPDATE api_keys SET lastUsedAt = :now WHERE id = :id', { id: holder.id, now });
    },

    listKeys,

    /** The only answer with the key itself. @throws too_many_keys, key_expiry_invalid */
    createKey: (actor: UserActor, { name, scopes, expiresAt }: NewApiKey) =>
      database.atomically(async () => {
        const now = clock.now();
        if (expiresAt !== null && expiresAt <= now) throw keyExpiryInvalid('Choose a time in the future.');
        const owner = await lockSignedIn(actor);
        if ((await listKeys(owner.id)).length >= MAX_KEYS) {
          throw tooManyKeys(`You can have ${MAX_KEYS} API keys. Revoke one that you no longer need.`);
        }
        const id = newId();
        const prefix = randomBytes(4).toString('hex');
        const key = `mcx_${prefix}_${randomBytes(32).toString('hex')}`;
        const row: ApiKeyRow = {
          id,
          name,
          prefix,
          lastFour: key.slice(-4),
          scopes: [...new Set(scopes)].sort().join(' '),
          createdAt: now,
          expiresAt,
          lastUsedAt: null,
        };
        await database.change(
          `INSERT INTO api_keys (${columns}, userId, keyHash)
           VALUES (:id, :name, :prefix, :lastFour, :scopes, :createdAt, :expiresAt, :lastUsedAt, :userId, :keyHash)`,
          { ...row, userId: owner.id, keyHash: hashToken(key) },
        );
        await audit.record({
          actor,
          action: 'api_key.created',
          subject: { type: 'api_key', id },
          detail: { name, prefix, scopes: row.scopes },
        });
        await events.emit(apiKeyCreated, { userId: owner.id, keyId: id, name });
        return { row, key };
      }),

    /** @throws not_found for one that is revoked, another user's or never was */
    revokeKey: (actor: UserActor, id: string): Promise<void> =>
      database.atomically(async () => {
        const revoked = await database.change(
          `UPDATE api_keys SET revokedAt = :now WHERE id = :id AND userId = :userId AND ${live}`,
          { id, userId: actor.userId, now: clock.now() },
        );
        if (revoked !== 1) throw notFound('You have no such API key.');
        keptAccess.changed(actor.userId);
        await audit.record({ actor, action: 'api_key.revoked', subject: { type: 'api_key', id } });
        await events.emit(apiKeyRevoked, { userId: actor.userId, keyId: id });
      }),
  };
}
