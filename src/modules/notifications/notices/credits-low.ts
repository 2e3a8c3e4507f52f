/** Tells people that they have few credits left. */
import { creditsLow } from '../../billing';
import { defineNotice, user } from '../notice';
import { creditCount } from '../notice.words';

export const creditsLowNotice = defineNotice({
  on: creditsLow,
  kind: 'CREDITS_LOW',
  urgency: 'low',
  channels: ['inbox', 'live', 'mail'],
  to: ({ userId }) => [user(userId)],
  title: ({ left }) => (left === 0 ? 'You have no credits left' : `${creditCount(left)} left`),
  text: () => ['It costs one credit to unlock a listing or to publish one. You can buy more at any time.'],
  link: ({ userId }) => ({ type: 'CREDITS', id: userId, title: 'Your credits' }),
});
