/** Keys by which programs act for a person: shown once, kept as hashes, limited to scopes. */
import { randomBytes } from 'node:crypto';
import { notFound } from '../../../platform/http/problem';
import type { UserActor } from '../../../platform/kernel/actor';
import { MINUTE_MS } from '../../../platform/kernel/clock';
import { newId } from '../../../platform/kernel/ids';
import type { IdentityParts } from '../parts';
import { hashToken } from '../sessions';
import { readRoles } from '../user.model';
import { expiryRefused, tooManyKeys } from './api-keys.problems';

/** `mcx_`, eight letters to tell keys apart, and 256 bits. Checked by look before anything is asked of the database. */
const LOOK = /^mcx_[a-z0-9]{8}_[0-9a-f]{64}$/;

const MOST_KEYS = 20;

/** When a key was last used is written down no oftener than this. */
const NOTICE_USE_EVERY_MS = MINUTE_MS;

export interface ApiKeyRow {
  id: string;
  name: string;
  prefix: string;
  lastFour: string;
  /** With blanks between them. */
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

interface Holder {
  id: string;
  userId: string;
  scopes: string;
  roles: string | null;
  emailVerifiedAt: number | null;
  lastUsedAt: number | null;
}

export type ApiKeys = ReturnType<typeof createApiKeys>;

export function createApiKeys({ audit, mails, users, platform }: IdentityParts) {
  const { clock, database, mailer } = platform;
  const columns = 'id, name, prefix, lastFour, scopes, createdAt, expiresAt, lastUsedAt';
  const live = 'revokedAt IS NULL AND (expiresAt IS NULL OR expiresAt > :now)';

  const listKeys = (userId: string): Promise<ApiKeyRow[]> =>
    database.select<ApiKeyRow>(
      `SELECT ${columns} FROM api_keys WHERE userId = :userId AND ${live} ORDER BY createdAt DESC, id DESC`,
      { userId, now: clock.now() },
    );

  return {
    looksLikeKey: (credential: string): boolean => credential.startsWith('mcx_'),

    /** Whose key it is, while key and person are good. */
    async findHolder(key: string) {
      if (!LOOK.test(key)) return null;
      const now = clock.now();
      const [holder] = await database.select<Holder>(
        `SELECT k.id, k.userId, k.scopes, k.lastUsedAt, u.emailVerifiedAt,
           (SELECT GROUP_CONCAT(r.role) FROM user_roles r WHERE r.userId = u.id) AS roles
         FROM api_keys k JOIN users u ON u.id = k.userId
         WHERE k.keyHash = :keyHash AND k.revokedAt IS NULL AND (k.expiresAt IS NULL OR k.expiresAt > :now)
           AND u.status = 'ACTIVE'`,
        { keyHash: hashToken(key), now },
      );
      if (!holder) return null;
      if (holder.lastUsedAt === null || holder.lastUsedAt <= now - NOTICE_USE_EVERY_MS) {
        await database.change('UPDATE api_keys SET lastUsedAt = :now WHERE id = :id', { id: holder.id, now });
      }
      return { ...holder, roles: readRoles(holder.roles), scopes: holder.scopes.split(' ') };
    },

    listKeys,

    /** Answers the key itself, this once. @throws too_many_keys, expiry_refused */
    createKey: (actor: UserActor, { name, scopes, expiresAt }: NewApiKey) =>
      database.atomically(async () => {
        const now = clock.now();
        if (expiresAt !== null && expiresAt <= now) throw expiryRefused('Name an instant to come.');
        const owner = await users.findByPk(actor.userId, { lock: true });
        if (!owner) throw notFound('There is no such person.');
        if ((await listKeys(owner.id)).length >= MOST_KEYS) {
          throw tooManyKeys(`At most ${MOST_KEYS} live at a time: revoke one that is not needed.`);
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
        await mailer.send(mails.apiKeyCreated(owner, name));
        return { row, key };
      }),

    /** @throws not_found for one that is gone, another person's or never was */
    revokeKey: (actor: UserActor, id: string): Promise<void> =>
      database.atomically(async () => {
        const revoked = await database.change(
          `UPDATE api_keys SET revokedAt = :now WHERE id = :id AND userId = :userId AND ${live}`,
          { id, userId: actor.userId, now: clock.now() },
        );
        if (revoked !== 1) throw notFound('You have no such key.');
        await audit.record({ actor, action: 'api_key.revoked', subject: { type: 'api_key', id } });
      }),
  };
}
