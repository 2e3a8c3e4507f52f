/** Tells subscribers that the subscription is over. */
import { subscriptionEnded } from '../../billing';
import { defineNotice, user } from '../notice';

export const subscriptionEndedNotice = defineNotice({
  on: subscriptionEnded,
  kind: 'SUBSCRIPTION_ENDED',
  urgency: 'normal',
  channels: ['inbox', 'live', 'mail'],
  to: ({ userId }) => [user(userId)],
  title: () => 'Your subscription has ended',
  text: () => ['The credits that you were granted stay yours.'],
  link: ({ userId }) => ({ type: 'CREDITS', id: userId, title: 'Your credits' }),
});
