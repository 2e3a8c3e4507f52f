/** The events of credits: bought, granted, expired, taken back, returned. */
import { z } from 'zod';
import { defineEvent } from '../../platform/events/events';

export const creditsPurchased = defineEvent(
  'credits.purchased',
  z.strictObject({ userId: z.string(), orderId: z.string(), credits: z.int(), priceCents: z.int() }),
  { when: 'A user bought credits, and has them.', about: 'userId' },
);

export const creditsGranted = defineEvent(
  'credits.granted',
  z.strictObject({ userId: z.string(), credits: z.int(), reason: z.string() }),
  { when: 'A user was given credits.', about: 'userId' },
);

export const creditsExpired = defineEvent(
  'credits.expired',
  z.strictObject({ userId: z.string(), credits: z.int() }),
  { when: 'Granted credits were not spent in time.', about: 'userId' },
);

export const creditsLow = defineEvent('credits.low', z.strictObject({ userId: z.string(), left: z.int() }), {
  when: 'A user spent a credit and has few left: told once, until more have come.',
  about: 'userId',
});

export const creditsTakenBack = defineEvent(
  'credits.taken_back',
  z.strictObject({
    userId: z.string(),
    credits: z.int(),
    /** Who gave the money back that they had cost. OWED: credits that came later pay for those that had been spent. */
    by: z.enum(['BANK', 'REFUND', 'OWED']).default('BANK'),
  }),
  {
    when: 'The money that credits had cost was taken back by a bank or refunded, and so the credits were taken back.',
    about: 'userId',
  },
);

export const creditReturned = defineEvent(
  'credits.returned',
  z.strictObject({ userId: z.string(), reason: z.string(), subjectType: z.string(), subjectId: z.string() }),
  { when: 'A spent credit came back.', about: 'userId' },
);
