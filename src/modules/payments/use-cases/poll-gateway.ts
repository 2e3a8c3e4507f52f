/** Asks the gateway about what was not heard of for too long: a webhook may have been lost. */
import { Op } from 'sequelize';
import { type Keyset, oldestFirst, selectKeyset } from '../../../platform/db/keyset';
import { sweep } from '../../../platform/db/walk';
import { MINUTE_MS } from '../../../platform/kernel/clock';
import type { GatewayPayment, PaymentGateway } from '../../gateway';
import type { PaymentRow } from '../payment.model';
import { payerHasUntil } from '../payment-timeouts.rules';
import { CHECK_AFTER_MS, GATEWAY_KEY_TTL_MS, isOpen, type PaymentStatus } from '../payment.rules';
import { REFUND_CHECK_AFTER_MS } from '../refund.rules';
import { type EndPayment, OUR_TROUBLE } from './end-payment';
import type { RecordPayment } from './record-payment';
import type { NoteTrouble } from './note-trouble';
import type { StartPayment } from './start-payment';
import type { PaymentsContext } from '../payments.context';

const POLL_EVERY_MS = 5 * MINUTE_MS;
const OPEN_STATUSES: PaymentStatus[] = ['STARTED', 'PROCESSING'];
type Polled = 'payments' | 'refunds';

interface Calls {
  end: EndPayment;
  record: RecordPayment;
  sendRefund(refundId: string): Promise<void>;
  bringToGateway: StartPayment['bringToGateway'];
  trouble: NoteTrouble;
}

export function schedulePolling(
  { platform, models, gateways }: PaymentsContext,
  { end, record, sendRefund, bringToGateway, trouble }: Calls,
) {
  const { clock, database, log, scheduler } = platform;
  const { payments } = models;

  scheduler.every('payments.poll', POLL_EVERY_MS, poll, { lane: 'gateway' });

  async function poll(signal: AbortSignal): Promise<void> {
    const live = gateways.live.map(({ name }) => name);
    if (live.length === 0) return;
    await sweep(log, findDue('payments', live), ({ id }) => checkPayment(id), signal);
    await sweep(log, findDue('refunds', live), ({ id }) => checkRefund(id), signal);
  }

  /** Of gateways that live here: what another has cannot be asked. */
  const findDue = (table: Polled, live: string[]): Keyset<{ id: string }> =>
    selectKeyset(database, {
      name: `payments.poll ${table}`,
      order: oldestFirst('checkAt'),
      select: 'id, checkAt',
      from: table,
      where: ['checkAt <= :now', 'gateway IN (:live)'],
      values: { now: clock.now(), live },
    });

  /** Outside of units. Throws where the gateway does not answer, or is not configured any more. */
  async function askAboutOpen(purpose: string, subjectId: string): Promise<void> {
    const where = { purpose, subjectId, status: OPEN_STATUSES, checkAt: { [Op.ne]: null } };
    const open = await payments.findAll({ where });
    for (const { id, gateway } of open) {
      if (!gateways.find(gateway))
        throw new Error(`Payment ${id} cannot be asked about: ${gateway} is not here.`);
      await checkPayment(id);
    }
  }

  async function checkPayment(id: string): Promise<void> {
    const payment = await payments.findByPk(id);
    const gateway = gateways.find(payment?.gateway ?? null);
    if (!gateway || !payment || payment.checkAt === null) return;
    // Put off first: a payment at which the check fails comes round again, and not at once.
    await putOff('payments', id, CHECK_AFTER_MS[payment.status === 'STARTED' ? 'STARTED' : 'PROCESSING']);
    const there = await askAbout(gateway, payment).catch(async (error: unknown) => {
      await trouble.noteUnanswered(payment, error);
      throw error;
    });
    if (!there && !isOpen(payment.status)) return stopAsking(payment);
    if (!there) {
      const isInTime = clock.now() - payment.startedAt <= GATEWAY_KEY_TTL_MS;
      const waits = payment.status === 'STARTED' && payment.troubleSince !== null;
      if (!waits || !isInTime) return endIfForgotten(payment);
      await trouble.forgetSilence(payment);
      return bringToGateway(payment);
    }
    const verdict = await database.atomically(() => record(gateway.name, there));
    if (verdict.outcome === 'PARKED') log.error('a payment does not fit', { id, reason: verdict.reason });
  }

  /** A payer for whom the gateway waits, and who has not come by now, will not: what they left open is canceled. */
  function askAbout(at: PaymentGateway, payment: PaymentRow): Promise<GatewayPayment | null> {
    const { id, gatewayPaymentId, status } = payment;
    if (gatewayPaymentId === null) return at.findPayment(id);
    const until = payerHasUntil(payment);
    const isLeftOpen = until !== null && clock.now() > until;
    return isLeftOpen || status === 'CANCELLED'
      ? at.cancelPayment(gatewayPaymentId)
      : at.retrievePayment(gatewayPaymentId);
  }

  /** It had ended here, and the gateway never had it. */
  const stopAsking = async ({ id }: PaymentRow): Promise<void> => {
    await database.change('UPDATE payments SET checkAt = NULL WHERE id = :id', { id });
  };

  /** The payer went away before the gateway had heard of it, and the key is too old to be sent again. */
  async function endIfForgotten({ id, startedAt }: PaymentRow): Promise<void> {
    if (clock.now() - startedAt <= GATEWAY_KEY_TTL_MS) return;
    await database.atomically(async () => {
      const payment = await payments.findByPk(id, { lock: true });
      if (payment?.status !== 'STARTED' || payment.gatewayPaymentId !== null) return;
      const abandoned = { code: 'abandoned', message: 'The payment was not finished.' };
      await end.fail(payment, payment.troubleSince === null ? abandoned : OUR_TROUBLE);
    });
  }

  async function checkRefund(id: string): Promise<void> {
    await putOff('refunds', id, REFUND_CHECK_AFTER_MS);
    await sendRefund(id);
  }

  const putOff = (table: Polled, id: string, byMs: number) =>
    database.change(`UPDATE ${table} SET checkAt = :checkAt WHERE id = :id AND checkAt <= :now`, {
      id,
      now: clock.now(),
      checkAt: clock.now() + byMs,
    });

  return { askAboutOpen };
}
