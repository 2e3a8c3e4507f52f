/** Asks the gateway about what was not heard of for too long: a webhook may have been lost. */
import type { Platform } from '../../../platform/platform';
import { MINUTE_MS } from '../../../platform/kernel/clock';
import { describeError } from '../../../platform/kernel/logger';
import type { PaymentGateway, PaymentIntent } from '../gateway';
import type { PaymentRow, PaymentRows } from '../payment.model';
import { AUTHENTICATION_TAKES_MS, CHECK_AFTER_MS, GATEWAY_KEY_LIFE_MS } from '../payment.rules';
import { PAYOUT_CHECK_AFTER_MS } from '../payout.rules';
import { REFUND_CHECK_AFTER_MS } from '../refund.rules';
import type { EndPayment } from './end-payment';
import type { RecordIntent } from './record-intent';

const POLL_EVERY_MS = 5 * MINUTE_MS;
const BATCH = 200;

/** Younger events are still in the hands of the request that brought them. */
const EVENT_LEFT_OVER_MS = MINUTE_MS;

const OF_GATEWAY = {
  payments: 'gateway = :gateway',
  refunds: 'paymentId IN (SELECT id FROM payments WHERE gateway = :gateway)',
  payouts: 'gateway = :gateway',
};
type Polled = keyof typeof OF_GATEWAY;

interface Deps {
  payments: PaymentRows;
  end: EndPayment;
  recordIntent: RecordIntent;
  sendRefund(refundId: string): Promise<void>;
  sendPayout(payoutId: string): Promise<void>;
  handleEvent(eventId: string): Promise<void>;
  gateway: PaymentGateway | null;
}

export function schedulePolling(platform: Platform, deps: Deps): void {
  const { clock, database, log, scheduler } = platform;
  const { payments, end, recordIntent, sendRefund, sendPayout, handleEvent, gateway } = deps;

  scheduler.every('payments.poll', POLL_EVERY_MS, async () => {
    await each('payment', await due('payments'), checkPayment);
    await each('refund', await due('refunds'), checkRefund);
    await each('payout', await due('payouts'), checkPayout);
    await each('event', await leftOverEvents(), handleEvent);
  });

  /** One that cannot be asked about must not keep the others waiting. */
  async function each(what: string, ids: string[], check: (id: string) => Promise<void>): Promise<void> {
    for (const id of ids) {
      try {
        await check(id);
      } catch (error) {
        log.warn('the gateway could not be asked', { what, id, error: describeError(error) });
      }
    }
  }

  /** Of this gateway: what another one has cannot be asked here, and would stand before the rest in every batch. */
  async function due(table: Polled): Promise<string[]> {
    if (!gateway) return [];
    const rows = await database.select<{ id: string }>(
      `SELECT id FROM ${table} WHERE checkAt <= :now AND ${OF_GATEWAY[table]} ORDER BY checkAt LIMIT ${BATCH}`,
      { now: clock.now(), gateway: gateway.name },
    );
    return rows.map(({ id }) => id);
  }

  async function leftOverEvents(): Promise<string[]> {
    const rows = await database.select<{ eventId: string }>(
      `SELECT eventId FROM webhook_events WHERE status = 'RECEIVED' AND receivedAt <= :before
       ORDER BY receivedAt LIMIT ${BATCH}`,
      { before: clock.now() - EVENT_LEFT_OVER_MS },
    );
    return rows.map(({ eventId }) => eventId);
  }

  async function checkPayment(id: string): Promise<void> {
    const payment = await payments.findByPk(id);
    if (!gateway || !payment || payment.checkAt === null) return;
    // Put off first: a payment at which the check fails comes round again, and not at once.
    await putOff('payments', id, CHECK_AFTER_MS[payment.status === 'STARTED' ? 'STARTED' : 'PROCESSING']);
    const intent = await askAbout(gateway, payment);
    if (!intent) return endIfForgotten(payment);
    const verdict = await database.atomically(() => recordIntent(gateway.name, intent));
    if (verdict.outcome === 'PARKED') log.error('a payment does not fit', { id, reason: verdict.reason });
  }

  /** A payer for whom the gateway waits, and who has not come by now, will not: what he left open is cancelled. */
  function askAbout(at: PaymentGateway, payment: PaymentRow): Promise<PaymentIntent | null> {
    const { id, gatewayPaymentId, status, startedAt } = payment;
    if (gatewayPaymentId === null) return at.findPayment(id);
    const isLeftOpen = status === 'STARTED' && clock.now() - startedAt > AUTHENTICATION_TAKES_MS;
    return isLeftOpen ? at.cancelPayment(gatewayPaymentId) : at.retrievePayment(gatewayPaymentId);
  }

  /** The payer went away before the gateway had heard of it, and the key is too old to be sent again. */
  async function endIfForgotten({ id, startedAt }: PaymentRow): Promise<void> {
    if (clock.now() - startedAt <= GATEWAY_KEY_LIFE_MS) return;
    await database.atomically(async () => {
      const payment = await payments.findByPk(id, { lock: true });
      if (payment?.status !== 'STARTED' || payment.gatewayPaymentId !== null) return;
      await end.fail(payment, { code: 'abandoned', message: 'The payment was not finished.' });
    });
  }

  async function checkRefund(id: string): Promise<void> {
    await putOff('refunds', id, REFUND_CHECK_AFTER_MS);
    await sendRefund(id);
  }

  async function checkPayout(id: string): Promise<void> {
    await putOff('payouts', id, PAYOUT_CHECK_AFTER_MS);
    await sendPayout(id);
  }

  const putOff = (table: Polled, id: string, byMs: number) =>
    database.change(`UPDATE ${table} SET checkAt = :checkAt WHERE id = :id AND checkAt <= :now`, {
      id,
      now: clock.now(),
      checkAt: clock.now() + byMs,
    });
}
