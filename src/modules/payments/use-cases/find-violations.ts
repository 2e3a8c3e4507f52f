/** Everything that `reconcile` asks of payments. */
import type { Platform } from '../../../platform/platform';
import { DAY_MS, HOUR_MS } from '../../../platform/kernel/clock';
import type { Violation } from '../../../platform/kernel/violation';
import type { Ledger } from '../../ledger';
import type { CardDisputeRows } from '../card-dispute.model';
import type { PaymentGateway } from '../gateway';
import type { GatewayInvoiceRows } from '../gateway-invoice.model';
import type { PaymentRows } from '../payment.model';
import type { PaymentWireRows } from '../payment-wire.model';
import type { PayoutRows } from '../payout.model';
import type { RefundRows } from '../refund.model';
import type { SentWireRows } from '../sent-wire.model';
import { createFindDisputeViolations } from './find-dispute-violations';
import { createFindInvoiceViolations } from './find-invoice-violations';
import { createFindPaymentViolations } from './find-payment-violations';
import { createFindPayoutViolations } from './find-payout-violations';
import { createFindRefundViolations } from './find-refund-violations';
import { createFindSentWireViolations } from './find-sent-wire-violations';
import { createFindWireViolations } from './find-wire-violations';

/** An event that has had no effect by then will have none by itself. */
const EVENT_STUCK_MS = HOUR_MS;
/** How long a person may leave a parked event lying. */
const PARKED_OVERDUE_MS = 3 * DAY_MS;

interface Deps {
  payments: PaymentRows;
  wires: PaymentWireRows;
  refunds: RefundRows;
  sentWires: SentWireRows;
  ledger: Ledger;
  payouts: PayoutRows;
  disputes: CardDisputeRows;
  invoices: GatewayInvoiceRows;
  gateway: PaymentGateway | null;
}

export function createFindViolations(platform: Platform, deps: Deps) {
  const { clock, database } = platform;
  const findPaymentViolations = createFindPaymentViolations(platform, deps);
  const findRefundViolations = createFindRefundViolations(platform, deps);
  const findWireViolations = createFindWireViolations(platform, deps);
  const findSentWireViolations = createFindSentWireViolations(platform, deps);
  const findPayoutViolations = createFindPayoutViolations(platform, deps);
  const findInvoiceViolations = createFindInvoiceViolations(platform, deps);
  const findDisputeViolations = createFindDisputeViolations(platform, deps);

  return async function findViolations(): Promise<Violation[]> {
    return [
      ...(await findPaymentViolations()),
      ...(await findRefundViolations()),
      ...(await findWireViolations()),
      ...(await findSentWireViolations()),
      ...(await findPayoutViolations()),
      ...(await findInvoiceViolations()),
      ...(await findDisputeViolations()),
      ...(await findStuckEvents()),
    ];
  };

  async function findStuckEvents(): Promise<Violation[]> {
    const rows = await database.select<{ eventId: string; status: string; reason: string | null }>(
      `SELECT eventId, status, reason FROM webhook_events
       WHERE (status = 'RECEIVED' AND receivedAt < :stuckBefore) OR (status = 'PARKED' AND receivedAt < :parkedBefore)`,
      { stuckBefore: clock.now() - EVENT_STUCK_MS, parkedBefore: clock.now() - PARKED_OVERDUE_MS },
    );
    return rows.map(({ eventId, status, reason }) => ({
      check: 'payments.inbox_drained',
      subject: `event ${eventId}`,
      detail: `${status} for too long${reason ? `: ${reason}` : '.'}`,
    }));
  }
}
