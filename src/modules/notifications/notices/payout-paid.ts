/** Tells people that their payout left. */
import { payoutPaid } from '../../payouts';
import { defineNotice, user } from '../notice';
import { dollars } from '../notice.words';

export const payoutPaidNotice = defineNotice({
  on: payoutPaid,
  kind: 'PAYOUT_PAID',
  urgency: 'normal',
  channels: ['inbox', 'live', 'mail'],
  to: ({ userId }) => [user(userId)],
  title: ({ amountCents }) => `${dollars(amountCents)} is on its way to you`,
  text: () => ['Your bank may take a few days to show it.'],
  link: ({ payoutId, amountCents }) => ({
    type: 'PAYOUT',
    id: payoutId,
    title: `Payout of ${dollars(amountCents)}`,
  }),
});
