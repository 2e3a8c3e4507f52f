/** What an admin does with a refund that waits for a person: record the wire that went out, or try the gateway again. */
import { UniqueConstraintError } from 'sequelize';
import type { Platform } from '../../../platform/platform';
import { notFound } from '../../../platform/http/problem';
import type { UserActor } from '../../../platform/kernel/actor';
import type { Audit } from '../../audit';
import type { Ledger } from '../../ledger';
import type { Present } from '../payment.view';
import { refundSucceeded } from '../payments.events';
import { bankReferenceUsed, refundNotWaiting } from '../payments.problems';
import type { RefundView } from '../payments.schema';
import type { RefundRow, RefundRows } from '../refund.model';
import { REFUND_CHECK_AFTER_MS } from '../refund.rules';
import type { RecordRefund } from './record-refund';
import { REFUND_AT_GATEWAY } from './refund-payment';

interface Deps {
  refunds: RefundRows;
  ledger: Ledger;
  audit: Audit;
  recordRefund: RecordRefund;
  present: Present;
}

export function createMendRefund(
  { clock, database, outbox, queue }: Platform,
  { refunds, ledger, audit, recordRefund, present }: Deps,
) {
  async function lock(refundId: string): Promise<RefundRow> {
    const refund = await refunds.findByPk(refundId, { lock: true });
    if (!refund) throw notFound('There is no such refund.');
    return refund;
  }

  /** Records that the money was sent back by wire; `reference` is what the bank calls it. */
  const confirmWireBack = (actor: UserActor, refundId: string, reference: string): Promise<RefundView> =>
    database.atomically(async () => {
      const refund = await lock(refundId);
      if (refund.status === 'SUCCEEDED' && refund.bankReference === reference) return present.refund(refund);
      if (refund.status !== 'AWAITING_WIRE' && refund.status !== 'NEEDS_ATTENTION') {
        throw refundNotWaiting('This refund is finished, or the gateway is carrying it out.');
      }
      await markWired(refund, reference);
      await ledger.post([
        {
          id: `refund:${refund.id}:wired`,
          debit: `refunds:${refund.id}`,
          credit: 'bank:wire',
          amount: refund.amountCents,
          unit: 'USD',
          reason: 'Refund sent by wire',
          subject: { type: 'refund', id: refund.id },
        },
      ]);
      await outbox.emit(refundSucceeded, await recordRefund.factsOf(refund));
      await audit.record({
        actor,
        action: 'refund.wire_confirmed',
        subject: { type: 'refund', id: refund.id },
        detail: { amountCents: refund.amountCents, reference },
      });
      return present.refund(refund);
    });

  async function markWired(refund: RefundRow, reference: string): Promise<void> {
    const now = clock.now();
    try {
      await refund.update({
        status: 'SUCCEEDED',
        bankReference: reference,
        checkAt: null,
        updatedAt: now,
        endedAt: now,
      });
    } catch (error) {
      if (!(error instanceof UniqueConstraintError)) throw error;
      throw bankReferenceUsed('One wire settles one refund. Check the reference.');
    }
  }

  /** Asks the gateway once more, as a new refund there. */
  const retryRefund = (actor: UserActor, refundId: string): Promise<RefundView> =>
    database.atomically(async () => {
      const refund = await lock(refundId);
      if (refund.status !== 'NEEDS_ATTENTION') {
        throw refundNotWaiting('Only a refund that the gateway could not carry out is tried again.');
      }
      const now = clock.now();
      await refund.update({
        status: 'REQUESTED',
        attempt: refund.attempt + 1,
        gatewayRefundId: null,
        failureReason: null,
        checkAt: now + REFUND_CHECK_AFTER_MS,
        updatedAt: now,
      });
      await queue.enqueue(REFUND_AT_GATEWAY, { refundId: refund.id });
      await audit.record({
        actor,
        action: 'refund.retried',
        subject: { type: 'refund', id: refund.id },
        detail: { attempt: refund.attempt },
      });
      return present.refund(refund);
    });

  return { confirmWireBack, retryRefund };
}
