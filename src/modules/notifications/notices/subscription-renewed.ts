/** Tells subscribers that another period of their subscription is paid. */
import { subscriptionRenewed } from '../../billing';
import { defineNotice, user } from '../notice';
import { day } from '../notice.words';

export const subscriptionRenewedNotice = defineNotice({
  on: subscriptionRenewed,
  kind: 'SUBSCRIPTION_RENEWED',
  urgency: 'low',
  channels: ['inbox', 'live', 'mail'],
  to: ({ userId }) => [user(userId)],
  title: () => 'Your subscription was renewed',
  text: ({ periodEnd }, telling) => [
    `It is paid until ${day(periodEnd, telling)}.`,
    'The invoice is with your payments.',
  ],
  link: ({ userId }) => ({ type: 'CREDITS', id: userId, title: 'Your credits' }),
});
