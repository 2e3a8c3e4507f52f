/** What a wire does to the payment that it names: it makes it up, brings a part of it, or can only go back. */
import { dollars } from '../../platform/kernel/money';
import { refusal, type Refusal } from '../../platform/kernel/refusal';
import { isOpen, type PaymentStatus } from './payment.rules';

export interface AwaitedPayment {
  status: PaymentStatus;
  amountCents: number;
  /** Of wires, so far. */
  wiredCents: number;
  /** Set where it ended since a wire of it had been booked in error. */
  correctedAt?: number | null | undefined;
}

/**
 * `excessCents` is what goes back. A payment that was given up is still made up by one wire of exactly its amount:
 * whoever it is for may want it all the same. Anything else that comes for an ended payment goes back whole.
 */
export type WireDecision =
  | { fate: 'COMPLETES'; excessCents: number }
  | { fate: 'PART'; missingCents: number }
  | { fate: 'GOES_BACK'; excessCents: number };

export function decideWire(payment: AwaitedPayment, amountCents: number): WireDecision {
  const { status, amountCents: due, wiredCents, correctedAt = null } = payment;
  if (isOpen(status)) {
    const total = wiredCents + amountCents;
    return total < due
      ? { fate: 'PART', missingCents: due - total }
      : { fate: 'COMPLETES', excessCents: total - due };
  }
  const makesUpLate =
    status !== 'SUCCEEDED' && correctedAt === null && wiredCents === 0 && amountCents === due;
  return makesUpLate
    ? { fate: 'COMPLETES', excessCents: 0 }
    : { fate: 'GOES_BACK', excessCents: amountCents };
}

/** What is still to come of an awaited wire. */
export const missingOf = ({ amountCents, wiredCents }: AwaitedPayment): number => amountCents - wiredCents;

/** What an admin has stated on purpose, so that a typing error books no money that is not there. */
export interface WireOptions {
  /** Less than what is due: the rest is waited for. */
  partial: boolean;
  /** More than can be taken: what is too much goes back. */
  sendBack: boolean;
}

/** Null when the admin stated on purpose what the wire does. */
export function refuseUnexpectedWire(
  payment: AwaitedPayment,
  amountCents: number,
  fate: WireDecision,
  { partial = false, sendBack = false }: Partial<WireOptions>,
): Refusal<'amount_mismatch' | 'payment_ended'> | null {
  const found = `${dollars(missingOf(payment))} is due, ${dollars(amountCents)} was received.`;
  if (fate.fate === 'PART') {
    if (partial) return null;
    const because = `${found} To book a part and wait for ${dollars(fate.missingCents)}, say "partial": true.`;
    return refusal('amount_mismatch', because);
  }
  if (fate.excessCents === 0 || sendBack) return null;
  if (fate.fate === 'COMPLETES') {
    const because = `${found} To book it and send ${dollars(fate.excessCents)} back, say "sendBack": true.`;
    return refusal('amount_mismatch', because);
  }
  if ((payment.correctedAt ?? null) !== null) {
    const instead = 'Have the payer start a new payment and book the wire for that one.';
    return refusal('payment_ended', `A wire was booked for this payment in error, and it ended. ${instead}`);
  }
  const because =
    'Nothing more is due. If one more wire has really arrived, say "sendBack": true to return it.';
  return refusal('payment_ended', because);
}
