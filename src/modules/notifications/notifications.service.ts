/** What a person does with his own notifications: read, count, mark and throw away. */
import { notFound } from '../../platform/http/problem';
import type { UserActor } from '../../platform/kernel/actor';
import { decodeCursor, type Page, pageOf } from '../../platform/kernel/page';
import type { Values } from '../../platform/db/database';
import type { Platform } from '../../platform/platform';
import { type NotificationRow, viewNotification } from './notification.view';
import type { NotificationListQuery } from './notifications.schema';

const COLUMNS = 'id, kind, title, body, subjectType, subjectId, createdAt, readAt';

export type NotificationService = ReturnType<typeof createNotificationService>;

export function createNotificationService({ database, clock }: Platform) {
  const { select, change } = database;
  const absent = () => notFound('You have no such notification.');

  return {
    /** The newest first. */
    async listNotifications(
      { userId }: UserActor,
      query: NotificationListQuery,
    ): Promise<Page<ReturnType<typeof viewNotification>>> {
      const conditions = ['userId = :userId'];
      const values: Values = { userId, rows: query.limit + 1 };
      if (query.unreadOnly) conditions.push('readAt IS NULL');
      if (query.cursor) {
        const [createdAt, id] = decodeCursor(query.cursor, ['number', 'string']);
        conditions.push('(createdAt < :afterTime OR (createdAt = :afterTime AND id < :afterId))');
        Object.assign(values, { afterTime: createdAt, afterId: id });
      }
      const rows = await select<NotificationRow>(
        `SELECT ${COLUMNS} FROM notifications WHERE ${conditions.join(' AND ')}
         ORDER BY createdAt DESC, id DESC LIMIT :rows`,
        values,
      );
      return pageOf(rows, query.limit, (row) => [row.createdAt, row.id], viewNotification);
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
    async markRead({ userId }: UserActor, id: string) {
      await change(
        'UPDATE notifications SET readAt = :now WHERE id = :id AND userId = :userId AND readAt IS NULL',
        { id, userId, now: clock.now() },
      );
      const [row] = await select<NotificationRow>(
        `SELECT ${COLUMNS} FROM notifications WHERE id = :id AND userId = :userId`,
        { id, userId },
      );
      if (!row) throw absent();
      return viewNotification(row);
    },

    markAllRead: ({ userId }: UserActor): Promise<number> =>
      change('UPDATE notifications SET readAt = :now WHERE userId = :userId AND readAt IS NULL', {
        userId,
        now: clock.now(),
      }),

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
