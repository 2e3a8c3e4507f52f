/** What a wire does to the payment that it names: it makes it up, brings a part of it, or can only go back. */
import { dollars } from '../../platform/kernel/money';
import { isOpen, type PaymentStatus } from './payment.rules';

export interface AwaitedPayment {
  status: PaymentStatus;
  amountCents: number;
  /** Of wires, so far. */
  wiredCents: number;
}

/**
 * `excessCents` is what goes back. A payment that was given up is still made up by one wire of exactly its amount:
 * whoever it is for may want it all the same. Anything else that comes for an ended payment goes back whole.
 */
export type WireFate =
  | { fate: 'COMPLETES'; excessCents: number }
  | { fate: 'PART'; missingCents: number }
  | { fate: 'GOES_BACK'; excessCents: number };

export function decideWire(payment: AwaitedPayment, amountCents: number): WireFate {
  const { status, amountCents: due, wiredCents } = payment;
  if (isOpen(status)) {
    const total = wiredCents + amountCents;
    return total < due
      ? { fate: 'PART', missingCents: due - total }
      : { fate: 'COMPLETES', excessCents: total - due };
  }
  const makesUpLate = status !== 'SUCCEEDED' && wiredCents === 0 && amountCents === due;
  return makesUpLate
    ? { fate: 'COMPLETES', excessCents: 0 }
    : { fate: 'GOES_BACK', excessCents: amountCents };
}

/** What is still to come of an awaited wire. */
export const missingOf = ({ amountCents, wiredCents }: AwaitedPayment): number => amountCents - wiredCents;

/** What an admin has said that he means, so that a slip of the pen books no money that is not there. */
export interface Meant {
  /** Less than what is due: the rest is waited for. */
  partial: boolean;
  /** More than can be taken: what is too much goes back. */
  sendBack: boolean;
}

export type WireRefusal = { kind: 'amount_mismatch' | 'payment_ended'; detail: string };

/** Null when the admin meant what the wire does. */
export function findUnmeant(
  payment: AwaitedPayment,
  amountCents: number,
  fate: WireFate,
  { partial = false, sendBack = false }: Partial<Meant>,
): WireRefusal | null {
  const found = `${dollars(missingOf(payment))} is due, ${dollars(amountCents)} was received.`;
  if (fate.fate === 'PART') {
    if (partial) return null;
    const detail = `${found} To book a part and wait for ${dollars(fate.missingCents)}, say "partial": true.`;
    return { kind: 'amount_mismatch', detail };
  }
  if (fate.excessCents === 0 || sendBack) return null;
  if (fate.fate === 'COMPLETES') {
    const detail = `${found} To book it and send ${dollars(fate.excessCents)} back, say "sendBack": true.`;
    return { kind: 'amount_mismatch', detail };
  }
  const detail =
    'Nothing more is due. If one more wire has really arrived, say "sendBack": true to return it.';
  return { kind: 'payment_ended', detail };
}
