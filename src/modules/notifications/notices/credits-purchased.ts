/** Confirms a purchase of credits. */
import { creditsPurchased } from '../../billing';
import { defineNotice, user } from '../notice';
import { creditCount, dollars } from '../notice.words';

export const creditsPurchasedNotice = defineNotice({
  on: creditsPurchased,
  kind: 'CREDITS_PURCHASED',
  urgency: 'normal',
  channels: ['inbox', 'live'],
  to: ({ userId }) => [user(userId)],
  title: ({ credits }) => `${creditCount(credits)} bought`,
  text: ({ priceCents }) => [`We received ${dollars(priceCents)}, and the credits are yours to spend.`],
  link: ({ userId }) => ({ type: 'CREDITS', id: userId, title: 'Your credits' }),
});
