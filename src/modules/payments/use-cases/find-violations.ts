/** Everything that `reconcile` asks of payments. */
import { proveEach } from '../../../platform/db/find-unreadable';
import type { Violation } from '../../../platform/kernel/violation';
import { createFindDisputeViolations } from './find-dispute-violations';
import { createFindPaymentViolations } from './find-payment-violations';
import { createFindRefundViolations } from './find-refund-violations';
import { createFindSentWireViolations } from './find-sent-wire-violations';
import { createFindWireViolations } from './find-wire-violations';
import type { UnassignedMoney } from './unassigned-money';
import type { PaymentsContext } from '../payments.context';

export function createFindViolations(
  context: PaymentsContext,
  unassigned: Pick<UnassignedMoney, 'findViolations'>,
) {
  const proofs = {
    'payments.payments': createFindPaymentViolations(context),
    'payments.refunds': createFindRefundViolations(context),
    'payments.wires': createFindWireViolations(context),
    'payments.sent_wires': createFindSentWireViolations(context),
    'payments.disputes': createFindDisputeViolations(context),
    'payments.unassigned': unassigned.findViolations,
  };
  return (): Promise<Violation[]> => proveEach(proofs);
}
