/** What broadcasts tell. */
import { z } from 'zod';
import { defineEvent } from '../../platform/events/define-event';

export const broadcastSent = defineEvent(
  'broadcast.sent',
  z.object({ broadcastId: z.string(), userId: z.string(), title: z.string(), content: z.string() }),
  { when: 'Administrators tell many people something: told of each of them.', about: 'userId' },
);
