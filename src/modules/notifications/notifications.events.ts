/** What notifications tell: somebody was told something in the app. */
import { z } from 'zod';
import { defineEvent } from '../../platform/events/events';
import { URGENCIES } from './notice';

export const notificationCreated = defineEvent(
  'notification.created',
  z.object({
    notificationId: z.string(),
    userId: z.string(),
    /** As `OFFER_MADE`. */
    kind: z.string(),
    urgency: z.enum(URGENCIES),
    title: z.string(),
    subject: z.object({ type: z.string(), id: z.string(), title: z.string() }),
    /** The page that it leads to, from the root of the site. */
    path: z.string(),
    /** Whether the person wants to see it at once. */
    live: z.boolean(),
  }),
  { when: 'A notification was put into somebody’s inbox.', about: 'userId', feedOnly: true },
);
