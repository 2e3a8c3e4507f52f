/** What identity tells those above. */
import { z } from 'zod';
import { defineEvent } from '../../platform/events/outbox';

const StatusChange = z.object({ userId: z.string(), reason: z.string() });

export const userRegistered = defineEvent(
  'user.registered',
  z.object({ userId: z.string(), roles: z.array(z.string()) }),
);
export const userSuspended = defineEvent('user.suspended', StatusChange);
export const userBlocked = defineEvent('user.blocked', StatusChange);
export const userReinstated = defineEvent('user.reinstated', StatusChange);

/** His name or his e-mail address is another one. */
export const userChanged = defineEvent('user.changed', z.object({ userId: z.string() }));

/** The person is gone; his id stays in what he took part in. */
export const userDeleted = defineEvent('user.deleted', z.object({ userId: z.string() }));

/** A refresh token was used a second time: one of the two users of it stole it. The session is ended by then. */
export const refreshReplayed = defineEvent(
  'security.refresh_replayed',
  z.object({ userId: z.string(), sessionId: z.string(), address: z.string() }),
);
