/** Tells people that credits are gone since their money went back to them. */
import { creditsTakenBack } from '../../billing';
import { defineNotice, user } from '../notice';
import { creditCount } from '../notice.words';

export const creditsTakenBackNotice = defineNotice({
  on: creditsTakenBack,
  kind: 'CREDITS_TAKEN_BACK',
  urgency: 'immediate',
  channels: ['inbox', 'live', 'mail'],
  to: ({ userId }) => [user(userId)],
  title: ({ credits }) => `${creditCount(credits)} taken back`,
  text: ({ by }) => [
    by === 'BANK'
      ? 'Your bank took back what you paid for them. If you did not ask for that, talk to your bank.'
      : 'What you paid for them was refunded to you.',
  ],
  link: ({ userId }) => ({ type: 'CREDITS', id: userId, title: 'Your credits' }),
});
