/** A notice as its reader sees it. */
import type { z } from 'zod';
import { iso } from '../../platform/kernel/clock';
import type { NotificationView } from './notifications.schema';

export interface NotificationRow {
  id: string;
  kind: string;
  title: string;
  body: string;
  subjectType: string;
  subjectId: string;
  createdAt: number;
  readAt: number | null;
}

export const viewNotification = (row: NotificationRow): z.input<typeof NotificationView> => ({
  id: row.id,
  kind: row.kind,
  title: row.title,
  body: row.body,
  subject: { type: row.subjectType, id: row.subjectId },
  createdAt: iso(row.createdAt),
  readAt: iso(row.readAt),
});
