/** Stores, serves and deletes users' pictures, and leaves no file behind that belongs to nobody. */
import { createHash } from 'node:crypto';
import { z } from 'zod';
import { notFound } from '../../../platform/http/problem';
import type { UserActor } from '../../../platform/kernel/actor';
import { HOUR_MS } from '../../../platform/kernel/clock';
import type { IdentityContext } from '../identity.context';
import type { User, UserRow } from '../user.model';
import { makeAvatar } from './avatar-picture';

const DROP = 'identity.drop-avatar';
const Drop = z.object({ key: z.string() });

/** Long enough for any upload to end: a file that belongs to nobody by then never will. */
const UPLOAD_SETTLED_AFTER_MS = HOUR_MS;

export function createChangeAvatar({ audit, store, platform }: IdentityContext) {
  const { clock, database, log, queue, storage } = platform;

  /** Deletes the file unless it is somebody's picture by then. Joins the ambient unit. */
  const drop = (key: string, runAt?: number) => queue.enqueue(DROP, { key }, runAt ? { runAt } : {});

  queue.handle(DROP, { lane: 'outside', runs: 'outside' }, async (payload) => {
    const { key } = Drop.parse(payload);
    if (!(await store.hasAvatar(key))) await storage.delete(key);
  });

  /** On the locked row, in the ambient unit. */
  async function dropAvatarOf(row: UserRow): Promise<void> {
    if (row.avatarKey) await drop(row.avatarKey);
    await store.update(row, { avatarKey: null, avatarTag: null });
  }

  return {
    dropAvatarOf,

    /** Re-encodes the picture, so never inside a unit. @throws invalid_picture */
    async changeAvatar(actor: UserActor, content: Buffer): Promise<User> {
      const picture = await makeAvatar(content);
      const avatarKey = storage.newKey('avatars');
      await drop(avatarKey, clock.now() + UPLOAD_SETTLED_AFTER_MS);
      await storage.put(avatarKey, picture);
      return database.atomically(async () => {
        const row = await store.lock(actor.userId);
        await dropAvatarOf(row);
        const avatarTag = createHash('sha256').update(picture).digest('hex').slice(0, 32);
        await store.update(row, { avatarKey, avatarTag });
        await audit.record({
          actor,
          action: 'user.avatar_changed',
          subject: { type: 'user', id: actor.userId },
        });
        return store.get(actor.userId);
      });
    },

    /** Having none is no mistake. */
    removeAvatar: (actor: UserActor): Promise<User> =>
      database.atomically(async () => {
        const row = await store.lock(actor.userId);
        if (row.avatarKey) {
          await dropAvatarOf(row);
          await audit.record({
            actor,
            action: 'user.avatar_removed',
            subject: { type: 'user', id: actor.userId },
          });
        }
        return store.get(actor.userId);
      }),

    /** @throws not_found, for users who are not active as well */
    async openAvatar(userId: string) {
      const [row] = await database.select<{ avatarKey: string; avatarTag: string }>(
        `SELECT avatarKey, avatarTag FROM users
         WHERE id = :userId AND status = 'ACTIVE' AND avatarKey IS NOT NULL`,
        { userId },
      );
      const content = row && (await storage.open(row.avatarKey));
      if (row && !content) log.error('a picture is missing from the file store', { userId });
      if (!content) throw notFound('This user has no picture.');
      return { content, tag: row.avatarTag };
    },
  };
}
