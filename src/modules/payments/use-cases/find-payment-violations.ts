/**
 * Holds payments against the ledger and against the gateway, both ways each. The house goes on working meanwhile: what
 * is written first is read first, and what looks wrong at the gateway is asked for again before it is called wrong.
 */
import type { Platform } from '../../../platform/platform';
import { HOUR_MS } from '../../../platform/kernel/clock';
import { type Violation, violationsOf } from '../../../platform/kernel/violation';
import type { Ledger, TransferRow } from '../../ledger';
import { GatewayRefusal, type PaymentGateway, type PaymentIntent } from '../gateway';
import { inBatches } from '../in-batches';
import type { PaymentRow, PaymentRows } from '../payment.model';
import { findMismatch, isOpen, statusOf } from '../payment.rules';
import { successTransferId } from './end-payment';
import { paysInvoice } from './record-intent';

const violation = violationsOf('payments');

/** The poller should have found by then what a lost webhook did not tell. */
const POLLER_OVERDUE_MS = HOUR_MS;

interface Intents {
  byId: Map<string, PaymentIntent>;
  /** From our reference in their metadata. */
  idByPayment: Map<string, string>;
}

interface Deps {
  payments: PaymentRows;
  ledger: Ledger;
  gateway: PaymentGateway | null;
}

export function createFindPaymentViolations({ clock }: Platform, { payments, ledger, gateway }: Deps) {
  return async function findPaymentViolations(): Promise<Violation[]> {
    const found: Violation[] = [];
    const intents = gateway ? await readIntents(gateway) : null;
    for await (const batch of inBatches<PaymentRow>(payments)) {
      found.push(...(await findUnbooked(batch)));
      if (!gateway || !intents) continue;
      for (const payment of batch.filter((each) => each.gateway === gateway.name)) {
        const fault = await holdAgainstGateway(gateway, payment, intents);
        if (fault) found.push(violation('payment_at_gateway', payment.id, fault));
      }
    }
    for await (const transfers of ledger.readAllAbout('payment')) found.push(...(await findStray(transfers)));
    // What is left over was claimed by no payment.
    for (const id of intents?.byId.keys() ?? []) {
      found.push(violation('gateway_payment_known', id, 'No payment of ours goes with it.'));
    }
    return found;
  };

  async function readIntents(from: PaymentGateway): Promise<Intents> {
    const intents: Intents = { byId: new Map(), idByPayment: new Map() };
    for await (const batch of from.readAllPayments()) {
      for (const intent of batch) {
        if (paysInvoice(intent)) continue;
        intents.byId.set(intent.id, intent);
        if (intent.metadata.paymentId) intents.idByPayment.set(intent.metadata.paymentId, intent.id);
      }
    }
    return intents;
  }

  async function findUnbooked(batch: PaymentRow[]): Promise<Violation[]> {
    const paid = batch.filter(({ status }) => status === 'SUCCEEDED');
    const transfers = await ledger.findTransfers(paid.map(({ id }) => successTransferId(id)));
    return paid.flatMap(({ id, amountCents }) => {
      const booked = transfers.get(successTransferId(id))?.amount ?? 0;
      if (booked === amountCents) return [];
      return [violation('payment_booked', id, `Brought ${amountCents} cents, ${booked} are booked.`)];
    });
  }

  async function findStray(transfers: TransferRow[]): Promise<Violation[]> {
    const ids = transfers.map(({ subject }) => subject.id);
    const rows = await payments.findAll({ attributes: ['id', 'status'], where: { id: ids } });
    const paid = new Set(rows.filter(({ status }) => status === 'SUCCEEDED').map(({ id }) => id));
    return transfers
      .filter(({ subject }) => !paid.has(subject.id))
      .map(({ id }) => violation('transfer_has_payment', id, 'No payment that succeeded goes with it.'));
  }

  /** Takes the payment's intent out of `intents`. Answers what is wrong, null when nothing is. */
  async function holdAgainstGateway(
    from: PaymentGateway,
    payment: PaymentRow,
    intents: Intents,
  ): Promise<string | null> {
    const id = payment.gatewayPaymentId;
    if (id === null) return takeUnclaimed(payment, intents);
    const listed = intents.byId.get(id);
    intents.byId.delete(id);
    if (listed && judge(payment, listed) === null) return null;
    const fresh = await retrieve(from, id);
    return fresh ? judge(payment, fresh) : `The gateway does not know ${id}.`;
  }

  function judge(payment: PaymentRow, intent: PaymentIntent): string | null {
    const mismatch = findMismatch(payment, intent);
    if (mismatch) return mismatch;
    const paidThere = statusOf(intent) === 'SUCCEEDED';
    const paidHere = payment.status === 'SUCCEEDED';
    if (paidThere === paidHere || (paidThere && isNewsYoung(payment))) return null;
    return `${payment.status} here, ${intent.status} at the gateway.`;
  }

  /** The answer that would have brought the id may still be on its way. */
  function takeUnclaimed(payment: PaymentRow, intents: Intents): string | null {
    const intentId = intents.idByPayment.get(payment.id);
    if (!intentId || !intents.byId.delete(intentId) || isNewsYoung(payment)) return null;
    return `Has not learnt of its ${intentId}.`;
  }

  function isNewsYoung({ status, checkAt, updatedAt }: PaymentRow): boolean {
    const due = isOpen(status) ? (checkAt ?? updatedAt) : updatedAt;
    return clock.now() - due < POLLER_OVERDUE_MS;
  }
}

async function retrieve(from: PaymentGateway, id: string): Promise<PaymentIntent | null> {
  try {
    return await from.retrievePayment(id);
  } catch (error) {
    if (error instanceof GatewayRefusal) return null;
    throw error;
  }
}
