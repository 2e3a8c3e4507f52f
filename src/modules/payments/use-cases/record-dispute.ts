/** Takes in how a card dispute stands at the gateway: the books follow its money, and those above are told. */
import type { Platform } from '../../../platform/platform';
import { newId } from '../../../platform/kernel/ids';
import type { Ledger } from '../../ledger';
import type { CardDisputeRow, CardDisputeRows } from '../card-dispute.model';
import { type DisputedMoney, type DisputeStatus, laterStatus, moneySteps, statusOf } from '../dispute.rules';
import type { GatewayDispute, GatewayEvent, PaymentGateway } from '../gateway';
import type { InvoicePaymentRows } from '../invoice-payment.model';
import type { PaymentRow, PaymentRows } from '../payment.model';
import {
  invoiceDisputeClosed,
  invoiceDisputed,
  paymentDisputeClosed,
  paymentDisputed,
} from '../payments.events';
import { factsOf } from './end-payment';
import type { Verdict } from './record-intent';

export type RecordDispute = ReturnType<typeof createRecordDispute>;

interface Deps {
  payments: PaymentRows;
  invoicePayments: InvoicePaymentRows;
  disputes: CardDisputeRows;
  ledger: Ledger;
}

/** What is disputed: a payment of ours, or what paid an invoice, which the gateway made itself. */
type Disputed = { payment: PaymentRow; customerId: null } | { payment: null; customerId: string };

export function createRecordDispute(
  { clock, outbox }: Platform,
  { payments, invoicePayments, disputes, ledger }: Deps,
) {
  /** In a unit; may come any number of times and in any order. */
  return async function recordDispute(
    gateway: PaymentGateway['name'],
    told: GatewayDispute,
    { type }: Pick<GatewayEvent, 'type'>,
  ): Promise<Verdict> {
    const found = await lockDisputed(told);
    // The news of what is disputed may still be on its way: this one is kept, and tried again; in the end it is parked.
    if (found?.gateway !== gateway) throw new Error(`No payment of ours goes with ${told.id}.`);
    const { disputed, amountCents } = found;
    if (disputed.payment && disputed.payment.status !== 'SUCCEEDED') {
      throw new Error(`Payment ${disputed.payment.id} is disputed before it succeeded.`);
    }
    if (told.currency !== 'usd' || told.amount <= 0 || told.amount > amountCents) {
      return { outcome: 'PARKED', reason: `${told.amount} ${told.currency} of the payment are disputed.` };
    }
    const dispute =
      (await disputes.findOne({ where: { gatewayDisputeId: told.id }, lock: true })) ??
      (await open(gateway, disputed, told));
    if (dispute.amountCents !== told.amount) {
      return { outcome: 'PARKED', reason: `${dispute.amountCents} cents were disputed, now ${told.amount}.` };
    }
    await follow(dispute, disputed, {
      status: laterStatus(dispute.status, statusOf(told)),
      withdrawn: type === 'charge.dispute.funds_withdrawn',
      reinstated: type === 'charge.dispute.funds_reinstated',
    });
    return { outcome: 'RECORDED' };
  };

  async function lockDisputed({
    payment_intent: intentId,
  }: GatewayDispute): Promise<{ disputed: Disputed; gateway: string | null; amountCents: number } | null> {
    if (!intentId) return null;
    const payment = await payments.findOne({ where: { gatewayPaymentId: intentId }, lock: true });
    if (payment) {
      const { gateway, amountCents } = payment;
      return { disputed: { payment, customerId: null }, gateway, amountCents };
    }
    const paid = await invoicePayments.findByPk(intentId, { lock: true });
    if (!paid) return null;
    const { gateway, amountCents, customerId } = paid;
    return { disputed: { payment: null, customerId }, gateway, amountCents };
  }

  async function open(gateway: string, disputed: Disputed, told: GatewayDispute): Promise<CardDisputeRow> {
    const now = clock.now();
    const dispute = await disputes.create({
      id: newId(),
      paymentId: disputed.payment?.id ?? null,
      gateway,
      gatewayDisputeId: told.id,
      amountCents: told.amount,
      reason: told.reason.slice(0, 60),
      status: 'OPEN',
      money: 'WITH_US',
      openedAt: now,
      updatedAt: now,
    });
    const { id: disputeId, amountCents: disputedCents, reason } = dispute;
    const { payment, customerId } = disputed;
    await (payment
      ? outbox.emit(paymentDisputed, { ...factsOf(payment), disputeId, disputedCents, reason })
      : outbox.emit(invoiceDisputed, { customerId, disputeId, disputedCents, reason }));
    return dispute;
  }

  async function close(dispute: CardDisputeRow, disputed: Disputed, outcome: 'WON' | 'LOST'): Promise<void> {
    const { id: disputeId, amountCents: disputedCents } = dispute;
    const { payment, customerId } = disputed;
    await (payment
      ? outbox.emit(paymentDisputeClosed, { ...factsOf(payment), disputeId, disputedCents, outcome })
      : outbox.emit(invoiceDisputeClosed, { customerId, disputeId, disputedCents, outcome }));
  }

  async function follow(
    dispute: CardDisputeRow,
    disputed: Disputed,
    told: Parameters<typeof moneySteps>[1],
  ): Promise<void> {
    const before = { money: dispute.money, status: dispute.status };
    const steps = moneySteps(before.money, told);
    const now = clock.now();
    await dispute.update({
      status: told.status,
      money: steps.at(-1) ?? dispute.money,
      updatedAt: now,
      endedAt: told.status === 'OPEN' ? null : (dispute.endedAt ?? now),
    });
    if (disputed.payment) await chargeBack(disputed.payment, dispute.amountCents, before.status, told.status);
    await ledger.post(steps.map((step) => transferFor(dispute, step, before.money)));
    if (told.status !== 'OPEN' && told.status !== before.status) await close(dispute, disputed, told.status);
  }

  /** On the locked payment: what the bank gave the payer is not his to get from us as well. */
  async function chargeBack(
    payment: PaymentRow,
    amountCents: number,
    before: DisputeStatus,
    now: DisputeStatus,
  ): Promise<void> {
    if (before === now || (before !== 'LOST' && now !== 'LOST')) return;
    const change = now === 'LOST' ? amountCents : -amountCents;
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
