/** Tells whose items of the checklist are due or late, and the other side where they are late. */
import { transactionItemsDue } from '../../transactions';
import { buyer, defineNotice, seller } from '../notice';
import { dayAndTime, headline } from '../notice.words';

export const transactionItemsDueNotice = defineNotice({
  on: transactionItemsDue,
  kind: 'TRANSACTION_ITEMS_DUE',
  urgency: 'immediate',
  channels: ['inbox', 'live', 'mail'],
  to: ({ owner, overdue, buyerId, sellerId }) => {
    const [theirs, others] =
      owner === 'BUYER' ? [buyer(buyerId), seller(sellerId)] : [seller(sellerId), buyer(buyerId)];
    return overdue ? [theirs, others] : [theirs];
  },
  title: ({ owner, overdue, listingTitle }, { reader }) =>
    headline(
      !overdue
        ? 'Items of your checklist are due'
        : reader === owner
          ? 'Items of your checklist are late'
          : 'The other side is late with the checklist',
      listingTitle,
    ),
  text: ({ owner, items, dueAt, overdue }, telling) => {
    const named = items.join('; ');
    const day = dayAndTime(dueAt, telling);
    if (telling.reader !== owner) {
      return [
        `${owner === 'BUYER' ? 'The buyer' : 'The seller'} was to settle by ${day}: ${named}.`,
        'They have been told as well. Write to them in the deal where you know why.',
      ];
    }
    return [
      `${overdue ? 'This was due' : 'This is due'} by ${day}: ${named}.`,
      overdue ? 'The other side is told that it is late.' : null,
      'Settle each in the checklist of the deal once it is done.',
    ];
  },
  // Another tells that they are late.
  usefulUntil: ({ dueAt, overdue }) => (overdue ? null : dueAt),
  link: ({ transactionId, listingTitle }) => ({
    type: 'TRANSACTION',
    id: transactionId,
    title: listingTitle,
  }),
});
