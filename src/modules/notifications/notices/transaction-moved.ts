/** Passes on what happened to a deal, to those whom the process of the sale names. */
import { transactionMoved } from '../../transactions';
import { ADMINS, buyer, defineNotice, seller } from '../notice';
import { dayAndTime, headline, reasonGiven } from '../notice.words';
import type { QueueKind } from '../queues';

/** What happened, as short as a subject: what follows it stands in the text. */
const firstClause = (says: string): string => says.replace(/[.;:](?:\s.*)?$/s, '');

const isOneClause = (says: string): boolean => says.replace(/\.$/, '') === firstClause(says);

/** Moves that an event of their own tells with more to it. */
const TOLD_ELSEWHERE: readonly string[] = ['OPEN', 'DECISION_OVERDUE'];

/** What brings a deal into a queue. That a bank or a gateway takes money back, a notice of the payment says in any case. */
const QUEUED_BY: Readonly<Record<string, QueueKind>> = {
  HOLD: 'DEAL_ON_HOLD',
  SIDE_LOCKED_OUT: 'DEAL_ON_HOLD',
  SIDE_BACK_IN: 'DEAL_ON_HOLD',
  CARD_DISPUTED: 'DEAL_ON_HOLD',
  REFUNDED_OUTSIDE: 'DEAL_ON_HOLD',
  OBJECT_TO_RELEASE: 'DEAL_ON_HOLD',
  SETTLEMENT_EXPIRED: 'DISPUTE_DECISION',
};

export const transactionMovedNotice = defineNotice({
  on: transactionMoved,
  kind: 'TRANSACTION_MOVED',
  urgency: 'normal',
  channels: ['inbox', 'live', 'mail'],
  to: ({ move, tells, by, buyerId, sellerId }) =>
    // Neither side is told what it did itself. Admins are: one of them acted, and the others may have to.
    TOLD_ELSEWHERE.includes(move)
      ? []
      : tells
          .filter((reader) => reader === 'ADMIN' || reader !== by)
          .map((reader) => ({ BUYER: buyer(buyerId), SELLER: seller(sellerId), ADMIN: ADMINS })[reader]),
  // What is told in the platform alone puts nothing on hold: the money of the deal has gone out.
  queue: ({ move, from, to, inHouse }) =>
    (inHouse ? null : QUEUED_BY[move]) ?? (to === 'ADMIN_FINAL_REVIEW' && from !== to ? 'DEAL_REVIEW' : null),
  title: ({ says, listingTitle }) => headline(firstClause(says), listingTitle),
  text: ({ says, reason, deadlineAt }, telling) => [
    // What the title has said already is said again only where there is nothing else to say.
    isOneClause(says) && (reason !== null || deadlineAt !== null) ? null : says,
    reasonGiven(reason),
    deadlineAt === null ? null : `The next step is due by ${dayAndTime(deadlineAt, telling)}.`,
  ],
  link: ({ transactionId, listingTitle }) => ({
    type: 'TRANSACTION',
    id: transactionId,
    title: listingTitle,
  }),
});
