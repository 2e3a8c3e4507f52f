/** What payouts tell: that money went out, came back, or would go elsewhere. */
import { z } from 'zod';
import { defineEvent } from '../../platform/events/events';

const PayoutFacts = z.strictObject({ payoutId: z.string(), userId: z.string(), amountCents: z.int() });

export const payoutPaid = defineEvent('payout.paid', PayoutFacts, {
  when: 'A payout was sent to its user.',
  about: 'payoutId',
});
export const payoutFailed = defineEvent('payout.failed', PayoutFacts.extend({ reason: z.string() }), {
  when: 'A payout did not go out, and the money is payable again.',
  about: 'payoutId',
});
export const payoutDestinationChanged = defineEvent(
  'payout.destination_changed',
  z.strictObject({
    userId: z.string(),
    destination: z.enum(['BANK_ACCOUNT', 'PAYOUT_ACCOUNT']),
    usableFrom: z.int(),
  }),
  { when: 'Money would go elsewhere than before, once the wait is over.', about: 'userId' },
);
export const payoutDestinationDropped = defineEvent(
  'payout.destination_dropped',
  z.strictObject({ userId: z.string(), destination: z.enum(['BANK_ACCOUNT', 'PAYOUT_ACCOUNT']) }),
  {
    when: 'A new account that money was to go to was taken back, as its user recovered access before the wait was over.',
    about: 'userId',
  },
);
export const bankPayoutFailed = defineEvent(
  'payout.bank_failed',
  z.strictObject({ userId: z.string(), reason: z.string() }),
  { when: 'The bank of a user refused what had reached the account at the gateway.', about: 'userId' },
);
