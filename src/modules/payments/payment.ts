/** A payment as other modules know it: what was paid, how it went, and how to pay what is still due. */
import type { PaymentRow } from './payment.model';
import { expectedBy, type NextStep, nextStepOf } from './payment-timeouts.rules';
import { isOpen, type PaymentMethod, type PaymentStatus } from './payment.rules';
import { missingOf } from './wire.rules';
import type { BankAccount, WireInstructions } from './wire-instructions';

/** Instants in milliseconds. */
export interface Payment {
  id: string;
  purpose: string;
  subjectId: string;
  payerId: string;
  amountCents: number;
  currency: string;
  method: PaymentMethod;
  status: PaymentStatus;
  /** On the payer's statement and receipt. */
  description: string;
  /** Null unless it failed. */
  failure: { code: string; message: string } | null;
  /** Null until the money has come. */
  amountReceivedCents: number | null;
  refundedCents: number;
  /** Of all wires that arrived for it. */
  wiredCents: number;
  /** Null unless a wire is awaited. */
  wireInstructions: WireInstructions | null;
  /** The page on which the payer does what the payment waits for; null where it waits for nothing. For the payer alone. */
  authenticationUrl: string | null;
  /** What the payer has to do now; null where it has ended. Its page is for the payer alone. */
  nextStep: NextStep | null;
  /** By when the money has come or failed; null where it has ended. */
  expectedBy: number | null;
  /** The money came after the payment had been given up. */
  late: boolean;
  /** We gave it up, and the gateway could not call it back: its money may come all the same. */
  mayStillCome: boolean;
  startedAt: number;
  endedAt: number | null;
}

/** `receivingAccount`: where wires go; null where none can be received. */
export const toPayment = (row: PaymentRow, receivingAccount: BankAccount | null): Payment => ({
  id: row.id,
  purpose: row.purpose,
  subjectId: row.subjectId,
  payerId: row.payerId,
  amountCents: row.amountCents,
  currency: row.currency,
  method: row.method,
  status: row.status,
  description: row.description,
  failure:
    row.status === 'FAILED'
      ? { code: row.failureCode ?? 'failed', message: row.failureReason ?? 'The payment failed.' }
      : null,
  amountReceivedCents: row.amountReceivedCents,
  refundedCents: row.refundedCents + row.outsideCents,
  wiredCents: row.wiredCents,
  wireInstructions: wireInstructionsFor(row, receivingAccount),
  authenticationUrl: row.status === 'STARTED' ? row.authenticationUrl : null,
  nextStep: nextStepOf(row),
  expectedBy: expectedBy(row),
  late: row.late,
  mayStillCome: row.status === 'CANCELLED' && row.checkAt !== null,
  startedAt: row.startedAt,
  endedAt: row.endedAt,
});

function wireInstructionsFor(row: PaymentRow, account: BankAccount | null): WireInstructions | null {
  if (row.method !== 'WIRE' || !isOpen(row.status) || !account || !row.wireReference) return null;
  return { ...account, reference: row.wireReference, amountCents: missingOf(row) };
}
