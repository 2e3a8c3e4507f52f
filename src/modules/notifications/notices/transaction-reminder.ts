/** Reminds those who must act in a deal that a deadline is near. */
import { transactionReminder } from '../../transactions';
import { ADMINS, buyer, defineNotice, seller } from '../notice';
import { dayAndTime, headline } from '../notice.words';

export const transactionReminderNotice = defineNotice({
  on: transactionReminder,
  kind: 'TRANSACTION_REMINDER',
  urgency: 'immediate',
  channels: ['inbox', 'live', 'mail'],
  to: ({ next, buyerId, sellerId }) =>
    next.map((reader) => ({ BUYER: buyer(buyerId), SELLER: seller(sellerId), ADMIN: ADMINS })[reader]),
  title: ({ listingTitle }, { reader }) =>
    headline(reader === 'ADMIN' ? 'A deal is waiting for us' : 'Your deal is waiting for you', listingTitle),
  text: ({ deadlineAt, onSilence }, telling) => [
    `The next step is due by ${dayAndTime(deadlineAt, telling)}.`,
    onSilence,
  ],
  usefulUntil: ({ deadlineAt }) => deadlineAt,
  link: ({ transactionId, listingTitle }) => ({
    type: 'TRANSACTION',
    id: transactionId,
    title: listingTitle,
  }),
});
