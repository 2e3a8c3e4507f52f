/** An admin gives up a wire that does not come, or comes only in part; what has come of it goes back. */
import type { Platform } from '../../../platform/platform';
import { notFound } from '../../../platform/http/problem';
import type { UserActor } from '../../../platform/kernel/actor';
import type { Audit } from '../../audit';
import type { PaymentRows } from '../payment.model';
import { isOpen } from '../payment.rules';
import type { Present } from '../payment.view';
import { notAWire, paymentEnded } from '../payments.problems';
import type { AdminPaymentView } from '../payments.schema';
import type { CancelPayment } from './cancel-payment';

interface Deps {
  payments: PaymentRows;
  cancel: CancelPayment['cancel'];
  audit: Audit;
  present: Present;
}

export function createGiveUpWire({ database }: Platform, { payments, cancel, audit, present }: Deps) {
  /** The payer may then pay anew, in any way. */
  return (actor: UserActor, paymentId: string, reason: string): Promise<AdminPaymentView> =>
    database.atomically(async () => {
      const payment = await payments.findByPk(paymentId, { lock: true });
      if (!payment) throw notFound('There is no such payment.');
      if (payment.method !== 'WIRE') throw notAWire('Cards and bank debits end at the gateway.');
      if (!isOpen(payment.status)) throw paymentEnded(`This payment is ${payment.status} already.`);
      await cancel(payment, reason);
      await audit.record({
        actor,
        action: 'payment.wire_given_up',
        subject: { type: 'payment', id: payment.id },
        detail: { reason, returnedCents: payment.wiredCents },
      });
      return present.adminPayment(await payment.reload());
    });
}
