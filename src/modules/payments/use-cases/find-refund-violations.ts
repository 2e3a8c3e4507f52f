/** Holds refunds against their payments, the ledger and the gateway. */
import { dollars } from '../../../platform/kernel/money';
import { type Violation, violationsOf } from '../../../platform/kernel/violation';
import { type GatewayRefund, GatewayRefusal, type PaymentGateway, type UnreadableRow } from '../../gateway';
import { allRowsOf } from '../../../platform/db/keyset';
import { walk } from '../../../platform/db/walk';
import type { RefundRow } from '../refund.model';
import { paidTransferId, readRefundReference } from '../refund.rules';
import { type OutsideRefundRow, paymentOfTotal } from '../outside-refund.model';
import type { PaymentsContext } from '../payments.context';
import { outsideOf } from './outside-refunds';

const violation = violationsOf('payments');

export function createFindRefundViolations({ platform, models, ledger, gateways, stray }: PaymentsContext) {
  const { database } = platform;
  const { payments, invoicePayments, refunds, outsideRefunds } = models;

  return async function findRefundViolations(): Promise<Violation[]> {
    const found: Violation[] = [];
    const unreadable = new Set<string>();
    const reported = await readReported((name, { id, because }) => {
      unreadable.add(atGateway(name, id));
      found.push(violation('gateway_refund_readable', id, because));
    });
    const known = new Map<string, RefundRow>();
    /** As the gateway names them. */
    const knownThere = new Set<string>();
    const pastUs = new Set<string>();
    /** What is booked of payments whose refunds the gateway told of by their total, and does not list one by one. */
    const inTotals = new Map<string, number>();
    for await (const batch of walk(allRowsOf(refunds))) {
      const owed = await ledger.balances(batch.map(({ id }) => owedIn(id)));
      for (const refund of batch) {
        known.set(refund.id, refund);
        if (refund.gatewayRefundId) knownThere.add(atGateway(refund.gateway ?? '', refund.gatewayRefundId));
        found.push(...(await holdAgainstLedger(refund, owed.get(owedIn(refund.id)) ?? 0)));
        if (!unreadable.has(atGateway(refund.gateway ?? '', refund.gatewayRefundId ?? '')))
          found.push(...(await holdAgainstGateway(refund, reported)));
      }
    }
    for await (const batch of walk(allRowsOf(outsideRefunds))) {
      const open = await ledger.balances(batch.map(({ id }) => outsideOf(id)));
      for (const row of batch) {
        const paidBy = paymentOfTotal(row);
        if (paidBy !== null && row.status !== 'UNDONE') {
          const total = atGateway(row.gateway, paidBy);
          inTotals.set(total, (inTotals.get(total) ?? 0) + row.amountCents);
        }
        const key = atGateway(row.gateway, row.gatewayRefundId);
        knownThere.add(key);
        pastUs.add(key);
        found.push(...holdOutside(row, open.get(outsideOf(row.id)) ?? 0));
        if (paidBy === null && !unreadable.has(key))
          found.push(...holdOutsideAgainst(row, reported.get(key)));
      }
    }
    const strays = await stray.readBooked();
    for (const [key, { id, reference, status, paymentId, amountCents }] of reported) {
      if (strays.has(key) || pastUs.has(key)) continue;
      const total = atGateway(key.split(' ')[0] ?? '', paymentId ?? '');
      const leftOfTotal = (inTotals.get(total) ?? 0) - (status === 'SUCCEEDED' ? amountCents : 0);
      if (inTotals.has(total) && reference === null && !knownThere.has(key) && leftOfTotal >= 0) {
        inTotals.set(total, leftOfTotal);
        continue;
      }
      if (reference === null && knownThere.has(key)) continue;
      if (reference === null && !(await isOurPayment(key, paymentId))) continue;
      const { refundId, attempt } = readRefundReference(reference) ?? { refundId: '', attempt: 0 };
      const ours = known.get(refundId);
      if (ours === undefined) {
        found.push(violation('gateway_refund_known', id, 'No refund of ours goes with it.'));
      } else if (
        status === 'SUCCEEDED' &&
        isAnother(ours, id, attempt) &&
        !(await isLossBooked(refundId, attempt))
      ) {
        const detail = `The refund ${refundId} is ${ours.gatewayRefundId ?? 'tried anew'} there, and this too.`;
        found.push(violation('gateway_refund_once', id, detail));
      }
    }
    return [...found, ...(await findWrongSums())];
  };

  /** What came back stands below zero until its owner has taken it, which the ledger watches. */
  function holdOutside({ id, status, amountCents }: OutsideRefundRow, openCents: number): Violation[] {
    const allowed = status === 'UNBOOKED' ? [amountCents] : status === 'UNDONE' ? [0, -amountCents] : [0];
    if (allowed.includes(openCents)) return [];
    return [
      violation(
        'outside_refund_booked',
        id,
        `${status}: ${dollars(openCents)} of ${dollars(amountCents)} is open.`,
      ),
    ];
  }

  function holdOutsideAgainst(
    { id, gateway, status, amountCents }: OutsideRefundRow,
    there: GatewayRefund | undefined,
  ): Violation[] {
    if (!gateways.find(gateway)) return [];
    const isOut = status === 'UNBOOKED' || status === 'BOOKED';
    if (there?.amountCents === amountCents && (there.status === 'SUCCEEDED') === isOut) return [];
    const detail = there
      ? `${status} here, ${there.status} at the gateway.`
      : 'The gateway does not know it.';
    return [violation('outside_refund_at_gateway', id, detail)];
  }

  /** What another application took, it gives back too. */
  async function isOurPayment(refundKey: string, id: string | null): Promise<boolean> {
    const [gateway = ''] = refundKey.split(' ');
    if (id === null) return true;
    const ofOurs = await payments.count({ where: { gateway, gatewayPaymentId: id } });
    return ofOurs + (await invoicePayments.count({ where: { gateway, id } })) > 0;
  }

  async function readReported(
    onUnreadable: (gateway: string, row: UnreadableRow) => void,
  ): Promise<Map<string, GatewayRefund>> {
    const reported = new Map<string, GatewayRefund>();
    for (const { name, readAllRefunds } of gateways.live) {
      for await (const batch of readAllRefunds((row) => onUnreadable(name, row))) {
        for (const refund of batch) reported.set(atGateway(name, refund.id), refund);
      }
    }
    return reported;
  }

  /** Until the money is out it is owed. What looks wrong is read again with the row locked: it may just be moving. */
  async function holdAgainstLedger(refund: RefundRow, owedCents: number): Promise<Violation[]> {
    if (owedCents === expectedOwed(refund)) return [];
    return database.atomically(async () => {
      const { id } = refund;
      const locked = await refunds.findByPk(id, { lock: true, rejectOnEmpty: true });
      const owed = await ledger.balance(owedIn(id));
      const expected = expectedOwed(locked);
      if (owed === expected) return [];
      return [
        violation(
          'refund_booked',
          id,
          `${locked.status}: ${dollars(expected)} is owed, ${dollars(owed)} booked.`,
        ),
      ];
    });
  }

  async function holdAgainstGateway(
    refund: RefundRow,
    reported: Map<string, GatewayRefund>,
  ): Promise<Violation[]> {
    const { id, gatewayRefundId, status, bankReference } = refund;
    const gateway = gateways.find(refund.gateway);
    if (!gateway || gatewayRefundId === null) return [];
    const isOutByGateway = status === 'SUCCEEDED' && bankReference === null;
    const isOver = ['SUCCEEDED', 'NEEDS_ATTENTION', 'TAKEN_BACK'].includes(status);
    const there = reported.get(atGateway(gateway.name, gatewayRefundId));
    if (!isOver || isPaid(there, refund) === isOutByGateway) return [];
    if (isPaid(there, refund) && (await isLossBooked(refund.id, refund.attempt))) return [];
    const fresh = await retrieve(gateway, gatewayRefundId);
    if (isPaid(fresh, refund) === isOutByGateway) return [];
    const here = bankReference === null ? status : 'Paid past the gateway';
    const detail = fresh ? `${here} here, ${fresh.status} at the gateway.` : 'The gateway does not know it.';
    return [violation('refund_at_gateway', id, detail)];
  }

  /** The gateway has paid as well what was settled past it, and an admin has booked that. */
  async function isLossBooked(refundId: string, attempt: number): Promise<boolean> {
    const id = paidTransferId(refundId, attempt);
    return (await ledger.findTransfers([id])).get(id)?.debit === 'expense:chargebacks';
  }

  async function findWrongSums(): Promise<Violation[]> {
    const past = await database.select<{ id: string; outsideCents: number; total: number }>(
      `SELECT p.id, p.outsideCents, COALESCE(o.total, 0) AS total FROM payments p
       LEFT JOIN (SELECT paymentId, SUM(amountCents) AS total FROM outside_refunds
         WHERE status IN ('PENDING', 'UNBOOKED') OR (status = 'BOOKED' AND bookedAs = 'OWNER') GROUP BY paymentId) o
         ON o.paymentId = p.id
       WHERE p.outsideCents <> COALESCE(o.total, 0)`,
    );
    const rows = await database.select<{ id: string; refundedCents: number; total: number }>(
      `SELECT p.id, p.refundedCents, COALESCE(r.total, 0) AS total FROM payments p
       LEFT JOIN (SELECT paymentId, SUM(amountCents) AS total FROM refunds
         WHERE fromAccount NOT LIKE 'wires:%' AND status <> 'TAKEN_BACK' GROUP BY paymentId) r
         ON r.paymentId = p.id
       WHERE p.refundedCents <> COALESCE(r.total, 0)`,
    );
    return [
      ...rows.map(({ id, refundedCents, total }) =>
        violation(
          'refunds_sum',
          id,
          `The payment says ${dollars(refundedCents)}, its refunds say ${dollars(total)}.`,
        ),
      ),
      ...past.map(({ id, outsideCents, total }) =>
        violation(
          'outside_refunds_sum',
          id,
          `The payment says ${dollars(outsideCents)}, its refunds say ${dollars(total)}.`,
        ),
      ),
    ];
  }
}

/** Of a try that was given up, or beside the one that stands. */
const isAnother = (ours: RefundRow, id: string, attempt: number): boolean =>
  ours.gatewayRefundId === null ? attempt < ours.attempt : ours.gatewayRefundId !== id;

const atGateway = (gateway: string, id: string): string => `${gateway} ${id}`;

const owedIn = (refundId: string): string => `refunds:${refundId}`;

const expectedOwed = ({ status, amountCents }: RefundRow): number =>
  status === 'SUCCEEDED' || status === 'TAKEN_BACK' ? 0 : amountCents;

const isPaid = (there: GatewayRefund | null | undefined, { amountCents }: RefundRow): boolean =>
  there?.status === 'SUCCEEDED' && there.amountCents === amountCents;

async function retrieve(from: PaymentGateway, id: string): Promise<GatewayRefund | null> {
  try {
    return await from.retrieveRefund(id);
  } catch (error) {
    if (error instanceof GatewayRefusal) return null;
    throw error;
  }
}
