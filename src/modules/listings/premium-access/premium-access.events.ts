/** The events of buyers' requests for help with premium listings. */
import { z } from 'zod';
import { defineEvent } from '../../../platform/events/events';
import { ANSWERS } from './premium-access.rules';

export const premiumAccessAnswered = defineEvent(
  'premium_access.answered',
  z.strictObject({
    requestId: z.string(),
    listingId: z.string(),
    title: z.string(),
    buyerId: z.string(),
    status: z.enum(ANSWERS),
    answer: z.string().nullable(),
  }),
  {
    when: 'An admin took up, closed or declined a buyer’s request about a premium listing.',
    about: 'listingId',
  },
);
