/** The process of a sale in escrow, version 1: its states, the times that it gives, and what silence does. */
import type { Process } from './process';
import { transitions } from './sale-v1.transitions';

export const saleV1: Process = {
  version: 'sale-v1',
  transitions,

  states: {
    AWAITING_DEPOSIT: {
      means: 'Both sides sign the terms, then the buyer brings the deposit.',
      holds: 'NOTHING',
      wait: 'DEPOSIT',
    },
    IN_REVIEW: {
      means: 'The buyer goes through the due diligence while the seller prepares the closing.',
      holds: 'DEPOSIT',
      wait: 'REVIEW',
    },
    BUYER_APPROVED: {
      means: 'The buyer has approved; the seller still prepares the closing.',
      holds: 'DEPOSIT',
      wait: 'REVIEW',
    },
    SELLER_APPROVED: {
      means: 'The seller is ready; the buyer still goes through the due diligence.',
      holds: 'DEPOSIT',
      wait: 'REVIEW',
    },
    ADMIN_FINAL_REVIEW: {
      means: 'Both sides have approved; the platform reviews the deal.',
      holds: 'DEPOSIT',
      wait: 'FINAL_REVIEW',
    },
    PAYMENT_PENDING: {
      means: 'The deal is cleared; the rest of the price is due.',
      holds: 'DEPOSIT',
      wait: 'BALANCE',
    },
    TRANSFER_IN_PROGRESS: {
      means: 'The whole price is in escrow; the seller hands the company over.',
      holds: 'PRICE',
      wait: 'TRANSFER',
    },
    INSPECTION: {
      means: 'The company is handed over; the buyer inspects it.',
      holds: 'PRICE',
      wait: 'INSPECTION',
    },
    DISPUTED: {
      means: 'The money is frozen until both sides settle or the platform decides.',
      holds: 'ANY',
      wait: 'SETTLEMENT',
    },
    COMPLETED: {
      means: 'The company is sold and the money released, but for a hold-back where the terms have one.',
      holds: 'HOLDBACK',
      wait: 'HOLDBACK',
    },
    CANCELLED: {
      means: 'The deal is off; what was in escrow was refunded or divided.',
      holds: 'NOTHING',
      wait: null,
    },
  },

  waits: {
    DEPOSIT: {
      days: 7,
      remindDaysBefore: [2],
      awaits: ['ACCEPT_TERMS', 'PAY_DEPOSIT'],
      silence: 'DEPOSIT_EXPIRED',
      onSilence: 'The deal is canceled and the listing returns to the market.',
    },
    REVIEW: {
      days: 30,
      remindDaysBefore: [7, 2],
      awaits: ['APPROVE'],
      silence: 'REVIEW_EXPIRED',
      onSilence: 'The deal is canceled and the deposit goes back in full.',
    },
    // The platform has a week of its own, so that sides who finish on the last day do not lose their deal to it.
    FINAL_REVIEW: {
      days: 7,
      neverShortens: true,
      remindDaysBefore: [2],
      awaits: ['ADMIN_APPROVE'],
      silence: 'REVIEW_EXPIRED',
      onSilence: 'The deal is canceled and the deposit goes back in full.',
    },
    BALANCE: {
      days: 10,
      remindDaysBefore: [3],
      awaits: ['PAY_BALANCE'],
      silence: 'PAYMENT_EXPIRED',
      onSilence: 'The deal becomes a dispute over the deposit.',
    },
    TRANSFER: {
      days: 45,
      remindDaysBefore: [14, 3],
      awaits: ['MARK_TRANSFERRED'],
      silence: 'TRANSFER_EXPIRED',
      onSilence: 'The deal becomes a dispute over the price.',
    },
    INSPECTION: {
      days: 14,
      remindDaysBefore: [3],
      awaits: ['ACCEPT'],
      silence: 'INSPECTION_EXPIRED',
      onSilence: 'Silence accepts: the sale is completed and the money is released to the seller.',
    },
    SETTLEMENT: {
      days: 14,
      remindDaysBefore: [3],
      awaits: ['PROPOSE_SETTLEMENT', 'SETTLE'],
      silence: 'SETTLEMENT_EXPIRED',
      onSilence: 'The platform decides.',
    },
    DECISION: {
      days: 14,
      remindDaysBefore: [3],
      awaits: ['RESOLVE'],
      silence: 'DECISION_OVERDUE',
      onSilence: 'The administrators are called again; the money stays frozen.',
    },
    HOLDBACK: {
      days: 'HOLDBACK_TERM',
      remindDaysBefore: [],
      awaits: [],
      silence: 'RELEASE_HOLDBACK',
      onSilence: 'The hold-back is released to the seller.',
    },
  },

  offers: {
    ACCEPT_TERMS: 'Signs the terms of the deal by their hash.',
    PAY_DEPOSIT: 'Starts the payment of the deposit.',
    APPROVE:
      'Approves: the buyer what the due diligence has shown, the seller that all is ready for closing.',
    SIGN_AGREEMENT: 'Signs the purchase agreement by its hash and your typed name.',
    USE_OWN_AGREEMENT:
      'Puts a PDF of your own in the place of the purchase agreement: both sides sign it anew, until both have.',
    DRAW_UP_AGREEMENT:
      'Goes back to the purchase agreement drawn up from the terms, which both sides sign anew.',
    WITHDRAW_PROPOSAL: 'Takes a proposal of yours back that the other side has not agreed to.',
    PROPOSE_EXTENSION: 'Asks the other side for more days of review; an earlier proposal lapses.',
    AGREE_EXTENSION: 'Agrees to the further days that the other side has asked for.',
    ADMIN_APPROVE: 'Clears the deal for closing.',
    PAY_BALANCE: 'Starts the payment of the rest of the price.',
    MARK_TRANSFERRED: 'Declares the company handed over; the buyer inspects it.',
    ACCEPT: 'Accepts the company as handed over and releases the money to the seller.',
    UPDATE_CHECKLIST: 'Settles or reopens an item of the checklist that is yours.',
    QUESTION_ITEM:
      'Questions a settled item of the other side, with a reason: it counts as open until it is settled anew or the question is withdrawn.',
    WITHDRAW_QUESTION: 'Withdraws your question about an item: it is settled as before.',
    CANCEL: 'Cancels the deal: nothing is in escrow for it yet.',
    PROPOSE_CANCEL: 'Proposes to cancel; once the other side agrees, the deposit goes back in full.',
    AGREE_CANCEL:
      'Agrees to cancel; the deposit goes back in full. What a bank disputes waits for that bank.',
    ADMIN_CANCEL:
      'Cancels the deal and divides what is held; all of it goes to the buyer unless said otherwise. What a bank disputes waits for that bank.',
    DISPUTE: 'Freezes the money until the two of you settle or the platform decides.',
    ADD_EVIDENCE:
      'Adds a statement to the dispute, with documents, for the other side and the platform to read.',
    PROPOSE_SETTLEMENT: 'Proposes how to end the deal and divide what is held; an earlier proposal lapses.',
    SETTLE: 'Accepts the settlement that the other side has proposed.',
    RESOLVE: 'Decides the dispute: how the deal ends, and how what is held is divided.',
    HOLD: 'Puts the deal on hold: no money leaves while it stands.',
    RELEASE_HOLD: 'Lifts the hold; a deadline that stood still meanwhile goes on.',
    BOOK_REFUND: 'Books what was refunded at the payment gateway as gone back to the buyer out of escrow.',
  },
};
