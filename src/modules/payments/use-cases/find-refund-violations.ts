/** Holds refunds against their payments, the ledger and the gateway. */
import type { Platform } from '../../../platform/platform';
import { type Violation, violationsOf } from '../../../platform/kernel/violation';
import type { Ledger } from '../../ledger';
import { type GatewayRefund, GatewayRefusal, type PaymentGateway } from '../gateway';
import { inBatches } from '../in-batches';
import type { RefundRow, RefundRows } from '../refund.model';
import { readRefundReference } from '../refund.rules';

const violation = violationsOf('payments');

interface Deps {
  refunds: RefundRows;
  ledger: Ledger;
  gateway: PaymentGateway | null;
}

export function createFindRefundViolations({ database }: Platform, { refunds, ledger, gateway }: Deps) {
  return async function findRefundViolations(): Promise<Violation[]> {
    const found: Violation[] = [];
    const reported = await readReported();
    const known = new Map<string, string | null>();
    for await (const batch of inBatches<RefundRow>(refunds)) {
      const owed = await ledger.balances(batch.map(({ id }) => owedIn(id)));
      for (const refund of batch) {
        known.set(refund.id, refund.gatewayRefundId);
        found.push(...(await holdAgainstLedger(refund, owed.get(owedIn(refund.id)) ?? 0)));
        found.push(...(await holdAgainstGateway(refund, reported)));
      }
    }
    for (const { id, metadata, status } of reported.values()) {
      const refundId = readRefundReference(metadata.refundAttempt)?.refundId ?? '';
      const ours = known.get(refundId);
      if (ours === undefined) {
        found.push(violation('gateway_refund_known', id, 'No refund of ours goes with it.'));
      } else if (ours !== null && ours !== id && status === 'succeeded') {
        found.push(
          violation('gateway_refund_once', id, `The refund ${refundId} is ${ours} there, and this too.`),
        );
      }
    }
    return [...found, ...(await findWrongSums())];
  };

  async function readReported(): Promise<Map<string, GatewayRefund>> {
    const reported = new Map<string, GatewayRefund>();
    if (!gateway) return reported;
    for await (const batch of gateway.readAllRefunds()) {
      for (const refund of batch) reported.set(refund.id, refund);
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
        violation('refund_booked', id, `${locked.status}: ${expected} cents are owed, ${owed} booked.`),
      ];
    });
  }

  async function holdAgainstGateway(
    refund: RefundRow,
    reported: Map<string, GatewayRefund>,
  ): Promise<Violation[]> {
    const { id, gatewayRefundId, status, bankReference } = refund;
    if (!gateway || gatewayRefundId === null) return [];
    const isOutByGateway = status === 'SUCCEEDED' && bankReference === null;
    const isOver = status === 'SUCCEEDED' || status === 'NEEDS_ATTENTION';
    if (!isOver || isPaid(reported.get(gatewayRefundId), refund) === isOutByGateway) return [];
    const fresh = await retrieve(gateway, gatewayRefundId);
    if (isPaid(fresh, refund) === isOutByGateway) return [];
    const here = bankReference === null ? status : 'Sent by wire';
    const detail = fresh ? `${here} here, ${fresh.status} at the gateway.` : 'The gateway does not know it.';
    return [violation('refund_at_gateway', id, detail)];
  }

  async function findWrongSums(): Promise<Violation[]> {
    const rows = await database.select<{ id: string; refundedCents: number; total: number }>(
      `SELECT p.id, p.refundedCents, COALESCE(r.total, 0) AS total FROM payments p
       LEFT JOIN (SELECT paymentId, SUM(amountCents) AS total FROM refunds
         WHERE fromAccount NOT LIKE 'wires:%' GROUP BY paymentId) r
         ON r.paymentId = p.id
       WHERE p.refundedCents <> COALESCE(r.total, 0)`,
    );
    return rows.map(({ id, refundedCents, total }) =>
      violation('refunds_sum', id, `The payment says ${refundedCents} cents, its refunds say ${total}.`),
    );
  }
}

const owedIn = (refundId: string): string => `refunds:${refundId}`;

const expectedOwed = ({ status, amountCents }: RefundRow): number =>
  status === 'SUCCEEDED' ? 0 : amountCents;

const isPaid = (there: GatewayRefund | null | undefined, { amountCents }: RefundRow): boolean =>
  there?.status === 'succeeded' && there.amount === amountCents;

async function retrieve(from: PaymentGateway, id: string): Promise<GatewayRefund | null> {
  try {
    return await from.retrieveRefund(id);
  } catch (error) {
    if (error instanceof GatewayRefusal) return null;
    throw error;
  }
}
