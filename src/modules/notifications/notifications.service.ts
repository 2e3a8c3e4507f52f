/** What people do with their own notifications: read, count, mark and delete. */
import { notFound } from '../../platform/http/problem';
import type { UserActor } from '../../platform/kernel/actor';
import type { Page } from '../../platform/kernel/page';
import { newestFirst, readPage, selectKeyset } from '../../platform/db/keyset';
import type { Platform } from '../../platform/platform';
import type { NotificationRow } from './notification.model';
import type { NotificationListQuery } from './notifications.schema';

const COLUMNS = 'id, kind, title, body, subjectType, subjectId, subjectTitle, path, createdAt, readAt';

export type NotificationService = ReturnType<typeof createNotificationService>;

export function createNotificationService({ database, clock }: Platform) {
  const { select, change } = database;
  const absent = () => notFound('You have no such notification.');

  return {
    /** The newest first. */
    async listNotifications(
      { userId }: UserActor,
      query: NotificationListQuery,
    ): Promise<Page<NotificationRow>> {
      const own = selectKeyset<NotificationRow>(database, {
        name: 'notifications',
        order: newestFirst('createdAt'),
        select: COLUMNS,
        from: 'notifications',
        where: [
          'userId = :userId',
          ...(query.unreadOnly ? ['readAt IS NULL'] : []),
          ...(query.kind ? ['kind IN (:kinds)'] : []),
        ],
        values: { userId, ...(query.kind ? { kinds: query.kind } : {}) },
      });
      return readPage(own, query);
    },

    async countUnread(userId: string): Promise<number> {
      const [row] = await select<{ unread: number }>(
        'SELECT COUNT(*) AS unread FROM notifications WHERE userId = :userId AND readAt IS NULL',
        { userId },
      );
      return Number(row?.unread ?? 0);
    },

    async countByKind({ userId }: UserActor) {
      const rows = await select<{ kind: string; total: number; unread: number }>(
        `SELECT kind, COUNT(*) AS total, SUM(CASE WHEN readAt IS NULL THEN 1 ELSE 0 END) AS unread
         FROM notifications WHERE userId = :userId GROUP BY kind ORDER BY kind`,
        { userId },
      );
      const byKind = rows.map(({ kind, total, unread }) => ({
        kind,
        total: Number(total),
        unread: Number(unread),
      }));
      const sum = (name: 'total' | 'unread') => byKind.reduce((so, row) => so + row[name], 0);
      return { total: sum('total'), unread: sum('unread'), byKind };
    },

    /** Reading twice changes nothing. @throws not_found */
    async markRead({ userId }: UserActor, id: string): Promise<NotificationRow> {
      await change(
        'UPDATE notifications SET readAt = :now WHERE id = :id AND userId = :userId AND readAt IS NULL',
        { id, userId, now: clock.now() },
      );
      const [row] = await select<NotificationRow>(
        `SELECT ${COLUMNS} FROM notifications WHERE id = :id AND userId = :userId`,
        { id, userId },
      );
      if (!row) throw absent();
      return row;
    },

    markAllRead: ({ userId }: UserActor): Promise<number> =>
      change('UPDATE notifications SET readAt = :now WHERE userId = :userId AND readAt IS NULL', {
        userId,
        now: clock.now(),
      }),

    /** What told of messages of this partner before they were read. In the ambient unit. */
    markConversationRead: (userId: string, partnerId: string, at: number): Promise<number> =>
      change(
        `UPDATE notifications SET readAt = :at
         WHERE userId = :userId AND kind = 'MESSAGE_WAITING' AND subjectId = :partnerId AND createdAt <= :at AND readAt IS NULL`,
        { userId, partnerId, at },
      ),

    /** @throws not_found */
    async remove({ userId }: UserActor, id: string): Promise<void> {
      const removed = await change('DELETE FROM notifications WHERE id = :id AND userId = :userId', {
        id,
        userId,
      });
      if (removed === 0) throw absent();
    },

    removeAll: ({ userId }: UserActor): Promise<number> =>
      change('DELETE FROM notifications WHERE userId = :userId', { userId }),
  };
}
