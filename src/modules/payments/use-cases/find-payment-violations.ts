/**
 * Holds payments against the ledger and against the gateway, both ways each. Business continues meanwhile: what
 * is written first is read first, and what looks wrong at the gateway is asked for again before it is called wrong.
 */
import { dollars } from '../../../platform/kernel/money';
import { HOUR_MS } from '../../../platform/kernel/clock';
import { type Violation, violationsOf } from '../../../platform/kernel/violation';
import type { TransferRow } from '../../ledger';
import {
  type GatewayPayment,
  GatewayRefusal,
  type PaymentGateway,
  strayKey,
  type UnreadableRow,
} from '../../gateway';
import { allRowsOf } from '../../../platform/db/keyset';
import { walk } from '../../../platform/db/walk';
import type { PaymentRow } from '../payment.model';
import { findMismatch, isOpen } from '../payment.rules';
import { successTransferId } from './end-payment';
import type { PaymentsContext } from '../payments.context';

const violation = violationsOf('payments');

/** The poller should have found by then what a lost webhook did not tell. */
const POLLER_OVERDUE_MS = HOUR_MS;

/** What one gateway has, until a payment of ours claims it. */
interface Unclaimed {
  gateway: PaymentGateway;
  byId: Map<string, GatewayPayment>;
  /** From our reference. */
  idByPayment: Map<string, string>;
  /** By its id there: why. */
  unreadable: Map<string, string>;
  /** By its id there: two admins have said how it ends. */
  settled: Set<string>;
}

export function createFindPaymentViolations({ platform, models, ledger, gateways, stray }: PaymentsContext) {
  const { clock } = platform;
  const { payments } = models;

  return async function findPaymentViolations(): Promise<Violation[]> {
    const found: Violation[] = [];
    const known = new Map<string, Unclaimed>();
    const strays = await stray.readBooked();
    for (const gateway of gateways.live) {
      const unclaimed = await readPayments(gateway, strays);
      known.set(gateway.name, unclaimed);
      for (const [id, because] of unclaimed.unreadable)
        found.push(violation('gateway_payment_readable', id, because));
    }
    for await (const batch of walk(allRowsOf(payments))) {
      found.push(...(await findUnbooked(batch)));
      for (const payment of batch) {
        const unclaimed = known.get(payment.gateway ?? '');
        const fault = unclaimed ? await holdAgainstGateway(payment, unclaimed) : null;
        if (fault) found.push(violation('payment_at_gateway', payment.id, fault));
      }
    }
    for await (const transfers of ledger.readAllAbout('payment')) found.push(...(await findStray(transfers)));
    // What is left over was claimed by no payment.
    for (const { byId } of known.values()) {
      for (const id of byId.keys()) {
        found.push(violation('gateway_payment_known', id, 'No payment of ours goes with it.'));
      }
    }
    return found;
  };

  async function readPayments(gateway: PaymentGateway, strays: Set<string>): Promise<Unclaimed> {
    const unclaimed: Unclaimed = {
      ...{ gateway, byId: new Map(), idByPayment: new Map(), unreadable: new Map(), settled: new Set() },
    };
    const onUnreadable = ({ id, because }: UnreadableRow) => void unclaimed.unreadable.set(id, because);
    for await (const batch of gateway.readAllPayments(onUnreadable)) {
      for (const there of batch) {
        // Of an invoice, or of another application.
        if (there.reference === null) continue;
        if (strays.has(strayKey(gateway.name, there.id))) {
          unclaimed.settled.add(there.id);
          continue;
        }
        unclaimed.byId.set(there.id, there);
        unclaimed.idByPayment.set(there.reference, there.id);
      }
    }
    return unclaimed;
  }

  async function findUnbooked(batch: PaymentRow[]): Promise<Violation[]> {
    const paid = batch.filter(({ status }) => status === 'SUCCEEDED');
    const transfers = await ledger.findTransfers(paid.map(({ id }) => successTransferId(id)));
    return paid.flatMap(({ id, amountCents }) => {
      const booked = transfers.get(successTransferId(id))?.amount ?? 0;
      if (booked === amountCents) return [];
      return [
        violation('payment_booked', id, `Brought ${dollars(amountCents)}, ${dollars(booked)} is booked.`),
      ];
    });
  }

  async function findStray(transfers: TransferRow[]): Promise<Violation[]> {
    const ids = transfers.map(({ subject }) => subject.id);
    const rows = await payments.findAll({ attributes: ['id', 'status', 'correctedAt'], where: { id: ids } });
    const hadSucceeded = ({ status, correctedAt }: PaymentRow) =>
      status === 'SUCCEEDED' || correctedAt !== null;
    const paid = new Set(rows.filter(hadSucceeded).map(({ id }) => id));
    return transfers
      .filter(({ subject }) => !paid.has(subject.id))
      .map(({ id }) => violation('transfer_has_payment', id, 'No payment that succeeded goes with it.'));
  }

  /** Claims what the gateway has of the payment. Answers what is wrong, null when nothing is. */
  async function holdAgainstGateway(payment: PaymentRow, unclaimed: Unclaimed): Promise<string | null> {
    const id = payment.gatewayPaymentId;
    if (id === null) return claimByReference(payment, unclaimed);
    if (unclaimed.unreadable.has(id) || unclaimed.settled.has(id)) return null;
    const listed = unclaimed.byId.get(id);
    unclaimed.byId.delete(id);
    if (listed && judge(payment, listed) === null) return null;
    const fresh = await retrieve(unclaimed.gateway, id);
    return fresh ? judge(payment, fresh) : `The gateway does not know ${id}.`;
  }

  function judge(payment: PaymentRow, there: GatewayPayment): string | null {
    const mismatch = findMismatch(payment, there);
    if (mismatch) return mismatch;
    const paidThere = there.status === 'SUCCEEDED';
    const paidHere = payment.status === 'SUCCEEDED';
    if (paidThere === paidHere || (paidThere && isNewsYoung(payment))) return null;
    return `${payment.status} here, ${there.status} at the gateway.`;
  }

  /** The answer that would have brought the id may still be on its way. */
  function claimByReference(payment: PaymentRow, { byId, idByPayment }: Unclaimed): string | null {
    const id = idByPayment.get(payment.id);
    if (!id || !byId.delete(id) || isNewsYoung(payment)) return null;
    return `Has not learned of its ${id}.`;
  }

  function isNewsYoung({ status, checkAt, updatedAt }: PaymentRow): boolean {
    const due = isOpen(status) ? (checkAt ?? updatedAt) : updatedAt;
    return clock.now() - due < POLLER_OVERDUE_MS;
  }
}

async function retrieve(from: PaymentGateway, id: string): Promise<GatewayPayment | null> {
  try {
    return await from.retrievePayment(id);
  } catch (error) {
    if (error instanceof GatewayRefusal) return null;
    throw error;
  }
}
