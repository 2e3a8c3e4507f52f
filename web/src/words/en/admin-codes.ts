/** What the codes of the administrators' lists are called. */
import type { components } from '../../api/schema';

type Schemas = components['schemas'];
type Named<Code extends string> = Readonly<Record<Code, string>>;

export { documentType, entityForm, role } from './codes';
export { reportCategory, reportSubject } from './reports';

export const queue: Named<Schemas['Queue']> = {
  LISTING_REVIEW: 'Listings to review',
  PREMIUM_REQUEST: 'Premium requests',
  PREMIUM_ACCESS: 'Requests about premium listings',
  PROOF_OF_CONTROL: 'Proofs of control',
  CONTROL_CONTEST: 'Contests of control',
  WIRE_EXPECTED: 'Wires to look for',
  REFUND_TO_SEND: 'Refunds to send',
  UNASSIGNED_MONEY: 'Unassigned money',
  PAYOUT_TO_SEND: 'Payouts to wire',
  DEAL_REVIEW: 'Deals to clear',
  DEAL_ON_HOLD: 'Deals on hold',
  SIDE_UNREACHED: 'Sides whose letters do not arrive',
  DISPUTE_DECISION: 'Disputes to decide',
  EVENT_PARKED: 'Parked gateway events',
  SECOND_ADMIN: 'Waiting for a second administrator',
  SUPPORT_MESSAGE: 'Messages to support',
  CONVERSATION_REPORT: 'Reported conversations',
  DOCUMENT_REVIEW: 'Documents to review',
  DOCUMENT_QUARANTINE: 'Documents in quarantine',
  VERIFICATION: 'Verifications',
  ABUSE_REPORT: 'Reports of abuse',
  MAIL_HELD_UP: 'Mail held up',
};

export const verificationState: Named<Schemas['VerificationState']> = {
  STARTED: 'Started',
  PENDING: 'Waiting',
  VERIFIED: 'Verified',
  DECLINED: 'Declined',
  WITHDRAWN: 'Withdrawn',
  REVOKED: 'Taken back',
  EXPIRED: 'Expired',
  REPLACED: 'Replaced',
};

export const verificationFact: Named<Schemas['VerificationFact']> = {
  IDENTITY: 'Identity',
  FUNDS: 'Funds',
  COMPANY: 'Company',
};

export const reportState: Named<Schemas['ReportState']> = {
  OPEN: 'Open',
  DECIDED: 'Decided',
  WITHDRAWN: 'Withdrawn',
};

export const reportOutcome: Named<Schemas['ReportForAdminOutcome']> = {
  NO_ACTION: 'Nothing to do',
  WARNING: 'Warn the person',
  CONTENT_HIDDEN: 'Hide the content',
  LISTING_SUSPENDED: 'Suspend the listing',
  USER_SUSPENDED: 'Suspend the person',
};

export const premiumAccessStatus: Named<Schemas['PremiumAccessStatus']> = {
  OPEN: 'Open',
  CONTACTED: 'In touch',
  CLOSED: 'Closed',
  DECLINED: 'Declined',
  WITHDRAWN: 'Withdrawn',
};

export const premiumStatus: Named<Schemas['PremiumRequestStatus']> = {
  PENDING: 'Waiting',
  APPROVED: 'Approved, fee due',
  PREMIUM: 'Premium',
  REJECTED: 'Rejected',
  WITHDRAWN: 'Withdrawn',
  LAPSED: 'Lapsed',
  ENDED: 'Ended',
};

export const checkOutcome: Named<Schemas['DueDiligenceOutcome']> = {
  PASS: 'No hard stop',
  FAIL: 'Hard stop',
  UNKNOWN: 'Not known',
};

export const contestState: Named<Schemas['ControlContestState']> = {
  OPEN: 'Open',
  UPHELD: 'Upheld',
  DISMISSED: 'Dismissed',
  WITHDRAWN: 'Withdrawn',
};

export const paymentStatus: Named<Schemas['PaymentStatus']> = {
  STARTED: 'Started',
  PROCESSING: 'Under way',
  SUCCEEDED: 'Paid',
  FAILED: 'Failed',
  CANCELLED: 'Canceled',
};

export const payoutStatus: Named<Schemas['PayoutStatus']> = {
  REQUESTED: 'Requested',
  AWAITING_WIRE: 'Waits for its wire',
  PAID: 'Paid',
  FAILED: 'Failed',
  RETURNED: 'Came back',
};

export const payoutMethod: Named<Schemas['PayoutMethod']> = { GATEWAY: 'Gateway', WIRE: 'Wire' };

export const refundStatus: Named<Schemas['RefundStatus']> = {
  REQUESTED: 'Requested',
  PENDING: 'At the gateway',
  AWAITING_WIRE: 'Waits for its wire',
  SUCCEEDED: 'Refunded',
  NEEDS_ATTENTION: 'Needs attention',
  TAKEN_BACK: 'Taken back',
};

export const outsideRefundStatus: Named<Schemas['OutsideRefundStatus']> = {
  PENDING: 'Under way',
  UNBOOKED: 'To be booked',
  BOOKED: 'Booked',
  UNDONE: 'Undone',
};

export const cardDisputeStatus: Named<Schemas['CardDisputeStatus']> = {
  OPEN: 'Open',
  WON: 'Won',
  LOST: 'Lost',
};

/** As the banks of payers name them at the gateway, which may add to them. */
export const otherDisputeReason = 'Another reason of the bank';

export const cardDisputeReason = {
  bank_cannot_process: 'The bank cannot process it',
  check_returned: 'Check returned',
  credit_not_processed: 'A refund was promised and did not come',
  customer_initiated: 'Asked for by the payer',
  debit_not_authorized: 'Debit not authorized',
  duplicate: 'Charged twice',
  fraudulent: 'The payer says that they did not pay it',
  general: 'No reason given',
  incorrect_account_details: 'Wrong account details',
  insufficient_funds: 'Not enough money on the account',
  noncompliant: 'Against the rules of the card network',
  product_not_received: 'Not received',
  product_unacceptable: 'Not as described',
  subscription_canceled: 'Subscription was canceled',
  unrecognized: 'The payer does not recognize it',
} as const;

export const disputedMoney: Named<Schemas['Money']> = {
  WITH_US: 'With us',
  WITHDRAWN: 'Withdrawn by the bank',
  REINSTATED: 'Given back',
  LOST: 'Lost',
};

export const eventStatus: Named<Schemas['WebhookEventStatus']> = {
  RECEIVED: 'Received',
  DONE: 'Done',
  IGNORED: 'Not ours',
  PARKED: 'Parked',
};

/** By the kinds that the modules name; of one that is new the code is written out. */
export const gatewayName: Readonly<Record<string, string>> = { stripe: 'Stripe', sandbox: 'Sandbox' };

export const otherMoney = 'Other money';

export const stuckKind: Readonly<Record<string, string>> = {
  SECOND_ADMIN_NEEDED: 'Second administrator',
  EVENT_PARKED: 'Parked event',
  CLEARING_OVERDUE: 'Clearing account',
  REFUND_PAST_US: 'Refund at the gateway',
  INVOICE_BEYOND_PLAN: 'Invoice beyond its plan',
  PAYMENT_UNRESOLVED: 'Payment without an answer',
  PAYMENT_REFUSED_FOR_US: 'Payment refused for us',
  REFUND_REQUESTED: 'Refund',
  REFUND_PENDING: 'Refund at the gateway',
  REFUND_AWAITING_WIRE: 'Refund to wire',
  REFUND_NEEDS_ATTENTION: 'Refund that failed',
  CARD_DISPUTE_OPEN: 'Card dispute',
  CARD_DISPUTE_ANSWERED: 'Card dispute, answered',
  DEAL_UNDIVIDED: 'Money of a deal',
  HOLDBACK_ON_HOLD: 'Holdback on hold',
  EVENT_RECEIVED: 'Event not handled',
  RETURN_REFUSED: 'Return that the gateway refused',
  PAYOUT_AWAITING_WIRE: 'Payout to wire',
  PAYOUT_REQUESTED: 'Payout',
  PAYABLE_HELD: 'Payout on hold',
  PAYABLE_UNCLAIMED: 'Payout that nobody can draw',
};

/** Where the page has the acts that the server names by their requests. */
export const stuckToDo: Readonly<Record<string, string>> = {
  EVENT_PARKED: 'Read why it has had no effect, fix the cause, then replay it, or dismiss it.',
  RETURN_REFUSED: 'Look up at the gateway why it has not gone back, then return it again or book it as ours.',
  EVENT_RECEIVED: 'Read why it has had no effect, fix the cause, then replay it.',
  REFUND_AWAITING_WIRE: 'Send the money back by wire, then record the wire.',
  REFUND_NEEDS_ATTENTION:
    'Wire it and record the wire. If it never left, try again; if the payer’s bank has given it back, settle it there.',
  REFUND_PAST_US: 'Let the deal bear it, or book it as a loss or as a refund that was owed.',
  INVOICE_BEYOND_PLAN:
    'Set the plan back at the gateway, refund there what was too much, then accept the rest.',
  DEAL_UNDIVIDED: 'Divide what came back after the end of the deal.',
  HOLDBACK_ON_HOLD: 'Look why the deal is on hold, then lift the hold, or decide who gets the holdback.',
};

/** What a payment is for. */
export const purpose: Readonly<Record<string, string>> = {
  DEPOSIT: 'Deposit',
  FINAL_PAYMENT: 'Balance',
  PREMIUM_LISTING: 'Premium fee',
  CREDIT_PURCHASE: 'Credits',
  LISTING_FEE: 'Listing fee',
};

export const transactionStatus: Named<Schemas['AdminTransactionSummary']['status']> = {
  AWAITING_DEPOSIT: 'Awaiting deposit',
  IN_REVIEW: 'Due diligence',
  BUYER_APPROVED: 'Approved by the buyer',
  SELLER_APPROVED: 'Approved by the seller',
  ADMIN_FINAL_REVIEW: 'Final review',
  PAYMENT_PENDING: 'Balance due',
  TRANSFER_IN_PROGRESS: 'Transfer',
  INSPECTION: 'Inspection',
  DISPUTED: 'Disputed',
  COMPLETED: 'Completed',
  CANCELLED: 'Canceled',
};

export const wait: Named<Schemas['Wait']> = {
  DEPOSIT: 'Deposit',
  REVIEW: 'Both sides’ approval',
  FINAL_REVIEW: 'Clearing by us',
  BALANCE: 'Balance',
  TRANSFER: 'Transfer',
  INSPECTION: 'Acceptance',
  SETTLEMENT: 'Settlement',
  DECISION: 'Our decision',
  HOLDBACK: 'Release of the holdback',
};

export const userStatus: Named<Schemas['UserStatus']> = {
  ACTIVE: 'Active',
  SUSPENDED: 'Suspended',
  BLOCKED: 'Blocked',
};

export const offerStatus: Named<Schemas['OfferStatus']> = {
  PENDING: 'Open',
  ACCEPTED: 'Accepted',
  REJECTED: 'Declined',
  WITHDRAWN: 'Withdrawn',
  EXPIRED: 'Expired',
  SUPERSEDED: 'Back-up',
  FELL_THROUGH: 'Fell through',
  COMPLETED: 'Completed',
  CLOSED: 'Closed',
};

export const side: Named<Schemas['Side']> = { BUYER: 'Buyer', SELLER: 'Seller' };

export const lane: Named<Schemas['Lane']> = {
  news: 'News',
  gateway: 'Payment gateway',
  mail: 'Mail',
  outside: 'Outside services',
  webhooks: 'Webhooks',
  timers: 'Timers',
};
