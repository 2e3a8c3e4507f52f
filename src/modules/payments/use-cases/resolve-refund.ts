/** What an admin does with a refund by hand: its wire, the return of that, another try, or the word that a bank has paid it. */
import { refuseOwnThing } from '../../../platform/http/own-thing';
import { notFound } from '../../../platform/http/problem';
import type { UserActor } from '../../../platform/kernel/actor';
import { redactText } from '../../../platform/kernel/redact';
import type { MoneyAct } from '../../approvals';
import type { CardDisputeRow } from '../card-dispute.model';
import { refundSucceeded } from '../payments.events';
import { nothingFromBank, refundNotWaiting } from '../payments.problems';
import type { RefundWireSent, WireReturned } from '../payments.schema';
import type { RefundRow } from '../refund.model';
import { REFUND_CHECK_AFTER_MS } from '../refund.rules';
import { createSplit } from './split-refund';
import type { RecordRefund } from './record-refund';
import { REFUND_AT_GATEWAY } from './refund-payment';
import { refuseAnotherSum, type SentWires, type Settled, WIRE_CAME_BACK } from './sent-wires';
import type { PaymentsContext } from '../payments.context';

/** Owed, and not sent. */
const WAITS: readonly RefundRow['status'][] = ['NEEDS_ATTENTION', 'AWAITING_WIRE'];

export function createResolveRefund(
  context: PaymentsContext,
  { sent, recordRefund }: { sent: SentWires; recordRefund: RecordRefund },
) {
  const { platform, models, ledger, audit, approvals, parties } = context;
  const { clock, database, events, queue } = platform;
  const { payments, refunds, disputes } = models;
  const part = createSplit(context);

  async function lock(actor: UserActor, refundId: string): Promise<RefundRow> {
    const refund = await refunds.findByPk(refundId, { lock: true });
    if (!refund) throw notFound('There is no such refund.');
    const payment = await payments.findByPk(refund.paymentId, { rejectOnEmpty: true });
    refuseOwnThing(actor, ...(await parties.partiesOf(payment)));
    return refund;
  }

  /** Whether it takes no second admin, or this is the second. */
  async function mayBeDone(
    actor: UserActor,
    { id, paymentId, amountCents }: RefundRow,
    act: 'confirm_wire' | 'wire_returned' | 'settle_by_bank' | 'retry',
    asked: MoneyAct['asked'],
  ): Promise<boolean> {
    const { payerId } = await payments.findByPk(paymentId, { rejectOnEmpty: true });
    const subject = { type: 'refund', id };
    return approvals.mayBeDone(actor, {
      act: `refund.${act}`,
      subject,
      amountCents,
      asked,
      concerns: [payerId],
    });
  }

  /** Records that the money was sent back by wire; `reference` is what the bank calls it. */
  const confirmRefundWire = (
    actor: UserActor,
    refundId: string,
    { reference, amountCents, paidTwice }: RefundWireSent,
  ): Promise<RefundRow> =>
    database.atomically(async () => {
      const refund = await lock(actor, refundId);
      if (refund.status === 'SUCCEEDED' && refund.bankReference === reference) return refund;
      if (!mayBeWired(refund)) {
        throw refundNotWaiting('This refund is finished, or the gateway is carrying it out.');
      }
      refuseAnotherSum(refund.amountCents, amountCents);
      if (!paidTwice) await refuseWhatBankPays(refund);
      const asked = { reference, ...(paidTwice ? { paidTwice } : {}) };
      if (!(await mayBeDone(actor, refund, 'confirm_wire', asked))) return refund;
      await sent.send(settledOf(refund), reference);
      await markPaid(refund, reference);
      await events.emit(refundSucceeded, await recordRefund.factsOf(refund));
      await audit.record({
        actor,
        action: 'refund.wire_confirmed',
        subject: { type: 'refund', id: refund.id },
        detail: { amountCents: refund.amountCents, reference },
      });
      return refund;
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

  /** The bank has sent the wire back: the payer is owed the money again. Recording the same return again changes nothing. */
  const recordWireReturn = (
    actor: UserActor,
    refundId: string,
    { reason, ...back }: WireReturned,
  ): Promise<RefundRow> =>
    database.atomically(async () => {
      const refund = await lock(actor, refundId);
      const asked = { reference: back.reference, amountCents: back.amountCents ?? null };
      if (await sent.isReturnBooked(settledOf(refund), back)) return refund;
      if (!(await mayBeDone(actor, refund, 'wire_returned', asked))) return refund;
      await sent.recordReturn(settledOf(refund), back);
      await recordRefund.fail(refund, redactText(reason ?? WIRE_CAME_BACK), { bankReference: null });
      await audit.record({
        actor,
        action: 'refund.wire_returned',
        subject: { type: 'refund', id: refund.id },
        ...(reason === undefined ? {} : { reason }),
        detail: { wiredCents: refund.amountCents, ...back },
      });
      return refund;
    });

  /** Asks the gateway once more, as a new refund there. */
  const retryRefund = (actor: UserActor, refundId: string): Promise<RefundRow> =>
    database.atomically(async () => {
      const refund = await lock(actor, refundId);
      if (refund.status !== 'NEEDS_ATTENTION') {
        throw refundNotWaiting('Only a refund that the gateway could not carry out is tried again.');
      }
      const payment = await payments.findByPk(refund.paymentId, { rejectOnEmpty: true });
      if (payment.method === 'WIRE') throw refundNotWaiting('What came by wire goes back by wire.');
      await refuseWhatBankPays(refund);
      if (!(await mayBeDone(actor, refund, 'retry', { attempt: refund.attempt }))) return refund;
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
      return refund;
    });

  /**
   * The payer's bank has given the money back in a dispute that we lost, so it is owed no more. What we lost
   * to the bank it does not pay a second time. Where it gave less, the rest is owed as a refund of its own.
   */
  const settleByBank = (actor: UserActor, refundId: string): Promise<RefundRow> =>
    database.atomically(async () => {
      const paymentId = (await refunds.findByPk(refundId))?.paymentId ?? '';
      // Of two refunds at once the second sees that the dispute has been used.
      await payments.findByPk(paymentId, { lock: true });
      const refund = await lock(actor, refundId);
      const { id } = refund;
      const lost = await disputes.findAll({
        where: { paymentId, status: 'LOST' },
        order: [['openedAt', 'ASC']],
      });
      const isSettled = lost.some(({ gatewayDisputeId }) => gatewayDisputeId === refund.bankReference);
      if (refund.status === 'SUCCEEDED' && isSettled) return refund;
      if (refund.status !== 'NEEDS_ATTENTION')
        throw refundNotWaiting(
          'Only a refund that the gateway could not carry out may have been paid by a bank.',
        );
      const unused = await findUnused(lost);
      if (!unused) throw nothingFromBank('No card dispute over this payment was lost and settles no other.');
      const { dispute, unusedCents } = unused;
      const { gatewayDisputeId } = dispute;
      const amountCents = Math.min(refund.amountCents, unusedCents);
      if (!(await mayBeDone(actor, refund, 'settle_by_bank', { gatewayDisputeId, amountCents })))
        return refund;
      const rest = await part(refund, amountCents);
      await ledger.post([
        {
          id: `refund:${id}:settled_by_bank:${dispute.id}`,
          debit: `refunds:${id}`,
          credit: 'expense:chargebacks',
          amount: amountCents,
          unit: 'USD',
          reason: 'Given back by the payer’s bank',
          subject: { type: 'refund', id },
        },
      ]);
      await markPaid(refund, dispute.gatewayDisputeId);
      await events.emit(refundSucceeded, await recordRefund.factsOf(refund));
      await audit.record({
        actor,
        action: 'refund.settled_by_bank',
        subject: { type: 'refund', id },
        detail: { amountCents, gatewayDisputeId, ...(rest ? { restId: rest.id } : {}) },
      });
      return refund;
    });

  /**
   * Asked when the money goes. What the payer's bank has taken back for them, or has taken until it decides, is not sent as
   * well: so much of what is owed stays.
   */
  async function refuseWhatBankPays({ id, paymentId }: RefundRow): Promise<void> {
    const taken = await disputes.findAll({ where: { paymentId, status: ['OPEN', 'LOST'] } });
    if (taken.length === 0) return;
    const payment = await payments.findByPk(paymentId, { rejectOnEmpty: true });
    const all = await refunds.findAll({ where: { paymentId } });
    const settledBy = new Set(taken.map(({ gatewayDisputeId }) => gatewayDisputeId));
    const sum = (rows: readonly { amountCents: number }[]) =>
      rows.reduce((cents, { amountCents }) => cents + amountCents, 0);
    const byBankCents =
      sum(taken) - sum(all.filter(({ bankReference }) => settledBy.has(bankReference ?? '')));
    const notAskedForCents = (payment.amountReceivedCents ?? 0) - payment.refundedCents;
    const staysCents = sum(all.filter((each) => each.id !== id && WAITS.includes(each.status)));
    if (byBankCents <= notAskedForCents + staysCents) return;
    const isOpen = taken.some(({ status }) => status === 'OPEN');
    throw refundNotWaiting(
      isOpen
        ? 'The payer’s bank has taken this payment back until it decides in a card dispute: wait for that.'
        : 'The payer’s bank has given this money back in a card dispute: settle-by-bank books that.',
    );
  }

  /** The first that gave back more than the refunds that it settled, with how much more. */
  async function findUnused(
    lost: CardDisputeRow[],
  ): Promise<{ dispute: CardDisputeRow; unusedCents: number } | null> {
    for (const dispute of lost) {
      const { gatewayDisputeId: bankReference, paymentId } = dispute;
      const settled = await refunds.findAll({ where: { paymentId: paymentId ?? '', bankReference } });
      const usedCents = settled.reduce((sum, { amountCents }) => sum + amountCents, 0);
      const unusedCents = dispute.amountCents - usedCents;
      if (unusedCents > 0) return { dispute, unusedCents };
    }
    return null;
  }

  return { confirmRefundWire, recordWireReturn, retryRefund, settleByBank };
}

/** One that the gateway has refused, and will be asked for again, has made nothing there. */
const mayBeWired = ({ status, failureReason, gatewayRefundId }: RefundRow): boolean =>
  status === 'AWAITING_WIRE' ||
  status === 'NEEDS_ATTENTION' ||
  (status === 'REQUESTED' && failureReason !== null && gatewayRefundId === null);

const settledOf = ({ id, amountCents }: RefundRow): Settled => ({ settles: 'refund', id, amountCents });
