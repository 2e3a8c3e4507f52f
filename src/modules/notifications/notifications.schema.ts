/** What notifications look like on the wire. */
import { z } from 'zod';
import { PageQuery } from '../../platform/kernel/page';
import { Id, Instant } from '../../platform/http/wire';

export const NotificationListQuery = PageQuery.extend({
  unreadOnly: z
    .enum(['true', 'false'])
    .default('false')
    .transform((value) => value === 'true'),
});
export type NotificationListQuery = z.output<typeof NotificationListQuery>;

export const NotificationView = z
  .strictObject({
    id: Id,
    /** The event that it tells, as `OFFER_MADE`. */
    kind: z.string(),
    title: z.string(),
    body: z.string(),
    subject: z.strictObject({ type: z.string(), id: z.string() }),
    createdAt: Instant,
    readAt: Instant.nullable(),
  })
  .meta({ id: 'Notification' });

export const UnreadCount = z.strictObject({ unread: z.int() });

export const Counts = z.strictObject({
  total: z.int(),
  unread: z.int(),
  byKind: z.array(z.strictObject({ kind: z.string(), total: z.int(), unread: z.int() })),
});

export const Changed = z.strictObject({ changed: z.int() });
