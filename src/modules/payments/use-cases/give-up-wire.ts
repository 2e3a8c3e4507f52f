/** An admin gives up a wire that does not come, or comes only in part; what has come of it goes back. */
import { inWords } from '../../../platform/kernel/in-words';
import { refuseOwnThing } from '../../../platform/http/own-thing';
import { notFound } from '../../../platform/http/problem';
import type { UserActor } from '../../../platform/kernel/actor';
import type { PaymentRow } from '../payment.model';
import { isOpen } from '../payment.rules';
import { notAWire, paymentEnded } from '../payments.problems';
import type { CancelPayment } from './cancel-payment';
import type { PaymentsContext } from '../payments.context';

export function createGiveUpWire(
  { platform, models, audit, parties }: PaymentsContext,
  cancel: CancelPayment['cancel'],
) {
  const { database } = platform;
  const { payments } = models;

  /** The payer may then pay anew, in any way. */
  return (actor: UserActor, paymentId: string, reason: string): Promise<PaymentRow> =>
    database.atomically(async () => {
      const payment = await payments.findByPk(paymentId, { lock: true });
      if (!payment) throw notFound('There is no such payment.');
      refuseOwnThing(actor, ...(await parties.partiesOf(payment)));
      if (payment.method !== 'WIRE') throw notAWire('Cards and bank debits end at the gateway.');
      if (!isOpen(payment.status))
        throw paymentEnded(
          `This payment is ${inWords(payment.status)} already; nothing is left to give up. To return what came, refund it.`,
        );
      await cancel(payment, reason);
      await audit.record({
        actor,
        action: 'payment.wire_given_up',
        subject: { type: 'payment', id: payment.id },
        detail: { reason, returnedCents: payment.wiredCents },
      });
      return payment;
    });
}
