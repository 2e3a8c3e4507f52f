/**
 * The process of a sale in escrow, version 3. It differs from version 2 in what a buyer's silence costs: where the buyer
 * alone is missing when the review ends, or walks away without cause, the deposit goes as the terms say. And the price can be
 * another one by consent, until it is paid. The hold-back
 * asks about items with a federal deadline before it goes.
 */
import type { Process, State, Transition, Wait } from './process';
import { saleV2 } from './sale-v2';

const REVIEW = ['IN_REVIEW', 'BUYER_APPROVED', 'SELLER_APPROVED', 'ADMIN_FINAL_REVIEW'] satisfies State[];
/** Money is held, and the company still is the seller's. */
const REVOCABLE = [...REVIEW, 'PAYMENT_PENDING'] satisfies State[];

/** The price is not paid yet, so it can still be another one. */
const UNPAID = ['AWAITING_DEPOSIT', ...REVOCABLE] satisfies State[];

const walkingAway: readonly Transition[] = [
  {
    name: 'WALK_AWAY',
    by: ['BUYER'],
    from: REVOCABLE,
    to: 'CANCELLED',
    when: 'causeNamed',
    guards: ['causeStands', 'noHold'],
    effects: ['stopPayments', 'refundInFull', 'cancelSale'],
    says: 'The buyer left with a contingency of the terms as cause; the deposit goes back in full.',
    tells: ['BUYER', 'SELLER', 'ADMIN'],
  },
  {
    name: 'WALK_AWAY',
    by: ['BUYER'],
    from: REVOCABLE,
    to: 'CANCELLED',
    guards: ['noHold'],
    effects: ['stopPayments', 'compensateSeller', 'cancelSale'],
    says: 'The buyer walked away without cause; {walkAway} of the deposit compensates the seller.',
    tells: ['BUYER', 'SELLER', 'ADMIN'],
  },
];

const buyerSilent: Transition = {
  name: 'REVIEW_EXPIRED',
  by: ['TIMER'],
  from: REVIEW,
  to: 'CANCELLED',
  when: 'silenceIsBuyers',
  guards: ['noHold', 'bothSidesIn'],
  effects: ['compensateSeller', 'cancelSale'],
  says: 'The buyer alone was missing when the review ended; the deal was canceled, and {walkAway} of the deposit compensates the seller.',
  onSilence:
    'The deal is canceled. Only the buyer’s move is missing, so {walkAway} of the deposit compensates the seller, and the rest goes back to the buyer.',
  tells: ['BUYER', 'SELLER', 'ADMIN'],
};

const changingThePrice: readonly Transition[] = [
  {
    name: 'PROPOSE_PRICE',
    by: ['SELLER'],
    from: UNPAID,
    to: 'SAME',
    when: 'asksForMore',
    guards: ['priceIsPossible'],
    effects: ['openProposal', 'endExclusivity'],
    says: 'The seller asked for a higher price; the buyer has to agree. The exclusivity has ended.',
    tells: ['BUYER', 'SELLER'],
  },
  {
    name: 'PROPOSE_PRICE',
    by: ['BUYER', 'SELLER'],
    from: UNPAID,
    to: 'SAME',
    guards: ['priceIsAnother', 'priceIsPossible'],
    effects: ['openProposal'],
    says: 'Another price was proposed; the other side has to agree.',
    tells: ['BUYER', 'SELLER'],
  },
  {
    name: 'AGREE_PRICE',
    by: ['BUYER', 'SELLER'],
    from: UNPAID,
    to: 'SAME',
    guards: ['priceProposedByOther', 'noHold'],
    effects: ['agreeProposal', 'stopPayments', 'changePrice', 'voidAgreement'],
    says: 'Both sides agreed on another price; both sign the new terms. The deposit stays.',
    tells: ['BUYER', 'SELLER', 'ADMIN'],
  },
];

/** The buyer is asked in time; whoever says nothing agrees. */
const unansweredRelease: Transition = {
  name: 'RELEASE_HOLDBACK',
  by: ['TIMER'],
  from: ['COMPLETED'],
  to: 'SAME',
  when: 'federalItemsOpen',
  guards: ['moneyHeld', 'noHold', 'bothSidesIn'],
  effects: ['payHoldback'],
  says: 'The hold-back was released to the seller: the buyer, asked about open items with a federal deadline, did not object.',
  onSilence:
    'The hold-back is released to the seller, though items with a federal deadline are open: {open}. Settle them, or the buyer objects before.',
  tells: ['BUYER', 'SELLER'],
};

const objection: Transition = {
  name: 'OBJECT_TO_RELEASE',
  by: ['BUYER'],
  from: ['COMPLETED'],
  to: 'SAME',
  guards: ['moneyHeld', 'noHold'],
  effects: ['placeHold'],
  says: 'The buyer objects to the release of the hold-back; an administrator decides.',
  tells: ['SELLER', 'ADMIN'],
};

/** What goes on only when both have signed the terms as they are now. */
const UNDER_SIGNED_TERMS = ['APPROVE', 'ADMIN_APPROVE', 'PAY_BALANCE', 'FINAL_PAYMENT_RECEIVED'];

/** The row with what has changed about it. */
function inVersion3(row: Transition): readonly Transition[] {
  if (row.name === 'REVIEW_EXPIRED') return [buyerSilent, row];
  if (row.name === 'CANCEL') return [row, ...walkingAway];
  if (row.name === 'RELEASE_HOLDBACK') return [unansweredRelease, row, objection];
  if (row.name === 'ACCEPT_TERMS') return [{ ...row, from: UNPAID }];
  if (row.name === 'AGREE_EXTENSION') return [row, ...changingThePrice];
  return UNDER_SIGNED_TERMS.includes(row.name) ? [{ ...row, guards: ['bothSigned', ...row.guards] }] : [row];
}

/** Terms that were changed meanwhile wait for whoever has not signed them. */
const signedFirst = (wait: Wait): Wait => ({ ...wait, awaits: ['ACCEPT_TERMS', ...wait.awaits] });

const WALKING_AWAY_COSTS =
  'If the buyer walks away without cause, or is the only one missing when the review ends, {walkAway} of the deposit ' +
  'compensates the seller; otherwise it goes back in full.';

export const saleV3: Process = {
  ...saleV2,
  version: 'sale-v3',
  transitions: saleV2.transitions.flatMap(inVersion3),
  waits: {
    ...saleV2.waits,
    REVIEW: signedFirst(saleV2.waits.REVIEW),
    FINAL_REVIEW: signedFirst(saleV2.waits.FINAL_REVIEW),
    BALANCE: signedFirst(saleV2.waits.BALANCE),
    // Both are asked before it goes.
    HOLDBACK: { ...saleV2.waits.HOLDBACK, remindDaysBefore: [14, 3] },
  },
  offers: {
    ...saleV2.offers,
    ACCEPT_TERMS: `Signs the terms of the deal by their hash. ${WALKING_AWAY_COSTS}`,
    PAY_DEPOSIT: `Starts the payment of the deposit. ${WALKING_AWAY_COSTS}`,
    OBJECT_TO_RELEASE:
      'Objects to the release of the hold-back: it stays until an administrator has decided who gets it.',
    PROPOSE_PRICE:
      'Proposes another price; an earlier proposal lapses. Where the seller asks for more, the exclusivity ends at once.',
    AGREE_PRICE:
      'Agrees to the price that the other side has proposed: the fee follows it, the deposit stays, both sign the new terms.',
    WALK_AWAY:
      'Ends the deal at once: with a contingency of the terms as cause, while the review runs, the deposit goes back in ' +
      'full; otherwise {walkAway} of it compensates the seller.',
  },
};
