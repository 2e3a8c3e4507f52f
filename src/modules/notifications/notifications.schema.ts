/** What notifications look like on the wire. */
import { z } from 'zod';
import { PageQuery } from '../../platform/kernel/page';
import { Flag, Id, Instant } from '../../platform/http/wire';
import { NOTICE_KINDS } from './kinds';
import { URGENCIES } from './notice';

export const NotificationListQuery = PageQuery.extend({
  unreadOnly: Flag.default(false).describe('Unread notifications only.'),
  kind: z
    .string()
    .max(500)
    .transform((kinds) => kinds.split(','))
    .pipe(z.array(z.enum(NOTICE_KINDS)))
    .optional()
    .describe('Of these kinds only, with commas between them, such as `OFFER_MADE,OFFER_COUNTERED`.'),
});
export type NotificationListQuery = z.output<typeof NotificationListQuery>;

export const NotificationView = z
  .strictObject({
    id: Id,
    kind: z.string().describe('The event that it tells, as `OFFER_MADE`.'),
    urgency: z
      .enum(URGENCIES)
      .describe('`immediate` asks for attention now; `low` can wait for a quiet moment.'),
    title: z.string().describe('What happened, in one line.'),
    body: z.string().describe('What to know about it.'),
    subject: z
      .strictObject({
        type: z.string().describe('Such as `offer` or `transaction`.'),
        id: z.string().describe('Its id.'),
        title: z
          .string()
          .nullable()
          .describe(
            'What it is called, such as the title of a listing; null in what was told before 2026-12.',
          ),
      })
      .describe('What it is about.'),
    path: z
      .string()
      .nullable()
      .describe(
        'The page that it leads to, from the root of the site; null in what was told before 2026-12.',
      ),
    createdAt: Instant,
    readAt: Instant.nullable().describe('When it was read; null while it is unread.'),
  })
  .meta({ id: 'Notification' });

export const UnreadCount = z.strictObject({
  unread: z.int().describe('How many are unread.'),
  unreadMessages: z.int().describe('How many messages you have not read; they are no notifications.'),
});

export const Counts = z.strictObject({
  total: z.int().describe('How many there are.'),
  unread: z.int().describe('How many are unread.'),
  byKind: z.array(
    z.strictObject({
      kind: z.string().describe('The event that they tell, such as `OFFER_MADE`.'),
      total: z.int().describe('How many there are.'),
      unread: z.int().describe('How many are unread.'),
    }),
  ),
});

export const Changed = z.strictObject({ changed: z.int().describe('How many were changed.') });
