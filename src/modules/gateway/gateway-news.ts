/** What gateways tell, by kind: the names and shapes that the modules above register their effects for. */
import type { GatewayCheckout, GatewayInvoice, GatewaySubscription } from './billing-gateway';
import type { IdentitySession } from './identity-gateway';
import type { GatewayDispute, GatewayPayment, GatewayRefund } from './payment-gateway';
import type { GatewayAccount, GatewayTransfer } from './payout-gateway';

/** An event as the gateway sent it, signed or listed. */
export interface GatewayEvent {
  /** The gateway's id of it. */
  id: string;
  /** The gateway's word for its kind: shown to admins, and found by. */
  type: string;
  /** The gateway's id of what it is about. */
  objectId: string | null;
  /** Its bytes, to be read again by `readEvent` of the same gateway. */
  payload: string;
}

/** Each object as it stands when the event was made; events come in any order and more than once. */
export interface NewsByKind {
  'payment.changed': GatewayPayment;
  /** So much of a payment has been given back, whoever asked for it. */
  'payment.refunded': { paymentId: string | null; refundedCents: number };
  'refund.changed': GatewayRefund;
  /** `money` is set where the event is about that. */
  'dispute.changed': GatewayDispute & { money: 'WITHDRAWN' | 'REINSTATED' | null };
  'account.changed': GatewayAccount;
  'transfer.changed': GatewayTransfer;
  /** The bank of somebody we paid refused what the gateway sent on to it. */
  'bank_payout.failed': { accountId: string | null; reason: string };
  'checkout.completed': GatewayCheckout;
  'subscription.changed': GatewaySubscription;
  'invoice.opened': GatewayInvoice;
  /** It is not asked for any more, and was not paid. */
  'invoice.closed': GatewayInvoice;
  'invoice.paid': GatewayInvoice;
  'invoice.failed': GatewayInvoice;
  'identity.changed': IdentitySession;
}

export type NewsKind = keyof NewsByKind;

export type GatewayNews = { [Kind in NewsKind]: { kind: Kind; about: NewsByKind[Kind] } }[NewsKind];

/**
 * KNOWN: it told nothing new. NOT_OURS: it is of another application at the same gateway. PARKED: it cannot be as it says,
 * and a person has to look. WAITING: it is about a payment that has not been heard of; the gateway is asked for that.
 */
export type Verdict =
  | { outcome: 'RECORDED' | 'KNOWN' }
  | { outcome: 'NOT_OURS' | 'PARKED'; reason: string }
  | { outcome: 'WAITING'; reason: string; paymentId: string };

/**
 * How parked news is ended in the books. AS_IT_CAME: sums may differ. ASSIGN: it belongs to a payment or person that is
 * named. RETURN: it goes back. REFUND: it was given back at the gateway, past us. LOSS: the platform bears or keeps it.
 */
export const WAYS = ['AS_IT_CAME', 'ASSIGN', 'RETURN', 'REFUND', 'LOSS'] as const;
export type Way = (typeof WAYS)[number];

/** What two admins have said of a parked event, once they had looked at it. */
export interface Booking {
  /** Ours, of the event. */
  id: string;
  as: Way;
  /** The payment or person that it belongs to. */
  subjectId: string | null;
  /** What it was in US cents, where the gateway names another currency. */
  amountCents: number | null;
}

/** What has moved at the gateway by one thing there until now. */
export interface Movement {
  objectId: string;
  /** What left, in the gateway's currency; below zero what came. */
  outCents: number;
  isDollars: boolean;
}

/** In a unit; the same news may come again, and before the one that led to it. `booking`: of what was parked. */
export type NewsEffect<Kind extends NewsKind> = (
  gateway: string,
  about: NewsByKind[Kind],
  booking?: Booking,
) => Promise<Verdict>;

/** How news of a kind is ended where it is parked, and what it moved. */
export interface NewsWays<Kind extends NewsKind> {
  ways: readonly Way[];
  /** Null where it does not say. */
  moved?: (about: NewsByKind[Kind]) => Movement | null;
}

/**
 * The people whose money or account a piece of news is about, and whoever is named as its owner; in a unit or outside of
 * one.
 */
export type NewsPeople<Kind extends NewsKind> = (
  gateway: string,
  about: NewsByKind[Kind],
  namedId?: string | null,
) => Promise<readonly string[]>;

/** The event is of another world (test or live), or of another account at the gateway. */
export class ForeignEvent extends Error {
  constructor(because: string) {
    super(because);
    this.name = 'ForeignEvent';
  }
}

/** The object of an event is not of the shape that its gateway promises: a person has to look. */
export class UnreadableEvent extends Error {
  constructor(fields: string) {
    super(`The object of the event is not as expected: ${fields}.`);
    this.name = 'UnreadableEvent';
  }
}
