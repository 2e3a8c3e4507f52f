/** Warns people that their money would go elsewhere: a thief would change that first. */
import { payoutDestinationChanged } from '../../payouts';
import { defineNotice, user } from '../notice';
import { dayAndTime } from '../notice.words';

const DESTINATIONS = { BANK_ACCOUNT: 'bank account', PAYOUT_ACCOUNT: 'payout account' };

export const payoutDestinationChangedNotice = defineNotice({
  on: payoutDestinationChanged,
  kind: 'PAYOUT_DESTINATION_CHANGED',
  urgency: 'immediate',
  channels: ['inbox', 'live', 'mail'],
  to: ({ userId }) => [user(userId)],
  title: ({ destination }) => `The ${DESTINATIONS[destination]} we pay you to has changed`,
  text: ({ destination, usableFrom }, telling) => [
    `The ${DESTINATIONS[destination]} that MC Exchange pays you to was entered or changed. Nothing is paid there before ${dayAndTime(usableFrom, telling)}.`,
    'If this wasn’t you, choose a new password now, enter your own account again, and contact us.',
  ],
  link: ({ userId }) => ({ type: 'PAYOUT_ACCOUNT', id: userId, title: 'Where you are paid' }),
});
