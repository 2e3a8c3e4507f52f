/** What takes two administrators, in the words in which the second one is asked. */
export const ACTS = {
  'credits.bonus': 'Grant credits for free',
  'credits.return': 'Give a credit back',
  'invoice.accept': 'Accept an invoice that brought more than its plan costs',
  'payable.release': 'Let money that is held go to its owner',
  'payable.pay': 'Order a wire for a person who cannot ask for it',
  'payment.confirm_wire': 'Confirm a wire that arrived',
  'payment.correct_wire': 'Take back a wire that was booked in error',
  'payment.give_back': 'Give back a payment that nobody has taken',
  'payout.record_wire': 'Record a payout as wired',
  'payout.wire_returned': 'Record that the wire of a payout came back',
  'premium.end': 'End a premium listing and return its fee',
  'refund.book': 'Book a refund that was made at the gateway',
  'refund.book_loss': 'Book what the gateway paid for a settled refund as a loss',
  'refund.confirm_wire': 'Record a refund as wired',
  'refund.part': 'Part a refund in two',
  'refund.retry': 'Ask the gateway for a refund again',
  'refund.settle_by_bank': 'Close a refund that the bank of the payer has settled',
  'refund.take_back': 'Take a refund back into its deal',
  'refund.wire_returned': 'Record that the wire of a refund came back',
  'settings.change': 'Change what people are charged, or what administrators do alone',
  'user.make_admin': 'Make somebody an administrator',
  'transaction.release_hold': 'Lift the hold of a deal, so that its money may leave',
  'transaction.dispute': 'Open a dispute over a deal',
  'transaction.extend': 'Give a deal more time once more',
  'transaction.book_refund': 'Book a refund at the gateway out of a deal',
  'unassigned.book': 'Book money that came and names no payment',
  'unassigned.correct': 'Take back unassigned money that was booked in error',
  'unassigned.send_back': 'Send unassigned money back',
  'webhook.book': 'Book a parked invoice as the gateway tells it',
} as const;
export type ActName = keyof typeof ACTS;

/** Of rows of a release before, too. */
export const sayAct = (act: string): string => (ACTS as Record<string, string>)[act] ?? act;
