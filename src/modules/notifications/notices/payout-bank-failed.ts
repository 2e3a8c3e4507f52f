/** Tells people that their bank refused what the gateway paid out. */
import { bankPayoutFailed } from '../../payouts';
import { defineNotice, user } from '../notice';
import { reasonGiven } from '../notice.words';

export const bankPayoutFailedNotice = defineNotice({
  on: bankPayoutFailed,
  kind: 'PAYOUT_BANK_FAILED',
  urgency: 'immediate',
  channels: ['inbox', 'live', 'mail'],
  to: ({ userId }) => [user(userId)],
  title: () => 'Your bank refused a payout',
  text: ({ reason }) => [reasonGiven(reason), 'Check the bank account that your payout account names.'],
  link: ({ userId }) => ({ type: 'PAYOUT_ACCOUNT', id: userId, title: 'Where you are paid' }),
});
