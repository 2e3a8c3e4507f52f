/** Reminds, once, whoever has not reviewed the other side of a deal. */
import { reviewReminder } from '../../reviews';
import { defineNotice, user } from '../notice';
import { day, headline } from '../notice.words';

export const reviewReminderNotice = defineNotice({
  on: reviewReminder,
  kind: 'REVIEW_REMINDER',
  urgency: 'low',
  channels: ['inbox', 'live', 'mail'],
  to: ({ userId }) => [user(userId)],
  title: ({ listingTitle }) => headline('You can still review your deal', listingTitle),
  text: ({ closesAt }, telling) => [
    `Your review helps others to decide whom to deal with. You can write it until ${day(closesAt, telling)}.`,
  ],
  usefulUntil: ({ closesAt }) => closesAt,
  link: ({ transactionId, listingTitle }) => ({
    type: 'TRANSACTION',
    id: transactionId,
    title: listingTitle,
  }),
});
