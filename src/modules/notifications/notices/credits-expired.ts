/** Tells people that granted credits expired. */
import { creditsExpired } from '../../billing';
import { defineNotice, user } from '../notice';
import { creditCount } from '../notice.words';

export const creditsExpiredNotice = defineNotice({
  on: creditsExpired,
  kind: 'CREDITS_EXPIRED',
  urgency: 'low',
  channels: ['inbox', 'live', 'mail'],
  to: ({ userId }) => [user(userId)],
  title: ({ credits }) => `${creditCount(credits)} expired`,
  text: () => ['Granted credits expire when they are not spent in time. Bought credits do not.'],
  link: ({ userId }) => ({ type: 'CREDITS', id: userId, title: 'Your credits' }),
});
