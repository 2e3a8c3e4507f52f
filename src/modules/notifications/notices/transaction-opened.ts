/** Tells both sides that their deal is open and what comes first. */
import { transactionOpened } from '../../transactions';
import { buyer, defineNotice, seller } from '../notice';
import { dayAndTime, dollars, headline } from '../notice.words';

export const transactionOpenedNotice = defineNotice({
  on: transactionOpened,
  kind: 'TRANSACTION_OPENED',
  urgency: 'immediate',
  channels: ['inbox', 'live', 'mail'],
  to: ({ buyerId, sellerId }) => [buyer(buyerId), seller(sellerId)],
  title: ({ listingTitle }) => headline('Your deal is open', listingTitle),
  text: ({ priceCents, depositCents, deadlineAt }, telling) => [
    `The offer of ${dollars(priceCents)} was accepted.`,
    'First both sides accept the terms.',
    `Then ${telling.reader === 'BUYER' ? 'you pay' : 'the buyer pays'} the deposit of ${dollars(depositCents)} into escrow, by ${dayAndTime(deadlineAt, telling)}.`,
    telling.reader === 'SELLER'
      ? 'The sale can close only once you have proved control of the company at level 3, in a live session with us. If you have not yet, ask for it now.'
      : null,
  ],
  link: ({ transactionId, listingTitle }) => ({
    type: 'TRANSACTION',
    id: transactionId,
    title: listingTitle,
  }),
});
