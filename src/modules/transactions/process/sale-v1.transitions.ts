/** The moves of a sale, version 1: what can happen to a deal, by whom, from where to where, and what follows. */
import type { MoveName, Mover, State, Transition } from './process';

const REVIEW = ['IN_REVIEW', 'BUYER_APPROVED', 'SELLER_APPROVED', 'ADMIN_FINAL_REVIEW'] satisfies State[];
/** Money is held, and the company still is the seller's. */
const REVOCABLE = [...REVIEW, 'PAYMENT_PENDING'] satisfies State[];
/** As long as the company is not handed over, a deal that waits for a bank can be canceled. */
const BEFORE_HANDOVER = [...REVOCABLE, 'TRANSFER_IN_PROGRESS'] satisfies State[];
/** Money has come in, and nobody quarrels about it. */
const FUNDED = [...REVOCABLE, 'TRANSFER_IN_PROGRESS', 'INSPECTION'] satisfies State[];
const UNDISPUTED = ['AWAITING_DEPOSIT', ...FUNDED] satisfies State[];
const OPEN = [...UNDISPUTED, 'DISPUTED'] satisfies State[];
const ALL = [...OPEN, 'COMPLETED', 'CANCELLED'] satisfies State[];

const BOTH = ['BUYER', 'SELLER'] as const;
const EVERYBODY = ['BUYER', 'SELLER', 'ADMIN'] as const;

type Rest = Pick<Transition, 'says'> & Partial<Omit<Transition, 'name' | 'by' | 'from' | 'to' | 'says'>>;

const row = (
  name: MoveName,
  by: Mover | readonly Mover[],
  from: State | readonly State[],
  to: Transition['to'],
  rest: Rest,
): Transition => ({
  guards: [],
  effects: [],
  tells: [],
  ...rest,
  name,
  by: [by].flat(),
  from: [from].flat(),
  to,
});

export const transitions: readonly Transition[] = [
  row('OPEN', BOTH, [], 'AWAITING_DEPOSIT', {
    says: 'The offer was accepted and the deal opened; its terms and the fee are fixed.',
    tells: BOTH,
  }),
  row('ACCEPT_TERMS', BOTH, 'AWAITING_DEPOSIT', 'SAME', {
    guards: ['notYetSigned'],
    effects: ['signTerms'],
    says: 'The terms were accepted.',
    tells: BOTH,
  }),
  row('PAY_DEPOSIT', 'BUYER', 'AWAITING_DEPOSIT', 'SAME', {
    guards: ['bothSigned', 'bothSidesIn'],
    effects: ['notePayment'],
    says: 'The payment of the deposit was started.',
  }),
  row('DEPOSIT_RECEIVED', 'PAYMENT', 'AWAITING_DEPOSIT', 'IN_REVIEW', {
    guards: ['bothSigned', 'amountIsDeposit'],
    effects: ['bookIntoEscrow', 'stopPayments'],
    says: 'The deposit is in escrow; the review begins.',
    tells: BOTH,
  }),
  // In deals from before these guards as well: whoever cannot act loses nothing by saying nothing, and a hold stops every
  // clock whose end decides something.
  row('DEPOSIT_EXPIRED', 'TIMER', 'AWAITING_DEPOSIT', 'CANCELLED', {
    guards: ['noHold', 'bothSidesIn'],
    effects: ['stopPayments', 'cancelSale'],
    says: 'The deposit did not come in full in time; the deal was canceled.',
    tells: BOTH,
  }),
  row('APPROVE', 'BUYER', 'IN_REVIEW', 'BUYER_APPROVED', {
    guards: ['dueDiligenceDone'],
    effects: ['recordApproval'],
    says: 'The buyer approved the due diligence.',
    tells: ['SELLER'],
  }),
  row('APPROVE', 'BUYER', 'SELLER_APPROVED', 'ADMIN_FINAL_REVIEW', {
    guards: ['dueDiligenceDone'],
    effects: ['recordApproval'],
    says: 'The buyer approved the due diligence; the platform reviews the deal.',
    tells: ['SELLER', 'ADMIN'],
  }),
  row('APPROVE', 'SELLER', 'IN_REVIEW', 'SELLER_APPROVED', {
    guards: ['preClosingDone'],
    effects: ['recordApproval'],
    says: 'The seller declared the sale ready for closing.',
    tells: ['BUYER'],
  }),
  row('APPROVE', 'SELLER', 'BUYER_APPROVED', 'ADMIN_FINAL_REVIEW', {
    guards: ['preClosingDone'],
    effects: ['recordApproval'],
    says: 'The seller declared the sale ready for closing; the platform reviews the deal.',
    tells: ['BUYER', 'ADMIN'],
  }),
  // Deals from before this row have it as well: it takes nothing from anybody.
  row('SIGN_AGREEMENT', BOTH, FUNDED, 'SAME', {
    guards: ['agreementNotSigned'],
    effects: ['signAgreement'],
    says: 'The purchase agreement was signed.',
    tells: BOTH,
  }),
  row('USE_OWN_AGREEMENT', BOTH, FUNDED, 'SAME', {
    guards: ['agreementNotBinding'],
    effects: ['replaceAgreement'],
    says: 'A purchase agreement of their own was put in the place of the one before; both sides sign it anew.',
    tells: BOTH,
  }),
  row('DRAW_UP_AGREEMENT', BOTH, FUNDED, 'SAME', {
    guards: ['agreementIsOwn', 'agreementNotBinding'],
    effects: ['replaceAgreement'],
    says: 'The purchase agreement is again the one drawn up from the terms; both sides sign it anew.',
    tells: BOTH,
  }),
  row('PROPOSE_EXTENSION', BOTH, REVIEW, 'SAME', {
    effects: ['openProposal'],
    says: 'More time for the review was proposed.',
    tells: BOTH,
  }),
  row('AGREE_EXTENSION', BOTH, REVIEW, 'SAME', {
    guards: ['extensionProposedByOther'],
    effects: ['agreeProposal', 'extendDeadline'],
    says: 'Both sides agreed on more time for the review.',
    tells: BOTH,
  }),
  row('REVIEW_EXPIRED', 'TIMER', REVIEW, 'CANCELLED', {
    guards: ['noHold', 'bothSidesIn'],
    effects: ['refundInFull', 'cancelSale'],
    says: 'The review was not finished in time; the deal was canceled and the deposit goes back in full.',
    tells: EVERYBODY,
  }),
  row('ADMIN_APPROVE', 'ADMIN', 'ADMIN_FINAL_REVIEW', 'TRANSFER_IN_PROGRESS', {
    when: 'priceHeld',
    guards: ['noHold', 'carrierChecked', 'carrierClear', 'controlProven'],
    says: 'The platform cleared the deal; the whole price is in escrow already, so the transfer begins.',
    tells: BOTH,
  }),
  row('ADMIN_APPROVE', 'ADMIN', 'ADMIN_FINAL_REVIEW', 'PAYMENT_PENDING', {
    guards: ['noHold', 'carrierChecked', 'carrierClear', 'controlProven'],
    says: 'The platform cleared the deal; the rest of the price is due.',
    tells: BOTH,
  }),
  row('PAY_BALANCE', 'BUYER', 'PAYMENT_PENDING', 'SAME', {
    guards: ['bothSidesIn'],
    effects: ['notePayment'],
    says: 'The payment of the rest of the price was started.',
  }),
  row('FINAL_PAYMENT_RECEIVED', 'PAYMENT', 'PAYMENT_PENDING', 'TRANSFER_IN_PROGRESS', {
    guards: ['amountIsBalance'],
    effects: ['bookIntoEscrow', 'stopPayments'],
    says: 'The whole price is in escrow; the transfer begins.',
    tells: BOTH,
  }),
  row('PAYMENT_EXPIRED', 'TIMER', 'PAYMENT_PENDING', 'DISPUTED', {
    guards: ['noHold', 'bothSidesIn'],
    effects: ['stopPayments'],
    says: 'The rest of the price did not come in full in time; what becomes of the deposit has to be settled.',
    tells: EVERYBODY,
  }),
  row('PAYMENT_RETURNED', 'PAYMENT', ALL, 'SAME', {
    effects: ['returnPayment'],
    says: 'A payment came in that the deal could not take; it goes back to the payer.',
    tells: ['BUYER'],
  }),
  row('REFUND_TAKEN_BACK', 'PAYMENT', ['COMPLETED', 'CANCELLED'], 'SAME', {
    effects: ['notePayment'],
    says: 'A refund could not reach the buyer and is held again; the platform divides it anew.',
    tells: EVERYBODY,
  }),
  row('WIRE_CORRECTED', 'PAYMENT', REVOCABLE, 'AWAITING_DEPOSIT', {
    guards: ['paymentStillHeld'],
    effects: ['stopPayments', 'takeOutOfEscrow', 'askAnew'],
    says: 'The deposit had been recorded in error: no such wire came. It is due again.',
    tells: BOTH,
  }),
  row('WIRE_CORRECTED', 'PAYMENT', 'TRANSFER_IN_PROGRESS', 'PAYMENT_PENDING', {
    when: 'isRestOfPrice',
    guards: ['paymentStillHeld'],
    effects: ['takeOutOfEscrow'],
    says: 'The rest of the price had been recorded in error: no such wire came. It is due again; hand nothing over.',
    tells: BOTH,
  }),
  row('WIRE_CORRECTED', 'PAYMENT', ['TRANSFER_IN_PROGRESS', 'INSPECTION'], 'DISPUTED', {
    guards: ['paymentStillHeld'],
    effects: ['stopPayments', 'takeOutOfEscrow'],
    says: 'A payment had been recorded in error: no such wire came. What becomes of the deal has to be settled.',
    tells: EVERYBODY,
  }),
  row('WIRE_CORRECTED', 'PAYMENT', 'DISPUTED', 'SAME', {
    guards: ['paymentStillHeld'],
    effects: ['takeOutOfEscrow'],
    says: 'A payment had been recorded in error: no such wire came. Less is held than was said.',
    tells: EVERYBODY,
  }),
  // Deals from before these two rows have them as well: they take time from nobody.
  row('MONEY_UNDER_WAY', ['PAYMENT', 'TIMER'], ['AWAITING_DEPOSIT', 'PAYMENT_PENDING'], 'SAME', {
    effects: ['moveDeadline'],
    says: 'A payment is under way; the deadline waits for it.',
    tells: BOTH,
  }),
  row('EXTENDED_AFTER_OUTAGE', 'TIMER', [...OPEN, 'COMPLETED'], 'SAME', {
    effects: ['moveDeadline'],
    says: 'The platform could not be reached, or could not reach you, for a time; the deadline was moved.',
    tells: BOTH,
  }),
  // Deals from before these two rows have them as well: what nobody has agreed to binds nobody.
  row('WITHDRAW_PROPOSAL', BOTH, OPEN, 'SAME', {
    guards: ['someProposalYours', 'proposalYours'],
    effects: ['withdrawProposal'],
    says: 'A proposal was withdrawn.',
    tells: BOTH,
  }),
  row('PROPOSAL_EXPIRED', 'TIMER', OPEN, 'SAME', {
    effects: ['expireProposal'],
    says: 'A proposal ended without an answer after 14 days; it can be made anew.',
    tells: BOTH,
  }),
  // Deals from before these two rows have them as well: whoever proposed is in again and proposes anew.
  row('PROPOSAL_LAPSED', 'WATCH', OPEN, 'SAME', {
    effects: ['lapseProposal'],
    says: 'A proposal lapsed, because of the account of the side that had made it; it can be made anew.',
    tells: BOTH,
  }),
  row('DECISION_LAPSED', 'WATCH', ALL, 'SAME', {
    effects: ['lapseProposal'],
    says: 'The first word of an administrator lapsed, because of their account; it takes two others.',
    tells: ['ADMIN'],
    inHouse: true,
  }),
  row('MARK_TRANSFERRED', 'SELLER', 'TRANSFER_IN_PROGRESS', 'INSPECTION', {
    guards: ['closingDone'],
    says: 'The seller handed the company over; the inspection begins.',
    tells: ['BUYER'],
  }),
  row('TRANSFER_EXPIRED', 'TIMER', 'TRANSFER_IN_PROGRESS', 'DISPUTED', {
    guards: ['noHold', 'bothSidesIn'],
    says: 'The company was not handed over in time; what becomes of the money has to be settled.',
    tells: EVERYBODY,
  }),
  row('ACCEPT', 'BUYER', 'INSPECTION', 'COMPLETED', {
    guards: ['noHold', 'priceHeld', 'carrierChecked', 'carrierClear'],
    effects: ['payOut', 'completeSale'],
    says: 'The buyer accepted the company; the sale is completed and the money is released to the seller.',
    tells: BOTH,
  }),
  row('INSPECTION_EXPIRED', 'TIMER', 'INSPECTION', 'COMPLETED', {
    guards: ['noHold', 'bothSidesIn', 'priceHeld', 'carrierChecked', 'carrierClear'],
    effects: ['payOut', 'completeSale'],
    says: 'The buyer raised nothing within the inspection; the sale is completed and the money is released to the seller.',
    tells: BOTH,
  }),
  row('RELEASE_HOLDBACK', 'TIMER', 'COMPLETED', 'SAME', {
    guards: ['moneyHeld', 'noHold', 'bothSidesIn'],
    effects: ['payHoldback'],
    says: 'The hold-back was released to the seller.',
    tells: BOTH,
  }),
  row('UPDATE_CHECKLIST', EVERYBODY, [...OPEN, 'COMPLETED'], 'SAME', {
    guards: [
      'itemIsYours',
      'itemNotSignedOff',
      'itemMayBeLeftOut',
      'evidenceGiven',
      'questionAnswered',
      'noteGiven',
    ],
    effects: ['changeItem'],
    says: 'An item of the checklist was changed.',
  }),
  // Deals from before these rows have them as well: they take nothing from anybody.
  row('QUESTION_ITEM', EVERYBODY, [...OPEN, 'COMPLETED'], 'SAME', {
    when: 'itemIsPlatforms',
    guards: ['someItemSettled', 'itemQuestionable', 'itemNotSignedOff'],
    effects: ['questionItem'],
    says: 'A settled item of the platform was questioned; it counts as open until that is answered.',
    tells: EVERYBODY,
  }),
  row('QUESTION_ITEM', EVERYBODY, [...OPEN, 'COMPLETED'], 'SAME', {
    guards: ['someItemSettled', 'itemQuestionable', 'itemNotSignedOff'],
    effects: ['questionItem'],
    says: 'A settled item of the checklist was questioned; it counts as open until that is answered.',
    tells: BOTH,
  }),
  row('WITHDRAW_QUESTION', EVERYBODY, [...OPEN, 'COMPLETED'], 'SAME', {
    guards: ['someQuestionOpen', 'questionIsYours'],
    effects: ['closeQuestion'],
    says: 'The question about an item of the checklist was withdrawn; the item is settled.',
    tells: BOTH,
  }),
  row('CANCEL', BOTH, 'AWAITING_DEPOSIT', 'CANCELLED', {
    effects: ['stopPayments', 'cancelSale'],
    says: 'The deal was canceled before the deposit was in escrow.',
    tells: BOTH,
  }),
  row('PROPOSE_CANCEL', BOTH, REVOCABLE, 'SAME', {
    guards: ['noCancelProposed'],
    effects: ['openProposal'],
    says: 'A cancellation was proposed; the other side has to agree.',
    tells: BOTH,
  }),
  // In deals from before as well, as the other ways to cancel while a bank decides: they are about who may act.
  row('AGREE_CANCEL', BOTH, REVOCABLE, 'CANCELLED', {
    guards: ['cancelProposedByOther', 'noHoldButOfBank', 'noOutsideRefund'],
    effects: ['agreeProposal', 'stopPayments', 'refundInFull', 'cancelSale'],
    says: 'Both sides agreed to cancel; the deposit goes back in full.',
    tells: BOTH,
  }),
  row('ADMIN_CANCEL', 'ADMIN', REVOCABLE, 'SAME', {
    when: 'awaitsSecondAdmin',
    guards: ['noHoldButOfBank', 'noOutsideRefund', 'splitIsWhole', 'newDecision'],
    effects: ['openProposal'],
    says: 'An administrator decided to cancel; the sum asks for a second one to decide the same.',
    tells: ['ADMIN'],
    inHouse: true,
  }),
  row('ADMIN_CANCEL', 'ADMIN', REVOCABLE, 'CANCELLED', {
    guards: ['noHoldButOfBank', 'noOutsideRefund', 'splitIsWhole'],
    effects: ['agreeProposal', 'stopPayments', 'divideMoney', 'cancelSale'],
    says: 'The platform canceled the deal.',
    tells: BOTH,
  }),
  row('DISPUTE', BOTH, UNDISPUTED, 'DISPUTED', {
    effects: ['stopPayments', 'showDocuments'],
    says: 'A dispute was opened; the money is frozen.',
    tells: EVERYBODY,
  }),
  row('ADD_EVIDENCE', BOTH, 'DISPUTED', 'SAME', {
    effects: ['showDocuments'],
    says: 'A statement was added to the dispute.',
    tells: EVERYBODY,
  }),
  row('PROPOSE_SETTLEMENT', BOTH, 'DISPUTED', 'SAME', {
    guards: ['splitIsWhole', 'paidIfCompleted'],
    effects: ['openProposal'],
    says: 'A settlement was proposed.',
    tells: BOTH,
  }),
  row('SETTLE', BOTH, 'DISPUTED', 'COMPLETED', {
    when: 'outcomeIsSale',
    guards: ['settlementProposedByOther', 'noHold', 'splitIsWhole', 'paidIfCompleted'],
    effects: ['agreeProposal', 'divideMoney', 'completeSale'],
    says: 'Both sides settled; the sale is completed.',
    tells: EVERYBODY,
  }),
  row('SETTLE', BOTH, 'DISPUTED', 'CANCELLED', {
    guards: ['settlementProposedByOther', 'noHoldButOfBank', 'noOutsideRefund', 'splitIsWhole'],
    effects: ['agreeProposal', 'divideMoney', 'cancelSale'],
    says: 'Both sides settled; the deal is canceled.',
    tells: EVERYBODY,
  }),
  row('SETTLEMENT_EXPIRED', 'TIMER', 'DISPUTED', 'SAME', {
    wait: 'DECISION',
    says: 'The sides did not settle in time; the platform decides.',
    tells: EVERYBODY,
  }),
  row('DECISION_OVERDUE', 'TIMER', 'DISPUTED', 'SAME', {
    effects: ['alertAdmins'],
    wait: 'DECISION',
    says: 'The decision of the platform is overdue.',
    tells: ['ADMIN'],
    inHouse: true,
  }),
  row('RESOLVE', 'ADMIN', 'DISPUTED', 'SAME', {
    when: 'awaitsSecondAdmin',
    guards: ['noHoldButOfBank', 'noOutsideRefund', 'splitIsWhole', 'paidIfCompleted', 'newDecision'],
    effects: ['openProposal'],
    says: 'An administrator decided the dispute; the sum asks for a second one to decide the same.',
    tells: ['ADMIN'],
    inHouse: true,
  }),
  row('RESOLVE', 'ADMIN', 'DISPUTED', 'COMPLETED', {
    when: 'outcomeIsSale',
    guards: ['noHold', 'splitIsWhole', 'paidIfCompleted'],
    effects: ['agreeProposal', 'divideMoney', 'completeSale'],
    says: 'The platform decided the dispute; the sale is completed.',
    tells: BOTH,
  }),
  row('RESOLVE', 'ADMIN', 'DISPUTED', 'CANCELLED', {
    guards: ['noHoldButOfBank', 'noOutsideRefund', 'splitIsWhole'],
    effects: ['agreeProposal', 'divideMoney', 'cancelSale'],
    says: 'The platform decided the dispute; the deal is canceled.',
    tells: BOTH,
  }),
  row('RESOLVE', 'ADMIN', ['COMPLETED', 'CANCELLED'], 'SAME', {
    when: 'awaitsSecondAdmin',
    guards: ['restUndivided', 'outcomeStands', 'splitIsWhole', 'newDecision'],
    effects: ['openProposal'],
    says: 'An administrator divided what came back late; the sum asks for a second one to decide the same.',
    tells: ['ADMIN'],
    inHouse: true,
  }),
  row('RESOLVE', 'ADMIN', ['COMPLETED', 'CANCELLED'], 'SAME', {
    guards: ['restUndivided', 'outcomeStands', 'splitIsWhole'],
    effects: ['agreeProposal', 'divideRest'],
    says: 'The platform divided what had come back after the end.',
    tells: BOTH,
  }),
  // Deals from before these two rows have them as well: lifted for one reason, a hold would be lifted for those unheard of.
  row('HOLD', ['ADMIN', 'WATCH'], OPEN, 'SAME', {
    when: 'onHold',
    guards: ['heldForOther'],
    effects: ['placeHold'],
    says: 'The deal is on hold for another reason as well; no money leaves while it stands.',
    tells: EVERYBODY,
  }),
  row('HOLD', ['ADMIN', 'WATCH'], 'COMPLETED', 'SAME', {
    when: 'onHold',
    guards: ['moneyHeld', 'heldForOther'],
    effects: ['placeHold'],
    says: 'The hold-back is on hold for another reason as well; it is not released while this stands.',
    tells: EVERYBODY,
  }),
  row('HOLD', ['ADMIN', 'WATCH'], OPEN, 'SAME', {
    guards: ['noHold'],
    effects: ['placeHold'],
    says: 'The deal was put on hold; no money leaves while it stands.',
    tells: EVERYBODY,
  }),
  row('HOLD', ['ADMIN', 'WATCH'], 'COMPLETED', 'SAME', {
    guards: ['moneyHeld', 'noHold'],
    effects: ['placeHold'],
    says: 'The hold-back was put on hold; it is not released while this stands.',
    tells: EVERYBODY,
  }),
  // Deals from before these rows have them as well.
  row('SIDE_LOCKED_OUT', 'WATCH', OPEN, 'SAME', {
    effects: ['holdForSide'],
    says: 'A side of the deal cannot sign in at present; the deal is on hold. No money leaves and silence decides nothing until an administrator has looked. Pay nothing in and hand nothing over meanwhile.',
    tells: EVERYBODY,
  }),
  row('SIDE_LOCKED_OUT', 'WATCH', 'COMPLETED', 'SAME', {
    guards: ['moneyHeld'],
    effects: ['holdForSide'],
    says: 'A side of the deal cannot sign in at present; the hold-back is on hold. It is not released until an administrator has looked.',
    tells: EVERYBODY,
  }),
  row('SIDE_BACK_IN', 'WATCH', [...OPEN, 'COMPLETED'], 'SAME', {
    guards: ['onHold', 'bothSidesIn'],
    effects: ['noteSideBack'],
    says: 'Both sides of the deal can sign in again; an administrator decides whether the hold is lifted.',
    tells: EVERYBODY,
  }),
  row('CARD_DISPUTED', 'PAYMENT', BEFORE_HANDOVER, 'SAME', {
    effects: ['noteCardDispute', 'holdForBank'],
    says: 'The bank of the payer disputes a payment; no money leaves until it has decided. Until the company is handed over the deal can be canceled meanwhile.',
    tells: EVERYBODY,
  }),
  row('CARD_DISPUTED', 'PAYMENT', ['INSPECTION', 'DISPUTED'], 'SAME', {
    effects: ['noteCardDispute', 'holdForBank'],
    says: 'The bank of the payer disputes a payment; no money leaves until it has decided.',
    tells: EVERYBODY,
  }),
  row('CARD_DISPUTED', 'PAYMENT', 'COMPLETED', 'SAME', {
    when: 'moneyHeld',
    effects: ['noteCardDispute', 'holdForBank'],
    says: 'The bank of the payer disputes a payment; the hold-back is not released until it has decided.',
    tells: EVERYBODY,
  }),
  row('CARD_DISPUTED', 'PAYMENT', ['COMPLETED', 'CANCELLED'], 'SAME', {
    effects: ['noteCardDispute'],
    says: 'The bank of the payer disputes a payment of a deal whose money has gone out.',
    tells: ['ADMIN'],
    inHouse: true,
  }),
  row('CARD_DISPUTE_WON', 'PAYMENT', [...FUNDED, 'DISPUTED'], 'SAME', {
    effects: ['closeCardDispute', 'reverseDisputeLoss'],
    says: 'The bank left the payment where it is.',
    tells: EVERYBODY,
  }),
  row('CARD_DISPUTE_WON', 'PAYMENT', ['COMPLETED', 'CANCELLED'], 'SAME', {
    effects: ['closeCardDispute', 'reverseDisputeLoss', 'returnLateMoney'],
    says: 'The bank left the payment where it is; what had waited for that, or had been lost, goes to whom it is due.',
    tells: EVERYBODY,
  }),
  row('CARD_DISPUTE_LOST', 'PAYMENT', FUNDED, 'DISPUTED', {
    effects: ['closeCardDispute', 'stopPayments', 'bookDisputeLoss'],
    says: 'The bank took a payment back for good; what becomes of the rest has to be settled.',
    tells: EVERYBODY,
  }),
  row('CARD_DISPUTE_LOST', 'PAYMENT', ['DISPUTED', 'COMPLETED', 'CANCELLED'], 'SAME', {
    effects: ['closeCardDispute', 'bookDisputeLoss', 'releaseFrozen'],
    says: 'The bank took a payment back for good.',
    tells: EVERYBODY,
  }),
  row('REFUNDED_OUTSIDE', 'PAYMENT', [...FUNDED, 'DISPUTED'], 'SAME', {
    effects: ['noteCardDispute', 'holdForBank'],
    says: 'A payment was refunded at the payment gateway; no money leaves until that is booked.',
    tells: EVERYBODY,
  }),
  row('REFUNDED_OUTSIDE', 'PAYMENT', 'COMPLETED', 'SAME', {
    when: 'moneyHeld',
    effects: ['noteCardDispute', 'holdForBank'],
    says: 'A payment was refunded at the payment gateway; the hold-back is not released until that is booked.',
    tells: EVERYBODY,
  }),
  row('REFUNDED_OUTSIDE', 'PAYMENT', ['COMPLETED', 'CANCELLED'], 'SAME', {
    effects: ['noteCardDispute'],
    says: 'A payment of a deal whose money has gone out was refunded at the payment gateway.',
    tells: ['ADMIN'],
    inHouse: true,
  }),
  row('BOOK_REFUND', 'ADMIN', FUNDED, 'DISPUTED', {
    guards: ['someRefundUnbooked', 'refundUnbooked'],
    effects: ['closeCardDispute', 'stopPayments', 'bearRefund'],
    says: 'The refund was booked: the money went back to the buyer. What becomes of the rest has to be settled.',
    tells: EVERYBODY,
  }),
  row('BOOK_REFUND', 'ADMIN', ['DISPUTED', 'COMPLETED', 'CANCELLED'], 'SAME', {
    guards: ['someRefundUnbooked', 'refundUnbooked'],
    effects: ['closeCardDispute', 'bearRefund'],
    says: 'The refund was booked: the money went back to the buyer.',
    tells: EVERYBODY,
  }),
  row('REFUND_NOT_BORNE', 'PAYMENT', [...FUNDED, 'DISPUTED', 'COMPLETED', 'CANCELLED'], 'SAME', {
    effects: ['closeCardDispute'],
    says: 'The deal does not bear what was refunded at the payment gateway.',
    tells: ['ADMIN'],
    inHouse: true,
  }),
  row('REFUND_CAME_BACK', 'PAYMENT', [...FUNDED, 'DISPUTED'], 'SAME', {
    effects: ['closeCardDispute', 'takeRefundAgain'],
    says: 'The refund did not reach the buyer and came back.',
    tells: EVERYBODY,
  }),
  row('REFUND_CAME_BACK', 'PAYMENT', ['COMPLETED', 'CANCELLED'], 'SAME', {
    effects: ['closeCardDispute', 'takeRefundAgain', 'returnLateMoney'],
    says: 'The refund did not reach the buyer and came back; it goes to whom it is due.',
    tells: EVERYBODY,
  }),
  row('RELEASE_HOLD', 'ADMIN', [...OPEN, 'COMPLETED'], 'SAME', {
    guards: ['onHold', 'noCardDispute', 'noOutsideRefund'],
    effects: ['liftHold'],
    says: 'The hold was lifted.',
    tells: EVERYBODY,
  }),
];
