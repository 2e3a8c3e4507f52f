/**
 * Admins give back what a payment brought and nobody has taken: what it was for cannot take it any more. Whoever takes it
 * has a day for that, with every try that its job makes.
 */
import { refuseOwnThing } from '../../../platform/http/own-thing';
import { notFound } from '../../../platform/http/problem';
import type { UserActor } from '../../../platform/kernel/actor';
import { DAY_MS } from '../../../platform/kernel/clock';
import { LedgerRefusal } from '../../ledger';
import type { PaymentRow } from '../payment.model';
import { nothingToGiveBack } from '../payments.problems';
import type { RefundPayment } from './refund-payment';
import type { PaymentsContext } from '../payments.context';

const TAKEN_WITHIN_MS = DAY_MS;

const keyOf = (paymentId: string): string => `payment:${paymentId}:given_back`;

export function createGiveBackPayment(
  { platform, models, ledger, audit, approvals, parties }: PaymentsContext,
  refund: RefundPayment['refund'],
) {
  const { clock, database } = platform;
  const { payments, refunds } = models;

  const isOld = (at: number): boolean => clock.now() - at >= TAKEN_WITHIN_MS;

  /** Whoever hears of the payment so late may have nothing to take any more. */
  const isGivenBack = async (paymentId: string, cameAt: number): Promise<boolean> =>
    isOld(cameAt) && (await refunds.count({ where: { refundKey: keyOf(paymentId) } })) > 0;

  /**
   * Joins the unit. Above the limit the first admin's word changes nothing.
   *
   * @throws not_found, forbidden, nothing_to_give_back, second_admin_needed
   */
  const giveBackPayment = (actor: UserActor, paymentId: string, reason: string): Promise<PaymentRow> =>
    database.atomically(async () => {
      const payment = await payments.findByPk(paymentId, { lock: true });
      if (!payment) throw notFound('There is no such payment.');
      const concerns = await parties.partiesOf(payment);
      refuseOwnThing(actor, ...concerns);
      const from = `unallocated:${paymentId}`;
      const amountCents = await ledger.balance(from);
      if (amountCents === 0) throw nothingToGiveBack('Nothing of this payment rests: it has been taken.');
      if (payment.endedAt === null || !isOld(payment.endedAt))
        throw nothingToGiveBack('It came within the last day, and may still be taken.');
      const subject = { type: 'payment', id: paymentId };
      const act = { act: 'payment.give_back' as const, subject, amountCents, asked: {}, concerns };
      if (!(await approvals.mayBeDone(actor, act))) return payment;
      try {
        await refund({ key: keyOf(paymentId), paymentId, amountCents, from, reason });
      } catch (error) {
        // Whoever it was for has taken it in the same moment.
        if (!(error instanceof LedgerRefusal)) throw error;
        throw nothingToGiveBack('It has just been taken.');
      }
      await audit.record({
        ...{ actor, action: 'payment.given_back', subject, reason },
        detail: { amountCents, purpose: payment.purpose, subjectId: payment.subjectId },
      });
      return payment.reload();
    });

  return { giveBackPayment, isGivenBack };
}
