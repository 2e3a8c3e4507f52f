/** What becomes of a payment that the gateway does not take for a reason of ours: it waits, calls the admins, and ends after a day. */
import { Op } from 'sequelize';
import { DAY_MS } from '../../../platform/kernel/clock';
import { newId } from '../../../platform/kernel/ids';
import type { GatewayRefusal } from '../../gateway';
import { inTrouble, type PaymentRow } from '../payment.model';
import { payerHasUntil } from '../payment-timeouts.rules';
import { CHECK_AFTER_MS, GATEWAY_KEY_TTL_MS } from '../payment.rules';
import { paymentInTrouble } from '../payments.events';
import {
  type EndPayment,
  factsOf,
  FAILURE_TEXT_MAX,
  OUR_TROUBLE,
  OUR_TROUBLE_OPEN,
  sayTrouble,
} from './end-payment';
import type { PaymentsContext } from '../payments.context';

export type NoteTrouble = ReturnType<typeof createNoteTrouble>;

export const keyOf = (paymentId: string): string => `payment-${paymentId}`;
const nextKeyOf = (paymentId: string): string => `${keyOf(paymentId)}-${newId()}`;

export function createNoteTrouble({ platform, models }: PaymentsContext, end: Pick<EndPayment, 'fail'>) {
  const { clock, database, events, log } = platform;
  const { payments } = models;

  /** The poller tries it again. */
  async function note(
    payment: PaymentRow,
    reason: string,
    changed: { gatewayKey: string } | { silentAt: number } | null,
  ): Promise<void> {
    const now = clock.now();
    await payment.update({
      ...{ troubleSince: payment.troubleSince ?? now, troubleReason: reason, ...changed },
      ...{ checkAt: now + CHECK_AFTER_MS.STARTED, updatedAt: now },
    });
  }

  /** The first of those that wait so calls the admins. */
  async function callAdmins(payment: PaymentRow, reason: string): Promise<void> {
    const others = await payments.count({ where: { ...inTrouble, id: { [Op.ne]: payment.id } } });
    if (others === 0) await events.emit(paymentInTrouble, { ...factsOf(payment), reason });
  }

  async function noteRefusal(payment: PaymentRow, refused: GatewayRefusal): Promise<void> {
    const { id: paymentId, troubleSince } = payment;
    log.error('the gateway refuses payments for a reason of ours', { paymentId, code: refused.code });
    const reason = sayTrouble(refused.code, refused.message);
    if (troubleSince === null) await callAdmins(payment, reason);
    // A key repeats its answer, so the next try is another one there; not while a call with this one may have made it.
    await note(payment, reason, payment.silentAt === null ? { gatewayKey: nextKeyOf(paymentId) } : null);
  }

  /** A call may break off; one that still breaks off at the next try is for somebody to look at. */
  function isTriedAgain({ troubleSince, silentAt }: Pick<PaymentRow, 'troubleSince' | 'silentAt'>): boolean {
    if (troubleSince === null || silentAt === null) return false;
    const lasts = clock.now() - troubleSince >= CHECK_AFTER_MS.STARTED;
    return lasts && silentAt - troubleSince < CHECK_AFTER_MS.STARTED;
  }

  /**
   * Before a payment without an answer is sent again: this call may break off as well, with the process too, and what it
   * makes is not found at the gateway at once. Its key stays until that can be asked.
   */
  async function noteCall({ id, silentAt }: PaymentRow): Promise<void> {
    if (silentAt === null) return;
    await database.atomically(async () => {
      const locked = await payments.findByPk(id, { lock: true });
      if (locked?.status !== 'STARTED' || locked.gatewayPaymentId !== null || locked.silentAt === null)
        return;
      await locked.update({ silentAt: clock.now() });
    });
  }

  /**
   * What has come of the call is not known: the same key is sent again, unless the payment is found there. `silentAt`: as
   * it was before the call.
   */
  const noteSilence = (
    { id, silentAt }: Pick<PaymentRow, 'id' | 'silentAt'>,
    error: unknown,
  ): Promise<void> =>
    database.atomically(async () => {
      const locked = await payments.findByPk(id, { lock: true });
      if (locked?.status !== 'STARTED' || locked.gatewayPaymentId !== null) return;
      const reason = (error instanceof Error ? error.message : String(error)).slice(0, FAILURE_TEXT_MAX);
      if (isTriedAgain({ troubleSince: locked.troubleSince, silentAt })) await callAdmins(locked, reason);
      await note(locked, reason, { silentAt: clock.now() });
    });

  /** The gateway has been asked since, and has no such payment: the call without an answer made nothing. */
  const forgetSilence = ({ id, gatewayKey }: PaymentRow): Promise<void> =>
    database.atomically(async () => {
      const locked = await payments.findByPk(id, { lock: true });
      if (locked?.status !== 'STARTED' || locked.gatewayPaymentId !== null) return;
      if (locked.gatewayKey !== gatewayKey || locked.silentAt === null) return;
      if (clock.now() - locked.silentAt < CHECK_AFTER_MS.STARTED) return;
      await locked.update({ gatewayKey: nextKeyOf(id), silentAt: null, updatedAt: clock.now() });
    });

  const isOverdue = (payment: PaymentRow): boolean => {
    if (payment.gatewayPaymentId === null) return clock.now() - payment.startedAt > GATEWAY_KEY_TTL_MS;
    const until = payerHasUntil(payment);
    return until !== null && clock.now() > until + DAY_MS;
  };

  /**
   * The gateway does not even answer what has become of it. After a day the payment ends here, so that nobody waits for
   * ever; whether anything was taken is asked for all the same, and what comes after all goes back as late.
   */
  async function noteUnanswered(payment: PaymentRow, error: unknown): Promise<void> {
    if (payment.status !== 'STARTED') return;
    if (payment.gatewayPaymentId === null && payment.troubleSince !== null) await noteSilence(payment, error);
    await database.atomically(async () => {
      const locked = await payments.findByPk(payment.id, { lock: true });
      if (locked?.status !== 'STARTED' || !isOverdue(locked)) return;
      const { id, gatewayPaymentId, silentAt, troubleSince, troubleReason } = locked;
      log.error('a payment ended without an answer of its gateway', { paymentId: id });
      locked.set({
        cancelReason: 'The gateway could not be asked for a day.',
        troubleSince: troubleSince ?? clock.now(),
        troubleReason: troubleReason ?? 'The gateway does not answer.',
      });
      const wasRefused = gatewayPaymentId === null && silentAt === null && troubleSince !== null;
      await end.fail(locked, wasRefused ? OUR_TROUBLE : OUR_TROUBLE_OPEN);
      await locked.update({ checkAt: clock.now() + CHECK_AFTER_MS.PROCESSING });
    });
  }

  return { noteRefusal, noteCall, noteSilence, forgetSilence, noteUnanswered };
}
