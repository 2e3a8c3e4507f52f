/** Reminds of the closing date, and of what is to be done after the sale. */
import { transactionDateReminder } from '../../transactions';
import { ADMINS, buyer, defineNotice, seller } from '../notice';
import { dayAndTime, headline } from '../notice.words';

export const transactionDateReminderNotice = defineNotice({
  on: transactionDateReminder,
  kind: 'TRANSACTION_DATE_REMINDER',
  urgency: 'immediate',
  channels: ['inbox', 'live', 'mail'],
  to: ({ who, buyerId, sellerId }) =>
    who.map((reader) => ({ BUYER: buyer(buyerId), SELLER: seller(sellerId), ADMIN: ADMINS })[reader]),
  title: ({ listingTitle, overdue }) =>
    headline(overdue ? 'A date in your deal has passed' : 'A day of your deal is near', listingTitle),
  text: ({ item, source, dueAt, overdue }, telling) => [
    item === null
      ? `${overdue ? 'You meant' : 'You mean'} to close by ${dayAndTime(dueAt, telling)}.`
      : `${item}: ${overdue ? 'this was due' : 'due'} by ${dayAndTime(dueAt, telling)}.`,
    source === null ? null : `Where it comes from: ${source}.`,
    item === null
      ? 'See in the deal whose move it is.'
      : 'Settle it in the checklist of the deal once it is done.',
  ],
  usefulUntil: ({ dueAt, overdue }) => (overdue ? null : dueAt),
  link: ({ transactionId, listingTitle }) => ({
    type: 'TRANSACTION',
    id: transactionId,
    title: listingTitle,
  }),
});
