/** Everything that `reconcile` asks of payments. */
import type { Violation } from '../../../platform/kernel/violation';
import { createFindDisputeViolations } from './find-dispute-violations';
import { createFindPaymentViolations } from './find-payment-violations';
import { createFindRefundViolations } from './find-refund-violations';
import { createFindSentWireViolations } from './find-sent-wire-violations';
import { createFindWireViolations } from './find-wire-violations';
import type { PaymentsContext } from '../payments.context';

export function createFindViolations(context: PaymentsContext) {
  const findPaymentViolations = createFindPaymentViolations(context);
  const findRefundViolations = createFindRefundViolations(context);
  const findWireViolations = createFindWireViolations(context);
  const findSentWireViolations = createFindSentWireViolations(context);
  const findDisputeViolations = createFindDisputeViolations(context);

  return async (): Promise<Violation[]> => [
    ...(await findPaymentViolations()),
    ...(await findRefundViolations()),
    ...(await findWireViolations()),
    ...(await findSentWireViolations()),
    ...(await findDisputeViolations()),
  ];
}
