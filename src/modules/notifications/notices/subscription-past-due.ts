/** Tells subscribers that a payment was declined and when the subscription ends. */
import { subscriptionPastDue } from '../../billing';
import { defineNotice, user } from '../notice';
import { day } from '../notice.words';

export const subscriptionPastDueNotice = defineNotice({
  on: subscriptionPastDue,
  kind: 'SUBSCRIPTION_PAST_DUE',
  urgency: 'immediate',
  channels: ['inbox', 'live', 'mail'],
  to: ({ userId }) => [user(userId)],
  title: () => 'The payment for your subscription was declined',
  text: ({ endsAt }, telling) => [
    `Your subscription ends on ${day(endsAt, telling)} unless it is paid by then.`,
  ],
  link: ({ userId }) => ({ type: 'CREDITS', id: userId, title: 'Your credits' }),
});
