/** What the receipt of a payment says, for its payer and admins. */
import { notFound } from '../../../platform/http/problem';
import { isAdmin, type UserActor } from '../../../platform/kernel/actor';
import type { Days } from '../../../platform/paper/days';
import type { User } from '../../identity';
import type { Payment } from '../../payments';
import type { BillingContext } from '../billing.context';
import { paymentNotReceived } from '../billing.problems';

export interface Receipt {
  payment: Payment;
  receivedCents: number;
  receivedAt: number;
  description: string;
  payer: User;
  /** Of the payer. */
  days: Days;
}

export const createReadReceipt =
  ({ identity, payments }: BillingContext) =>
  /** A payment that is somebody else's looks like one that does not exist. @throws not_found, payment_not_received */
  async (actor: UserActor, paymentId: string): Promise<Receipt> => {
    const payment = await payments.getPayment(paymentId);
    if (payment.payerId !== actor.userId && !isAdmin(actor)) throw notFound('There is no such payment.');
    const { amountReceivedCents: receivedCents, endedAt: receivedAt } = payment;
    if (payment.status !== 'SUCCEEDED' || receivedCents === null || receivedAt === null) {
      throw paymentNotReceived('There is a receipt once the money is here.');
    }
    const known = await payments.listForSubject(payment.subjectId);
    const description = known.find(({ id }) => id === paymentId)?.description ?? payment.purpose;
    const payer = await identity.getUser(payment.payerId);
    const days = await identity.daysOf(payment.payerId);
    return { payment, receivedCents, receivedAt, description, payer, days };
  };
