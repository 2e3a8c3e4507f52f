/** Tells people that a new account for their money was taken back with everything else that was begun. */
import { payoutDestinationDropped } from '../../payouts';
import { defineNotice, user } from '../notice';

const DESTINATIONS = { BANK_ACCOUNT: 'bank account', PAYOUT_ACCOUNT: 'payout account' };

export const payoutDestinationDroppedNotice = defineNotice({
  on: payoutDestinationDropped,
  kind: 'PAYOUT_DESTINATION_DROPPED',
  urgency: 'immediate',
  channels: ['inbox', 'live', 'mail'],
  to: ({ userId }) => [user(userId)],
  title: ({ destination }) => `Enter your ${DESTINATIONS[destination]} again`,
  text: ({ destination }) => [
    `Your new ${DESTINATIONS[destination]} was still waiting when your password changed or you signed out everywhere, so we removed it. Nothing was paid there.`,
    'If you had entered it yourself, enter it again.',
  ],
  link: ({ userId }) => ({ type: 'PAYOUT_ACCOUNT', id: userId, title: 'Where you are paid' }),
});
