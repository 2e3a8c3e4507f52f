/** An admin has seen the wire in the bank's books: the payment succeeds. */
import { UniqueConstraintError } from 'sequelize';
import type { Platform } from '../../../platform/platform';
import { notFound } from '../../../platform/http/problem';
import type { Actor } from '../../../platform/kernel/actor';
import { dollars } from '../../../platform/kernel/money';
import type { Audit } from '../../audit';
import type { PaymentRows } from '../payment.model';
import type { Present } from '../payment.view';
import { amountMismatch, bankReferenceUsed, notAWire, paymentEnded } from '../payments.problems';
import type { PaymentView } from '../payments.schema';
import type { EndPayment } from './end-payment';

export interface WireArrived {
  /** Exactly what the bank has booked. */
  amountCents: number;
  /** What the bank calls it; one wire confirms one payment. */
  reference: string;
}

export function createConfirmWire(
  { database }: Platform,
  {
    payments,
    end,
    audit,
    present,
  }: { payments: PaymentRows; end: EndPayment; audit: Audit; present: Present },
) {
  /**
   * Joins the unit. A wire for a payment that was given up is booked as well, and told as late.
   *
   * @throws not_found, not_a_wire, payment_ended, amount_mismatch, bank_reference_used
   */
  return (actor: Actor, paymentId: string, { amountCents, reference }: WireArrived): Promise<PaymentView> =>
    database.atomically(async () => {
      const payment = await payments.findByPk(paymentId, { lock: true });
      if (!payment) throw notFound('There is no such payment.');
      if (payment.method !== 'WIRE') throw notAWire('Cards and bank debits are confirmed by the gateway.');
      if (amountCents !== payment.amountCents) {
        throw amountMismatch(`${dollars(payment.amountCents)} is due, ${dollars(amountCents)} was received.`);
      }
      if (payment.status === 'SUCCEEDED') {
        if (payment.bankReference === reference) return present.payment(payment);
        throw paymentEnded('This wire was confirmed before, with another bank reference.');
      }
      if (await payments.findOne({ attributes: ['id'], where: { bankReference: reference } })) {
        throw usedReference();
      }
      try {
        await end.succeed(payment, 'bank:wire', { bankReference: reference });
      } catch (error) {
        // Two admins confirm two payments with one wire in the same moment.
        throw error instanceof UniqueConstraintError ? usedReference() : error;
      }
      await audit.record({
        actor,
        action: 'payment.wire_confirmed',
        subject: { type: 'payment', id: payment.id },
        detail: { amountCents, reference },
      });
      return present.payment(payment);
    });
}

const usedReference = () => bankReferenceUsed('One wire confirms one payment. Check the reference.');
