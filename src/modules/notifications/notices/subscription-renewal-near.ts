/** Reminds subscribers of a renewal. */
import { subscriptionRenewalNear } from '../../billing';
import { defineNotice, user } from '../notice';
import { day, dollars } from '../notice.words';

export const subscriptionRenewalNearNotice = defineNotice({
  on: subscriptionRenewalNear,
  kind: 'SUBSCRIPTION_RENEWAL_NEAR',
  urgency: 'normal',
  channels: ['inbox', 'live', 'mail'],
  to: ({ userId }) => [user(userId)],
  title: () => 'Your subscription renews soon',
  text: ({ renewsAt, priceCents }, telling) => [
    `On ${day(renewsAt, telling)} a new year begins, for ${dollars(priceCents)}.`,
  ],
  usefulUntil: ({ renewsAt }) => renewsAt,
  link: ({ userId }) => ({ type: 'CREDITS', id: userId, title: 'Your credits' }),
});
