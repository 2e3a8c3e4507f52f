/** Gives a person a picture, shows it, and takes it away again, with never a file left that belongs to nobody. */
import { createHash } from 'node:crypto';
import { z } from 'zod';
import { Download } from '../../../platform/http/download';
import { notFound } from '../../../platform/http/problem';
import type { UserActor } from '../../../platform/kernel/actor';
import { HOUR_MS } from '../../../platform/kernel/clock';
import type { IdentityParts } from '../parts';
import type { User, UserRow } from '../user.model';
import { AVATAR_MEDIA_TYPE, makeAvatar } from './avatar-picture';

const DROP = 'identity.drop-avatar';
const Drop = z.object({ key: z.string() });

/** Long enough for any upload to end: what belongs to nobody by then never will. */
const SETTLED_AFTER_MS = HOUR_MS;

const FOREVER = 'public, max-age=31536000, immutable';
const FOR_A_WHILE = 'public, max-age=300';

export function createChangeAvatar({ audit, finders, users, platform }: IdentityParts) {
  const { clock, database, log, queue, storage } = platform;

  /** Deletes the file unless it is somebody's picture. Joins the ambient unit. */
  const drop = (key: string, runAt?: number) => queue.enqueue(DROP, { key }, runAt ? { runAt } : {});

  queue.handle(DROP, { runs: 'outside' }, async (payload) => {
    const { key } = Drop.parse(payload);
    if ((await users.count({ where: { avatarKey: key } })) === 0) await storage.delete(key);
  });

  async function getUser(id: string): Promise<User> {
    const user = await finders.findUser(id);
    if (!user) throw notFound('There is no such person.');
    return user;
  }

  /** On the locked row, in the ambient unit. */
  async function dropAvatarOf(row: UserRow): Promise<void> {
    if (row.avatarKey) await drop(row.avatarKey);
    await row.update({ avatarKey: null, avatarTag: null, updatedAt: clock.now() });
  }

  return {
    dropAvatarOf,

    /** Works on the picture, so never inside a unit. @throws picture_refused */
    async changeAvatar(actor: UserActor, content: Buffer): Promise<User> {
      const picture = await makeAvatar(content);
      const avatarKey = storage.newKey('avatars');
      await drop(avatarKey, clock.now() + SETTLED_AFTER_MS);
      await storage.put(avatarKey, picture);
      return database.atomically(async () => {
        const row = await users.findByPk(actor.userId, { lock: true });
        if (!row) throw notFound('There is no such person.');
        await dropAvatarOf(row);
        const avatarTag = createHash('sha256').update(picture).digest('hex').slice(0, 32);
        await row.update({ avatarKey, avatarTag });
        await audit.record({
          actor,
          action: 'user.avatar_changed',
          subject: { type: 'user', id: actor.userId },
        });
        return getUser(actor.userId);
      });
    },

    /** Having none is no mistake. */
    removeAvatar: (actor: UserActor): Promise<User> =>
      database.atomically(async () => {
        const row = await users.findByPk(actor.userId, { lock: true });
        if (row?.avatarKey) {
          await dropAvatarOf(row);
          await audit.record({
            actor,
            action: 'user.avatar_removed',
            subject: { type: 'user', id: actor.userId },
          });
        }
        return getUser(actor.userId);
      }),

    /** Asked for by its tag the picture never changes, and may be kept for ever. @throws not_found */
    async openAvatar(userId: string, tag: string | undefined): Promise<Download> {
      const [row] = await database.select<{ avatarKey: string; avatarTag: string }>(
        `SELECT avatarKey, avatarTag FROM users
         WHERE id = :userId AND status = 'ACTIVE' AND avatarKey IS NOT NULL`,
        { userId },
      );
      const content = row && (await storage.open(row.avatarKey));
      if (row && !content) log.error('a picture is missing from the file store', { userId });
      if (!content) throw notFound('This person has no picture.');
      return new Download(content, {
        mediaType: AVATAR_MEDIA_TYPE,
        etag: row.avatarTag,
        cacheControl: tag === row.avatarTag ? FOREVER : FOR_A_WHILE,
        embeddable: true,
      });
    },
  };
}
