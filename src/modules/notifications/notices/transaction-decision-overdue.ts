/** Calls admins to a dispute whose decision is late. */
import { decisionOverdue } from '../../transactions';
import { ADMINS, defineNotice } from '../notice';
import { dayAndTime, headline } from '../notice.words';

export const decisionOverdueNotice = defineNotice({
  on: decisionOverdue,
  kind: 'TRANSACTION_DECISION_OVERDUE',
  urgency: 'immediate',
  channels: ['inbox', 'live', 'mail'],
  to: () => [ADMINS],
  queue: () => 'DISPUTE_DECISION',
  title: ({ listingTitle }) => headline('A decision is overdue', listingTitle),
  text: ({ since }, telling) => [
    `The dispute was to be decided by ${dayAndTime(since, telling)}.`,
    'Read both sides, and decide how the money is divided.',
  ],
  link: ({ transactionId, listingTitle }) => ({
    type: 'TRANSACTION',
    id: transactionId,
    title: listingTitle,
  }),
});
