/** Tells people that credits are gone since their money went back to them. */
import { creditsTakenBack } from '../../billing';
import { defineNotice, user } from '../notice';
import { creditCount } from '../notice.words';

const WHY = {
  BANK: 'Your bank took back what you paid for them. If you did not ask for that, talk to your bank.',
  REFUND: 'What you paid for them was refunded to you.',
  OWED: 'The money for credits that you had spent went back to you. Credits that are returned or granted pay for those first.',
};

export const creditsTakenBackNotice = defineNotice({
  on: creditsTakenBack,
  kind: 'CREDITS_TAKEN_BACK',
  urgency: 'immediate',
  channels: ['inbox', 'live', 'mail'],
  to: ({ userId }) => [user(userId)],
  title: ({ credits }) => `${creditCount(credits)} taken back`,
  text: ({ by }) => [WHY[by]],
  link: ({ userId }) => ({ type: 'CREDITS', id: userId, title: 'Your credits' }),
});
