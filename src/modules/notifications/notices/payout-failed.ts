/** Tells people that a payout failed and the money is still theirs. */
import { payoutFailed } from '../../payouts';
import { defineNotice, user } from '../notice';
import { dollars, reasonGiven } from '../notice.words';

export const payoutFailedNotice = defineNotice({
  on: payoutFailed,
  kind: 'PAYOUT_FAILED',
  urgency: 'immediate',
  channels: ['inbox', 'live', 'mail'],
  to: ({ userId }) => [user(userId)],
  title: ({ amountCents }) => `Your payout of ${dollars(amountCents)} did not go through`,
  text: ({ reason }) => [
    reasonGiven(reason),
    'The money is still yours: check where you are paid and ask again.',
  ],
  link: ({ payoutId, amountCents }) => ({
    type: 'PAYOUT',
    id: payoutId,
    title: `Payout of ${dollars(amountCents)}`,
  }),
});
