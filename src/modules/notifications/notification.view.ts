/** A notice as its reader sees it. */
import type { z } from 'zod';
import { iso } from '../../platform/kernel/clock';
import type { Urgency } from './notice';
import type { NotificationRow } from './notification.model';
import { NOTICES } from './notices';
import type { NotificationView } from './notifications.schema';

const URGENCY_BY_KIND: ReadonlyMap<string, Urgency> = new Map(
  NOTICES.map(({ kind, urgency }) => [kind, urgency]),
);

export const presentNotification = (row: NotificationRow): z.input<typeof NotificationView> => ({
  id: row.id,
  kind: row.kind,
  // A kind that is told no more may still lie in the inbox.
  urgency: URGENCY_BY_KIND.get(row.kind) ?? 'normal',
  title: row.title,
  body: row.body,
  subject: { type: row.subjectType, id: row.subjectId, title: row.subjectTitle },
  path: row.path,
  createdAt: iso(row.createdAt),
  readAt: iso(row.readAt),
});
