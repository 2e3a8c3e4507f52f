/** Takes in how a card dispute stands at the gateway: the books follow its money, and modules above get an event. */
import { sumInWords } from '../../gateway';
import { dollars } from '../../../platform/kernel/money';
import { newId } from '../../../platform/kernel/ids';
import type { CardDisputeRow } from '../card-dispute.model';
import { type DisputedMoney, type DisputeStatus, laterStatus, moneySteps } from '../dispute.rules';
import type { Booking, GatewayDispute, Movement, NewsByKind, Verdict } from '../../gateway';
import type { PaymentRow } from '../payment.model';
import {
  invoiceDisputeClosed,
  invoiceDisputed,
  paymentDisputeClosed,
  paymentDisputed,
} from '../payments.events';
import { factsOf } from './end-payment';
import type { RecordRefund } from './record-refund';
import type { PaymentsContext } from '../payments.context';

/** What is disputed: a payment of ours, or what paid an invoice, which the gateway made itself. */
type Disputed =
  | { payment: PaymentRow; customerId: null; gatewayInvoiceId: null }
  | { payment: null; customerId: string; gatewayInvoiceId: string | null };

/** Null where it says nothing of its money. */
export function disputeMoved({
  id,
  money,
  status,
  amountCents,
  currency,
}: NewsByKind['dispute.changed']): Movement | null {
  if (money === null && status === 'OPEN') return null;
  const isOut = money === 'WITHDRAWN' || (money === null && status === 'LOST');
  return { objectId: id, outCents: isOut ? amountCents : 0, isDollars: currency === 'usd' };
}

export function createRecordDispute(
  { platform, models, ledger }: PaymentsContext,
  recordRefund: Pick<RecordRefund, 'fail'>,
) {
  const { clock, events } = platform;
  const { payments, invoicePayments, disputes, refunds } = models;

  /** In a unit; may come any number of times and in any order. */
  return async function recordDispute(
    gateway: string,
    told: NewsByKind['dispute.changed'],
    booking?: Booking,
  ): Promise<Verdict> {
    const asIs = booking?.as === 'AS_IT_CAME';
    const reported = asIs ? await asBooked(gateway, told, booking) : told;
    const { paymentId } = reported;
    if (!paymentId) return { outcome: 'PARKED', reason: 'It does not say which payment is disputed.' };
    const found = await lockDisputed(gateway, paymentId);
    // The news of what is disputed may still be on its way.
    if (!found || (found.disputed.payment && found.disputed.payment.status !== 'SUCCEEDED')) {
      return { outcome: 'WAITING', reason: `${paymentId} has not succeeded here yet.`, paymentId };
    }
    const { disputed, amountCents } = found;
    if (!disputed.payment && disputed.gatewayInvoiceId === null)
      return {
        outcome: 'WAITING',
        reason: `Which invoice ${paymentId} has paid is not known yet.`,
        paymentId,
      };
    const isTooMuch = reported.amountCents > amountCents && !asIs && !(await isKnown(gateway, reported));
    if (reported.currency !== 'usd' || reported.amountCents <= 0 || isTooMuch) {
      return {
        outcome: 'PARKED',
        reason: `${sumInWords(reported.amountCents, reported.currency)} of the payment is disputed.`,
      };
    }
    const known = await disputes.findOne({
      where: { gateway, gatewayDisputeId: reported.id },
      lock: true,
    });
    if (!known && reported.isInquiry && reported.money === null)
      return keepInquiry(gateway, disputed, reported);
    const dispute = known ?? (await open(gateway, disputed, reported));
    if (dispute.amountCents !== reported.amountCents && asIs) await adjust(dispute, reported.amountCents);
    if (dispute.amountCents !== reported.amountCents) {
      return {
        outcome: 'PARKED',
        reason: `${dollars(dispute.amountCents)} was disputed, now ${dollars(reported.amountCents)}.`,
      };
    }
    await noteAnswer(dispute, reported);
    await follow(dispute, disputed, {
      status: laterStatus(dispute.status, reported.status),
      withdrawn: reported.money === 'WITHDRAWN',
      reinstated: reported.money === 'REINSTATED',
    });
    return { outcome: 'RECORDED' };
  };

  /** Of the payment that two admins named, and in dollars. */
  async function asBooked(
    gateway: string,
    told: NewsByKind['dispute.changed'],
    { subjectId, amountCents }: Booking,
  ): Promise<NewsByKind['dispute.changed']> {
    const named = subjectId ? await payments.findOne({ where: { id: subjectId, gateway } }) : null;
    const inDollars = told.currency !== 'usd' && amountCents !== null ? { currency: 'usd', amountCents } : {};
    return { ...told, ...inDollars, paymentId: named?.gatewayPaymentId ?? told.paymentId };
  }

  async function isKnown(
    gateway: string,
    { id: gatewayDisputeId, amountCents }: GatewayDispute,
  ): Promise<boolean> {
    return (await disputes.count({ where: { gateway, gatewayDisputeId, amountCents } })) > 0;
  }

  /** The bank disputes another sum than before: what it holds of ours follows, and nothing else has moved yet. */
  async function adjust(dispute: CardDisputeRow, amountCents: number): Promise<void> {
    if (dispute.status !== 'OPEN') return;
    const more = amountCents - dispute.amountCents;
    const [clearing, gateway] = [`disputes:${dispute.id}`, `gateway:${dispute.gateway}`];
    const [debit, credit] = more > 0 ? [clearing, gateway] : [gateway, clearing];
    const subject = { type: 'card_dispute', id: dispute.id };
    if (dispute.money === 'WITHDRAWN') {
      // Numbered, for it may go back to a sum that it had before.
      const prefix = `dispute:${dispute.id}:adjusted:`;
      const before = (await ledger.listTransfers(subject)).filter(({ id }) => id.startsWith(prefix)).length;
      await ledger.post([
        {
          ...{ id: `${prefix}${before + 1}`, debit, credit, amount: Math.abs(more), unit: 'USD' },
          ...{ reason: 'The bank disputes another sum', subject },
        },
      ]);
    }
    await dispute.update({ amountCents });
  }

  /** News may overtake each other: what lies with the bank is asked for again only by an appeal, which comes after an end. */
  async function noteAnswer(dispute: CardDisputeRow, reported: GatewayDispute): Promise<void> {
    const { isAnswered, evidenceDueAt } = reported;
    const asksAnew = isAnswered === false && dispute.endedAt !== null && reported.status === 'OPEN';
    const answeredAt = isAnswered
      ? (dispute.answeredAt ?? clock.now())
      : asksAnew
        ? null
        : dispute.answeredAt;
    await dispute.update({ answeredAt, evidenceDueAt: evidenceDueAt ?? dispute.evidenceDueAt });
  }

  async function lockDisputed(
    at: string,
    disputedId: string,
  ): Promise<{ disputed: Disputed; amountCents: number } | null> {
    const where = { gateway: at, gatewayPaymentId: disputedId };
    const payment = await payments.findOne({ where, lock: true });
    if (payment) {
      const disputed = { payment, customerId: null, gatewayInvoiceId: null };
      return { disputed, amountCents: payment.amountCents };
    }
    const paid = await invoicePayments.findOne({ where: { gateway: at, id: disputedId }, lock: true });
    if (!paid) return null;
    const { amountCents, customerId, gatewayInvoiceId } = paid;
    return { disputed: { payment: null, customerId, gatewayInvoiceId }, amountCents };
  }

  /** The bank asks before it takes anything: nothing is held for that, and nobody told that money is gone. */
  async function keepInquiry(
    gateway: string,
    disputed: Disputed,
    reported: GatewayDispute,
  ): Promise<Verdict> {
    if (reported.status === 'OPEN') return { outcome: 'KNOWN' };
    const dispute = await create(gateway, disputed, reported);
    await dispute.update({ status: reported.status, endedAt: clock.now() });
    return { outcome: 'RECORDED' };
  }

  function create(gateway: string, disputed: Disputed, reported: GatewayDispute): Promise<CardDisputeRow> {
    const now = clock.now();
    return disputes.create({
      id: newId(),
      paymentId: disputed.payment?.id ?? null,
      gateway,
      gatewayDisputeId: reported.id,
      amountCents: reported.amountCents,
      reason: reported.reason.slice(0, 60),
      status: 'OPEN',
      money: 'WITH_US',
      openedAt: now,
      updatedAt: now,
    });
  }

  async function open(
    gateway: string,
    disputed: Disputed,
    reported: GatewayDispute,
  ): Promise<CardDisputeRow> {
    const dispute = await create(gateway, disputed, reported);
    const { id: disputeId, amountCents: disputedCents, reason } = dispute;
    const { payment, customerId, gatewayInvoiceId } = disputed;
    const invoice = { gateway, customerId: customerId ?? '', gatewayInvoiceId };
    await (payment
      ? events.emit(paymentDisputed, { ...factsOf(payment), disputeId, disputedCents, reason })
      : events.emit(invoiceDisputed, { ...invoice, disputeId, disputedCents, reason }));
    return dispute;
  }

  async function close(dispute: CardDisputeRow, disputed: Disputed, outcome: 'WON' | 'LOST'): Promise<void> {
    const { id: disputeId, amountCents: disputedCents } = dispute;
    const { payment, customerId, gatewayInvoiceId } = disputed;
    const invoice = { gateway: dispute.gateway, customerId: customerId ?? '', gatewayInvoiceId };
    await (payment
      ? events.emit(paymentDisputeClosed, { ...factsOf(payment), disputeId, disputedCents, outcome })
      : events.emit(invoiceDisputeClosed, { ...invoice, disputeId, disputedCents, outcome }));
  }

  async function follow(
    dispute: CardDisputeRow,
    disputed: Disputed,
    reported: Parameters<typeof moneySteps>[1],
  ): Promise<void> {
    const before = { money: dispute.money, status: dispute.status };
    const steps = moneySteps(before.money, reported);
    const now = clock.now();
    await dispute.update({
      status: reported.status,
      money: steps.at(-1) ?? dispute.money,
      updatedAt: now,
      endedAt: reported.status === 'OPEN' ? null : (dispute.endedAt ?? now),
    });
    if (disputed.payment)
      await chargeBack(disputed.payment, dispute.amountCents, before.status, reported.status);
    await ledger.post(steps.map((step) => transferFor(dispute, step, before.money)));
    if (before.status === 'LOST' && reported.status === 'WON') await oweAgain(dispute);
    if (reported.status !== 'OPEN' && reported.status !== before.status)
      await close(dispute, disputed, reported.status);
  }

  /** The bank has decided otherwise: what it had given the payer, and so had settled a refund, the payer is owed anew. */
  async function oweAgain({ id, gatewayDisputeId: bankReference, paymentId }: CardDisputeRow): Promise<void> {
    if (paymentId === null) return;
    const settled = await refunds.findAll({ where: { paymentId, bankReference }, lock: true });
    for (const refund of settled) {
      await ledger.post([
        {
          id: `refund:${refund.id}:owed_again:${id}`,
          debit: 'expense:chargebacks',
          credit: `refunds:${refund.id}`,
          amount: refund.amountCents,
          unit: 'USD',
          reason: 'The payer’s bank took it back',
          subject: { type: 'refund', id: refund.id },
        },
      ]);
      await recordRefund.fail(refund, 'The payer’s bank has taken back what it had given.', {
        bankReference: null,
      });
    }
  }

  /** On the locked payment: what the bank gave back to the payer is not refunded by us as well. */
  async function chargeBack(
    payment: PaymentRow,
    amountCents: number,
    before: DisputeStatus,
    now: DisputeStatus,
  ): Promise<void> {
    if (before === now || (before !== 'LOST' && now !== 'LOST')) return;
    // A bank may take more than was paid, as where rates of exchange have moved: that is the platform's.
    const ofPayment = Math.min(amountCents, payment.amountCents);
    const change = now === 'LOST' ? ofPayment : -ofPayment;
    await payment.update({ chargedBackCents: payment.chargedBackCents + change, updatedAt: clock.now() });
  }

  function transferFor(
    dispute: CardDisputeRow,
    step: Exclude<DisputedMoney, 'WITH_US'>,
    before: DisputedMoney,
  ) {
    const clearing = `disputes:${dispute.id}`;
    const gateway = `gateway:${dispute.gateway}`;
    const ways = {
      WITHDRAWN: { debit: clearing, credit: gateway, reason: 'Withdrawn by the payer’s bank' },
      REINSTATED: {
        debit: gateway,
        credit: before === 'LOST' ? 'expense:chargebacks' : clearing,
        reason: 'Reinstated by the payer’s bank',
      },
      LOST: { debit: 'expense:chargebacks', credit: clearing, reason: 'Lost to the payer’s bank' },
    };
    return {
      id: `dispute:${dispute.id}:${step.toLowerCase()}`,
      ...ways[step],
      amount: dispute.amountCents,
      unit: 'USD' as const,
      subject: { type: 'card_dispute', id: dispute.id },
    };
  }
}
