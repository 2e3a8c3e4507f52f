/** What the codes of deals are called; a code that is new there does not compile here until it has a name. */
import type { components } from '../../api/schema';

type Schemas = components['schemas'];
type Named<Code extends string> = Readonly<Record<Code, string>>;
type Move = Schemas['Transaction']['moves']['open'][number]['move'];

/** Moves that nobody makes by hand. */
type OfItself =
  | 'OPEN'
  | 'DEPOSIT_RECEIVED'
  | 'DEPOSIT_EXPIRED'
  | 'REVIEW_EXPIRED'
  | 'FINAL_PAYMENT_RECEIVED'
  | 'PAYMENT_EXPIRED'
  | 'TRANSFER_EXPIRED'
  | 'INSPECTION_EXPIRED'
  | 'RELEASE_HOLDBACK'
  | 'MONEY_UNDER_WAY'
  | 'EXTENDED_AFTER_OUTAGE'
  | 'PROPOSAL_EXPIRED'
  | 'PROPOSAL_LAPSED'
  | 'DECISION_LAPSED'
  | 'SETTLEMENT_EXPIRED'
  | 'DECISION_OVERDUE'
  | 'PAYMENT_RETURNED'
  | 'WIRE_CORRECTED'
  | 'CARD_DISPUTED'
  | 'CARD_DISPUTE_WON'
  | 'CARD_DISPUTE_LOST'
  | 'REFUNDED_OUTSIDE'
  | 'REFUND_NOT_BORNE'
  | 'REFUND_CAME_BACK'
  | 'REFUND_TAKEN_BACK'
  | 'SIDE_LOCKED_OUT'
  | 'SIDE_BACK_IN';

/** On the button that makes it. */
export const move: Named<Exclude<Move, OfItself>> = {
  ACCEPT_TERMS: 'Read and sign the terms',
  PAY_DEPOSIT: 'Pay the deposit',
  APPROVE: 'Approve',
  SIGN_AGREEMENT: 'Sign the purchase agreement',
  USE_OWN_AGREEMENT: 'Bring a purchase agreement of your own',
  DRAW_UP_AGREEMENT: 'Go back to the agreement drawn up here',
  PROPOSE_EXTENSION: 'Ask for more days',
  AGREE_EXTENSION: 'Agree to more days',
  WITHDRAW_PROPOSAL: 'Withdraw the proposal',
  PROPOSE_PRICE: 'Propose another price',
  AGREE_PRICE: 'Agree to the price',
  ADMIN_APPROVE: 'Clear for closing',
  PAY_BALANCE: 'Pay the rest of the price',
  MARK_TRANSFERRED: 'Declare the company handed over',
  ACCEPT: 'Accept the company',
  OBJECT_TO_RELEASE: 'Object to the release',
  UPDATE_CHECKLIST: 'Go to the checklist',
  QUESTION_ITEM: 'Question a settled item',
  WITHDRAW_QUESTION: 'Withdraw a question',
  CANCEL: 'Cancel the deal',
  WALK_AWAY: 'Walk away',
  PROPOSE_CANCEL: 'Propose to cancel',
  AGREE_CANCEL: 'Agree to cancel',
  ADMIN_CANCEL: 'Cancel the deal',
  ADMIN_EXTEND: 'Give more time',
  DISPUTE: 'Open a dispute',
  ADD_EVIDENCE: 'Add a statement',
  PROPOSE_SETTLEMENT: 'Propose a settlement',
  SETTLE: 'Accept the settlement',
  RESOLVE: 'Decide the dispute',
  HOLD: 'Put on hold',
  RELEASE_HOLD: 'Lift the hold',
  BOOK_REFUND: 'Book a refund',
};

export const status: Named<Schemas['ProcessStatus']> = {
  AWAITING_DEPOSIT: 'Deposit',
  IN_REVIEW: 'Due diligence',
  BUYER_APPROVED: 'Buyer approved',
  SELLER_APPROVED: 'Seller ready',
  ADMIN_FINAL_REVIEW: 'Final review',
  PAYMENT_PENDING: 'Balance due',
  TRANSFER_IN_PROGRESS: 'Transfer',
  INSPECTION: 'Inspection',
  DISPUTED: 'In dispute',
  COMPLETED: 'Completed',
  CANCELLED: 'Canceled',
};

/** What whoever is next has to do. */
export const awaited: Named<Schemas['Wait']> = {
  DEPOSIT: 'Sign the terms, then bring the deposit',
  REVIEW: 'Settle the open items, then approve',
  FINAL_REVIEW: 'Final review of the deal',
  BALANCE: 'Pay the rest of the price',
  TRANSFER: 'Hand the company over',
  INSPECTION: 'Inspect the company, then accept it',
  SETTLEMENT: 'Agree on how to divide what is held',
  DECISION: 'Decide the dispute',
  HOLDBACK: 'Settle the items with a federal deadline',
};

export const role: Named<Schemas['Role']> = {
  BUYER: 'the buyer',
  SELLER: 'the seller',
  ADMIN: 'MC Exchange',
};

export const owner: Named<Schemas['Owner']> = {
  BUYER: 'Buyer',
  SELLER: 'Seller',
  PLATFORM: 'MC Exchange',
};

export const mover: Named<NonNullable<Schemas['Transaction']['dispute']>['by']> = {
  BUYER: 'Buyer',
  SELLER: 'Seller',
  ADMIN: 'MC Exchange',
  PAYMENT: 'Payment',
  TIMER: 'Deadline',
  WATCH: 'Carrier watch',
};

export const phase: Named<Schemas['Phase']> = {
  DUE_DILIGENCE: 'Due diligence',
  PRE_CLOSING: 'Before closing',
  CLOSING: 'Closing',
  POST_CLOSING: 'After closing',
};

export const purpose: Named<Schemas['Purpose']> = {
  DEPOSIT: 'Deposit',
  FINAL_PAYMENT: 'Rest of the price',
};

export const paymentStatus: Named<Schemas['PaymentStatus']> = {
  STARTED: 'Started',
  PROCESSING: 'Under way',
  SUCCEEDED: 'Paid',
  FAILED: 'Failed',
  CANCELLED: 'Canceled',
};

export const escrowLine: Named<Schemas['EscrowLineKind']> = {
  DEPOSIT: 'Deposit from the buyer',
  FINAL_PAYMENT: 'Rest of the price from the buyer',
  PLATFORM_FEE: 'Fee of MC Exchange',
  SELLER_PAYOUT: 'To the seller',
  HOLDBACK_PAYOUT: 'Holdback to the seller',
  BUYER_REFUND: 'Back to the buyer',
  REFUND_TAKEN_BACK: 'Refund that did not reach the buyer',
  TAKEN_BY_BANK: 'Taken back by the bank of the buyer',
  GIVEN_BACK_BY_BANK: 'Given back by the bank of the buyer',
  REFUND_CAME_BACK: 'Refund to the buyer that came back',
};

export const proposal: Named<Schemas['ProposalKind']> = {
  EXTENSION: 'More days',
  CANCELLATION: 'Cancel the deal',
  SETTLEMENT: 'Settlement',
  DECISION: 'Decision',
  PRICE: 'Another price',
};

export const proposalStatus: Named<Schemas['ProposalStatus']> = {
  OPEN: 'Open',
  AGREED: 'Accepted',
  REPLACED: 'Replaced',
  LAPSED: 'Lapsed',
  WITHDRAWN: 'Withdrawn',
};

export const outcome: Named<Schemas['ProposalOutcome']> = {
  COMPLETED: 'The sale stands',
  CANCELLED: 'The deal is off',
};
