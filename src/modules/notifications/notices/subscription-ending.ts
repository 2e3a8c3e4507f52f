/** Tells subscribers of the end that they asked for, while they can still keep the subscription. */
import { subscriptionEnding } from '../../billing';
import { defineNotice, user } from '../notice';
import { day } from '../notice.words';

export const subscriptionEndingNotice = defineNotice({
  on: subscriptionEnding,
  kind: 'SUBSCRIPTION_ENDING',
  urgency: 'normal',
  channels: ['inbox', 'live', 'mail'],
  to: ({ userId }) => [user(userId)],
  title: () => 'Your subscription ends soon',
  text: ({ endsAt }, telling) => [
    `You canceled it. It ends on ${day(endsAt, telling)}, and nothing more is charged.`,
    'Until then you can take the cancellation back. The credits that you were granted stay yours.',
  ],
  usefulUntil: ({ endsAt }) => endsAt,
  link: ({ userId }) => ({ type: 'CREDITS', id: userId, title: 'Your credits' }),
});
