/** What an admin does with a refund by hand: its wire, the return of that, another try, or the word that a bank has paid it. */
import type { Platform } from '../../../platform/platform';
import { notFound } from '../../../platform/http/problem';
import type { UserActor } from '../../../platform/kernel/actor';
import { redactText } from '../../../platform/kernel/redact';
import type { Audit } from '../../audit';
import type { Ledger } from '../../ledger';
import type { CardDisputeRow, CardDisputeRows } from '../card-dispute.model';
import type { PaymentRows } from '../payment.model';
import type { Present } from '../payment.view';
import { refundSucceeded } from '../payments.events';
import { nothingFromBank, refundNotWaiting } from '../payments.problems';
import type { RefundView, WireReturned } from '../payments.schema';
import type { RefundRow, RefundRows } from '../refund.model';
import { REFUND_CHECK_AFTER_MS } from '../refund.rules';
import type { RecordRefund } from './record-refund';
import { REFUND_AT_GATEWAY } from './refund-payment';
import { type SentWires, type Settled, WIRE_CAME_BACK } from './sent-wires';

interface Deps {
  payments: PaymentRows;
  refunds: RefundRows;
  disputes: CardDisputeRows;
  ledger: Ledger;
  sent: SentWires;
  audit: Audit;
  recordRefund: RecordRefund;
  present: Present;
}

export function createMendRefund(
  { clock, database, outbox, queue }: Platform,
  { payments, refunds, disputes, ledger, sent, audit, recordRefund, present }: Deps,
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
      await sent.send(settledOf(refund), reference);
      await markPaid(refund, reference);
      await outbox.emit(refundSucceeded, await recordRefund.factsOf(refund));
      await audit.record({
        actor,
        action: 'refund.wire_confirmed',
        subject: { type: 'refund', id: refund.id },
        detail: { amountCents: refund.amountCents, reference },
      });
      return present.refund(refund);
    });

  /** Paid past the gateway. */
  function markPaid(refund: RefundRow, reference: string): Promise<RefundRow> {
    const now = clock.now();
    return refund.update({
      status: 'SUCCEEDED',
      bankReference: reference,
      checkAt: null,
      updatedAt: now,
      endedAt: now,
    });
  }

  /** The bank has sent the wire back: the payer is owed the money again. The same return told again is the same. */
  const takeWireBack = (
    actor: UserActor,
    refundId: string,
    { reason, ...back }: WireReturned,
  ): Promise<RefundView> =>
    database.atomically(async () => {
      const refund = await lock(refundId);
      if (!(await sent.comeBack(settledOf(refund), back))) return present.refund(refund);
      await recordRefund.fail(refund, redactText(reason ?? WIRE_CAME_BACK), { bankReference: null });
      await audit.record({
        actor,
        action: 'refund.wire_returned',
        subject: { type: 'refund', id: refund.id },
        ...(reason === undefined ? {} : { reason }),
        detail: { wiredCents: refund.amountCents, ...back },
      });
      return present.refund(refund);
    });

  /** Asks the gateway once more, as a new refund there. */
  const retryRefund = (actor: UserActor, refundId: string): Promise<RefundView> =>
    database.atomically(async () => {
      const refund = await lock(refundId);
      if (refund.status !== 'NEEDS_ATTENTION') {
        throw refundNotWaiting('Only a refund that the gateway could not carry out is tried again.');
      }
      const payment = await payments.findByPk(refund.paymentId, { rejectOnEmpty: true });
      if (payment.method === 'WIRE') throw refundNotWaiting('What came by wire goes back by wire.');
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

  /**
   * The bank of the payer has given him the money in a dispute that was lost, so it is owed no more. What the house lost
   * to the bank it does not pay a second time. One dispute settles one refund.
   */
  const settleByBank = (actor: UserActor, refundId: string): Promise<RefundView> =>
    database.atomically(async () => {
      const paymentId = (await refunds.findByPk(refundId))?.paymentId ?? '';
      // Of two refunds at once the second sees that the dispute has been used.
      await payments.findByPk(paymentId, { lock: true });
      const refund = await lock(refundId);
      const { id, amountCents } = refund;
      const lost = await disputes.findAll({
        where: { paymentId, status: 'LOST' },
        order: [['openedAt', 'ASC']],
      });
      const isSettled = lost.some(({ gatewayDisputeId }) => gatewayDisputeId === refund.bankReference);
      if (refund.status === 'SUCCEEDED' && isSettled) return present.refund(refund);
      if (refund.status !== 'NEEDS_ATTENTION')
        throw refundNotWaiting(
          'Only a refund that the gateway could not carry out may have been paid by a bank.',
        );
      const dispute = await findUnused(lost, amountCents);
      if (!dispute) throw nothingFromBank('No card dispute over this payment was lost for as much.');
      await ledger.post([
        {
          id: `refund:${id}:settled_by_bank`,
          debit: `refunds:${id}`,
          credit: 'expense:chargebacks',
          amount: amountCents,
          unit: 'USD',
          reason: 'Given to the payer by his bank',
          subject: { type: 'refund', id },
        },
      ]);
      await markPaid(refund, dispute.gatewayDisputeId);
      await outbox.emit(refundSucceeded, await recordRefund.factsOf(refund));
      await audit.record({
        actor,
        action: 'refund.settled_by_bank',
        subject: { type: 'refund', id },
        detail: { amountCents, gatewayDisputeId: dispute.gatewayDisputeId },
      });
      return present.refund(refund);
    });

  async function findUnused(lost: CardDisputeRow[], amountCents: number): Promise<CardDisputeRow | null> {
    for (const dispute of lost) {
      const { gatewayDisputeId: bankReference } = dispute;
      if (dispute.amountCents < amountCents) continue;
      if ((await refunds.count({ where: { bankReference } })) === 0) return dispute;
    }
    return null;
  }

  return { confirmWireBack, takeWireBack, retryRefund, settleByBank };
}

const settledOf = ({ id, amountCents }: RefundRow): Settled => ({ settles: 'refund', id, amountCents });
