/** Where the money of a deal stands outside of escrow, and what there is to say of it. */
import { dollars } from '../../platform/kernel/money';
import { sayFrozen, totalOf } from './frozen.rules';
import type { Payment } from '../payments';
import type { Payee } from '../payouts';
import type { PaymentPurpose, SaleFacts } from './process/facts';
import { hasEnded, type Reader } from './process/process';

export interface DealMoney {
  /** All that has come from the buyer, in escrow or not. */
  receivedCents: number;
  /** Being collected by the bank. */
  underWayCents: number;
  /** Of what is due at this stage, what has not come. */
  missingCents: number;
  /** Went back to the buyer, or is on its way there. */
  returnedCents: number;
}

const DUE: Partial<Record<SaleFacts['state'], PaymentPurpose>> = {
  AWAITING_DEPOSIT: 'DEPOSIT',
  PAYMENT_PENDING: 'FINAL_PAYMENT',
};

const arrivedOf = ({ method, status, wiredCents, amountCents }: Payment): number => {
  if (method === 'WIRE') return wiredCents;
  return status === 'SUCCEEDED' ? amountCents : 0;
};

/** Refunds, and of wires what never became the payment: an excess, or parts of one that was given up. */
function returnedOf({ method, status, wiredCents, amountReceivedCents, refundedCents }: Payment): number {
  const ended = status === 'SUCCEEDED' || status === 'CANCELLED';
  const past = method === 'WIRE' && ended ? wiredCents - (amountReceivedCents ?? 0) : 0;
  return refundedCents + past;
}

const isUnderWay = ({ method, status, mayStillCome }: Payment): boolean =>
  mayStillCome || (status === 'PROCESSING' && method !== 'WIRE');

/** A wire of which a part has come. */
const isPartlyHere = ({ method, status, wiredCents }: Payment): boolean =>
  method === 'WIRE' && status === 'PROCESSING' && wiredCents > 0;

const total = (payments: readonly Payment[], cents: (payment: Payment) => number): number =>
  payments.reduce((sum, payment) => sum + cents(payment), 0);

/** What the buyer has to pay at this stage; null where nothing. */
export function payableNow(facts: SaleFacts): { purpose: PaymentPurpose; amountCents: number } | null {
  const purpose = DUE[facts.state];
  const amountCents = dueNow(facts);
  return purpose && amountCents > 0 ? { purpose, amountCents } : null;
}

function dueNow({ state, depositCents, paidNowCents, heldCents }: SaleFacts): number {
  const purpose = DUE[state];
  if (!purpose) return 0;
  return purpose === 'DEPOSIT' ? depositCents : paidNowCents - heldCents;
}

export function countMoney(facts: SaleFacts, payments: readonly Payment[]): DealMoney {
  const due = DUE[facts.state];
  const parts = payments.filter((payment) => isPartlyHere(payment) && payment.purpose === due);
  return {
    receivedCents: total(payments, arrivedOf),
    underWayCents: total(payments.filter(isUnderWay), ({ amountCents }) => amountCents),
    missingCents: Math.max(0, dueNow(facts) - total(parts, ({ wiredCents }) => wiredCents)),
    returnedCents: total(payments, returnedOf),
  };
}

const NAMES: Record<string, string> = { DEPOSIT: 'deposit', FINAL_PAYMENT: 'rest of the price' };

/** Of what is held, what banks have not decided about: of an open deal what they dispute, of a canceled one what waits for them. */
export function disputedOf({ state, heldCents, disputedCents = 0, frozen }: SaleFacts): number {
  if (frozen) return totalOf(frozen);
  return hasEnded(state) ? 0 : Math.min(heldCents, disputedCents);
}

/** Of what stands in escrow, what cannot leave yet. */
export function sayDisputed(facts: SaleFacts): string[] {
  if (facts.frozen) return [sayFrozen(facts.frozen)];
  const cents = disputedOf(facts);
  return cents > 0
    ? [`Of what is held, the buyer’s bank disputes ${dollars(cents)}. Nothing leaves before it has decided.`]
    : [];
}

/** What figures alone would leave to be guessed. */
export function sayMoney(payments: readonly Payment[]): string[] {
  return payments.flatMap((payment) => {
    const { amountCents, wiredCents, purpose, late, refundedCents, mayStillCome } = payment;
    const what = `the ${NAMES[purpose] ?? 'payment'}`;
    if (mayStillCome) {
      return `${dollars(amountCents)} for ${what} was under way from the buyer’s bank when the payment was given up, and cannot be called back. If it still comes, all of it goes back to the buyer.`;
    }
    if (isUnderWay(payment)) {
      return `${dollars(amountCents)} for ${what} is under way from the buyer’s bank. It counts once it has settled.`;
    }
    if (isPartlyHere(payment)) {
      return `${dollars(wiredCents)} of the wire of ${dollars(amountCents)} for ${what} has arrived; ${dollars(amountCents - wiredCents)} is missing. It goes into escrow when all of it is here.`;
    }
    if (late && refundedCents > 0) {
      return `${dollars(amountCents)} for ${what} came after the payment had been given up; ${dollars(refundedCents)} of it goes back to the buyer.`;
    }
    return [];
  });
}

export const PROCEEDS_STATUSES = [
  'NO_DESTINATION',
  'DESTINATION_INCOMPLETE',
  'DESTINATION_WAITS',
  'HELD_BACK',
  'PAYABLE',
  'UNDER_WAY',
  'PAID',
] as const;

export interface Proceeds {
  status: (typeof PROCEEDS_STATUSES)[number];
  /** Who has to act before the seller is paid. */
  who: Reader[];
  says: string;
}

const DAY = (at: number): string => new Date(at).toISOString();

/** What became of the money that a deal released to its seller. Payouts are of a balance, not of one deal. */
export function sayProceeds({
  payableCents,
  underWayCents,
  destination,
  usableFrom,
  heldBack,
}: Payee): Proceeds {
  if (payableCents === 0) {
    return underWayCents > 0
      ? { status: 'UNDER_WAY', who: [], says: `${dollars(underWayCents)} is on its way to the seller.` }
      : { status: 'PAID', who: [], says: 'All that is owed to the seller was paid out.' };
  }
  const sum = `${dollars(payableCents)} is owed to the seller and has not been paid out`;
  if (heldBack !== null) return { status: 'HELD_BACK', who: ['ADMIN'], says: `${sum}. ${heldBack}` };
  switch (destination) {
    case 'NONE':
      return {
        ...{ status: 'NO_DESTINATION', who: ['SELLER'] },
        says: `${sum}: there is no payout account and no bank account. The seller opens a payout account or enters a bank account, then asks for the payout.`,
      };
    case 'INCOMPLETE':
      return {
        ...{ status: 'DESTINATION_INCOMPLETE', who: ['SELLER'] },
        says: `${sum}: the payout account is not complete. The seller finishes it or enters a bank account, then asks for the payout.`,
      };
    case 'WAITING':
      return {
        ...{ status: 'DESTINATION_WAITS', who: [] },
        says: `${sum}: a new account waits 48 hours, until ${DAY(usableFrom ?? 0)}. Then the seller asks for the payout.`,
      };
    case 'READY':
      return { status: 'PAYABLE', who: ['SELLER'], says: `${sum}. The seller can ask for the payout now.` };
  }
}
