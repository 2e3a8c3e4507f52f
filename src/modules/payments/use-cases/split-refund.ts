/** What else an admin does with a refund that reaches nobody as it is: parts it, takes it back, or books that it was paid twice. */
import { refuseOwnThing } from '../../../platform/http/own-thing';
import { notFound } from '../../../platform/http/problem';
import type { UserActor } from '../../../platform/kernel/actor';
import { newId } from '../../../platform/kernel/ids';
import { describeError } from '../../../platform/kernel/logger';
import { GatewayRefusal, gatewayUnavailable, type PaymentGateway } from '../../gateway';
import { refundTakenBack } from '../payments.events';
import { refundNotWaiting } from '../payments.problems';
import type { RefundRow } from '../refund.model';
import { paidTransferId, refundReference } from '../refund.rules';
import type { RecordRefund } from './record-refund';
import type { PaymentsContext } from '../payments.context';
import type { AuditAction } from '../../audit';

/** What leaves room for what makes it unique. */
const KEY_OF_WHOLE_MAX = 140;

const WAITS_FOR_ADMIN = ['NEEDS_ATTENTION', 'AWAITING_WIRE'];

/**
 * In a unit, on the locked refund: it keeps this much, and the rest is a refund of its own that waits as the whole did.
 * Answers the rest; null where there is none. What the gateway says of the whole from now on is old news.
 */
export function createSplit({ platform: { clock }, models: { refunds }, ledger }: PaymentsContext) {
  return async function part(refund: RefundRow, keepCents: number): Promise<RefundRow | null> {
    const restCents = refund.amountCents - keepCents;
    if (restCents <= 0) return null;
    const id = newId();
    const now = clock.now();
    const rest = await refunds.create({
      ...{ id, refundKey: `${refund.refundKey.slice(0, KEY_OF_WHOLE_MAX)}:part:${id}` },
      ...{ paymentId: refund.paymentId, gateway: refund.gateway, amountCents: restCents },
      ...{ partedFromId: refund.id, fromAccount: refund.fromAccount, reason: refund.reason },
      ...{ status: refund.status, failureReason: refund.failureReason, attempt: 1, checkAt: null },
      ...{ requestedAt: refund.requestedAt, updatedAt: now },
    });
    await refund.update({
      ...{ amountCents: keepCents, partedCents: refund.partedCents + restCents },
      ...{ attempt: refund.attempt + 1, gatewayRefundId: null, updatedAt: now },
    });
    await ledger.post([
      {
        id: `refund:${id}:requested`,
        ...{ debit: `refunds:${refund.id}`, credit: `refunds:${id}`, amount: restCents, unit: 'USD' },
        ...{ reason: 'A part of a refund', subject: { type: 'refund', id } },
      },
    ]);
    return rest;
  };
}

export function createSplitRefund(context: PaymentsContext, recordRefund: Pick<RecordRefund, 'factsOf'>) {
  const { platform, models, ledger, audit, approvals, gateways, parties } = context;
  const { clock, database, events, log } = platform;
  const { payments, refunds } = models;
  const part = createSplit(context);

  async function lock(actor: UserActor, refundId: string): Promise<RefundRow> {
    const refund = await refunds.findByPk(refundId, { lock: true });
    if (!refund) throw notFound('There is no such refund.');
    const payment = await payments.findByPk(refund.paymentId, { rejectOnEmpty: true });
    refuseOwnThing(actor, ...(await parties.partiesOf(payment)));
    return refund;
  }

  /** The payment first, as everywhere: what is given back of it changes with the refund. */
  async function lockWithPayment(actor: UserActor, refundId: string) {
    const known = await refunds.findByPk(refundId, { attributes: ['paymentId'] });
    if (!known) throw notFound('There is no such refund.');
    const payment = await payments.findByPk(known.paymentId, { lock: true, rejectOnEmpty: true });
    return { payment, refund: await lock(actor, refundId) };
  }

  async function mayBeDone(
    actor: UserActor,
    { id, paymentId, amountCents }: RefundRow,
    act: 'part' | 'take_back' | 'book_loss',
    asked: Record<string, number>,
  ): Promise<boolean> {
    const { payerId } = await payments.findByPk(paymentId, { rejectOnEmpty: true });
    const subject = { type: 'refund', id };
    return approvals.mayBeDone(actor, {
      ...{ act: `refund.${act}`, subject, amountCents, asked, concerns: [payerId] },
    });
  }

  const record = (actor: UserActor, action: AuditAction, id: string, reason: string, detail: object) =>
    audit.record({ actor, action, subject: { type: 'refund', id }, reason, detail: { ...detail } });

  /** In two, so that each goes its own way. Above the limit two admins say so: two halves may be below it. */
  const splitRefund = (
    actor: UserActor,
    refundId: string,
    { amountCents, reason }: { amountCents: number; reason: string },
  ): Promise<RefundRow> =>
    database.atomically(async () => {
      const refund = await lock(actor, refundId);
      if (!WAITS_FOR_ADMIN.includes(refund.status))
        throw refundNotWaiting('Only a refund that waits for an administrator is parted.');
      if (amountCents >= refund.amountCents)
        throw refundNotWaiting('A part is less than the refund. Leave something for the other part.');
      if (!(await mayBeDone(actor, refund, 'part', { amountCents }))) return refund;
      const rest = await part(refund, amountCents);
      await record(actor, 'refund.parted', refundId, reason, { amountCents, restId: rest?.id ?? null });
      return refund;
    });

  /** Back into the deal that it came from, which divides it anew. */
  const takeBackRefund = (actor: UserActor, refundId: string, reason: string): Promise<RefundRow> =>
    database.atomically(async () => {
      const { payment, refund } = await lockWithPayment(actor, refundId);
      const { id, amountCents, fromAccount } = refund;
      if (refund.status === 'TAKEN_BACK') return refund;
      if (!WAITS_FOR_ADMIN.includes(refund.status))
        throw refundNotWaiting('This refund has reached the payer, or the gateway is carrying it out.');
      if (!fromAccount.startsWith('escrow:'))
        throw refundNotWaiting('This money is the payer’s alone: wire it, or try the gateway again.');
      if (!(await mayBeDone(actor, refund, 'take_back', { amountCents }))) return refund;
      const now = clock.now();
      await payment.update({ refundedCents: payment.refundedCents - amountCents, updatedAt: now });
      await refund.update({ status: 'TAKEN_BACK', checkAt: null, updatedAt: now, endedAt: now });
      await ledger.post([
        {
          id: `refund:${id}:taken_back`,
          ...{ debit: `refunds:${id}`, credit: fromAccount, amount: amountCents, unit: 'USD' },
          ...{ reason: 'The refund was taken back', subject: { type: 'refund', id } },
        },
      ]);
      await events.emit(refundTakenBack, { ...(await recordRefund.factsOf(refund)), reason });
      await record(actor, 'refund.taken_back', id, reason, { amountCents });
      return refund;
    });

  /**
   * Outside of units. The gateway has paid what was settled past it as well: that money is lost to the platform, until the
   * payer gives it back. The gateway is asked, so that nothing is booked that did not happen.
   */
  async function bookRefundLoss(actor: UserActor, refundId: string, reason: string): Promise<RefundRow> {
    const refund = await refunds.findByPk(refundId);
    if (!refund) throw notFound('There is no such refund.');
    const payment = await payments.findByPk(refund.paymentId, { rejectOnEmpty: true });
    refuseOwnThing(actor, ...(await parties.partiesOf(payment)));
    const gateway = gateways.find(refund.gateway);
    if (!gateway) throw refundNotWaiting('It did not go through a gateway that is configured here.');
    const attempt = await findPaidTwice(gateway, payment.gatewayPaymentId ?? '', refund);
    return database.atomically(async () => {
      const locked = await lock(actor, refundId);
      const { id, amountCents, bankReference, status } = locked;
      const isSettledPast = bankReference !== null || status === 'TAKEN_BACK';
      if (attempt === null || !isSettledPast)
        throw refundNotWaiting('The gateway has paid nothing for this refund that is not booked.');
      if (!(await mayBeDone(actor, locked, 'book_loss', { attempt }))) return locked;
      await ledger.post([
        {
          id: paidTransferId(id, attempt),
          ...{ debit: 'expense:chargebacks', credit: `gateway:${gateway.name}`, amount: amountCents },
          ...{ unit: 'USD', reason: 'A refund was paid twice', subject: { type: 'refund', id } },
        },
      ]);
      await record(actor, 'refund.loss_booked', id, reason, { amountCents, attempt });
      return locked;
    });
  }

  async function findPaidTwice(
    gateway: PaymentGateway,
    gatewayPaymentId: string,
    { id, amountCents, attempt: last }: RefundRow,
  ): Promise<number | null> {
    const attempts = Array.from({ length: last }, (_, before) => last - before);
    const booked = await ledger.findTransfers(attempts.map((attempt) => paidTransferId(id, attempt)));
    const made = await ask(() => gateway.listRefunds(gatewayPaymentId));
    const isPaid = (attempt: number) =>
      made.some(
        ({ reference, status, amountCents: cents }) =>
          reference === refundReference(id, attempt) && status === 'SUCCEEDED' && cents === amountCents,
      );
    return attempts.find((each) => !booked.has(paidTransferId(id, each)) && isPaid(each)) ?? null;
  }

  async function ask<Made>(call: () => Promise<Made[]>): Promise<Made[]> {
    try {
      return await call();
    } catch (error) {
      if (error instanceof GatewayRefusal) return [];
      log.error('the payment gateway did not answer', { error: describeError(error) });
      throw gatewayUnavailable('Try again in a moment: nothing is booked yet.', { retryAfterSeconds: 10 });
    }
  }

  return { splitRefund, takeBackRefund, bookRefundLoss };
}
