/** Takes in how a card dispute stands at the gateway: the books follow its money, and those above are told. */
import type { Platform } from '../../../platform/platform';
import { newId } from '../../../platform/kernel/ids';
import type { Ledger } from '../../ledger';
import type { CardDisputeRow, CardDisputeRows } from '../card-dispute.model';
import { type DisputedMoney, laterStatus, moneySteps, statusOf } from '../dispute.rules';
import type { GatewayDispute, GatewayEvent, PaymentGateway } from '../gateway';
import type { PaymentRow, PaymentRows } from '../payment.model';
import { paymentDisputeClosed, paymentDisputed } from '../payments.events';
import { factsOf } from './end-payment';
import type { Verdict } from './record-intent';

export type RecordDispute = ReturnType<typeof createRecordDispute>;

interface Deps {
  payments: PaymentRows;
  disputes: CardDisputeRows;
  ledger: Ledger;
}

export function createRecordDispute({ clock, outbox }: Platform, { payments, disputes, ledger }: Deps) {
  /** In a unit; may come any number of times and in any order. */
  return async function recordDispute(
    gateway: PaymentGateway['name'],
    told: GatewayDispute,
    { type }: Pick<GatewayEvent, 'type'>,
  ): Promise<Verdict> {
    const payment = await lockPaymentOf(told);
    if (!payment || payment.gateway !== gateway) {
      return { outcome: 'PARKED', reason: `No payment of ours goes with ${told.id}.` };
    }
    // The news of its success is still on its way: this one is kept, and tried again when that is here.
    if (payment.status !== 'SUCCEEDED')
      throw new Error(`Payment ${payment.id} is disputed before it succeeded.`);
    if (told.currency !== payment.currency || told.amount <= 0 || told.amount > payment.amountCents) {
      return { outcome: 'PARKED', reason: `${told.amount} ${told.currency} of the payment are disputed.` };
    }
    const dispute =
      (await disputes.findOne({ where: { gatewayDisputeId: told.id }, lock: true })) ??
      (await open(payment, told));
    if (dispute.amountCents !== told.amount) {
      return { outcome: 'PARKED', reason: `${dispute.amountCents} cents were disputed, now ${told.amount}.` };
    }
    await follow(dispute, payment, {
      status: laterStatus(dispute.status, statusOf(told)),
      withdrawn: type === 'charge.dispute.funds_withdrawn',
      reinstated: type === 'charge.dispute.funds_reinstated',
    });
    return { outcome: 'RECORDED' };
  };

  async function lockPaymentOf({ payment_intent: intentId }: GatewayDispute): Promise<PaymentRow | null> {
    if (!intentId) return null;
    return payments.findOne({ where: { gatewayPaymentId: intentId }, lock: true });
  }

  async function open(payment: PaymentRow, told: GatewayDispute): Promise<CardDisputeRow> {
    const now = clock.now();
    const dispute = await disputes.create({
      id: newId(),
      paymentId: payment.id,
      gateway: payment.gateway ?? '',
      gatewayDisputeId: told.id,
      amountCents: told.amount,
      reason: told.reason.slice(0, 60),
      status: 'OPEN',
      money: 'WITH_US',
      openedAt: now,
      updatedAt: now,
    });
    await outbox.emit(paymentDisputed, { ...newsOf(dispute, payment), reason: dispute.reason });
    return dispute;
  }

  async function follow(
    dispute: CardDisputeRow,
    payment: PaymentRow,
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
    await ledger.post(steps.map((step) => transferFor(dispute, step, before.money)));
    if (told.status !== 'OPEN' && told.status !== before.status) {
      await outbox.emit(paymentDisputeClosed, { ...newsOf(dispute, payment), outcome: told.status });
    }
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

const newsOf = (dispute: CardDisputeRow, payment: PaymentRow) => ({
  ...factsOf(payment),
  disputeId: dispute.id,
  disputedCents: dispute.amountCents,
});
