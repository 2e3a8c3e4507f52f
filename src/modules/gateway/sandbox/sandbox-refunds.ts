/** Refunds at the sandbox gateway: at once, after some days, or failing after they had seemed to succeed. */
import { Op, UniqueConstraintError } from 'sequelize';
import type { Platform } from '../../../platform/platform';
import { GatewayRefusal, type RefundOrder } from '../payment-gateway';
import type { StripeRefund } from '../stripe/stripe-shapes';
import type { SandboxDisputes } from './sandbox-disputes';
import type { SandboxEvents } from './sandbox-events';
import { newSandboxId } from './sandbox-ids';
import {
  asRefund,
  type SandboxIntentRows,
  type SandboxRefundRow,
  type SandboxRefundRows,
} from './sandbox.model';
import { REFUND_SETTLES_AFTER_MS, type TestMethod } from './test-methods.rules';

const SETTLE_REFUND = 'sandbox.settle_refund';

interface Deps {
  intents: SandboxIntentRows;
  refunds: SandboxRefundRows;
  events: SandboxEvents;
  testMethodOf: (paymentMethodId: string) => Promise<TestMethod>;
  isDisputed: SandboxDisputes['isDisputed'];
}

export function createSandboxRefunds(
  { clock, database, queue }: Platform,
  { intents, refunds, events, testMethodOf, isDisputed }: Deps,
) {
  queue.handle(SETTLE_REFUND, { lane: 'gateway', runs: 'unit' }, async (payload) => {
    const { refundId } = payload as { refundId: string };
    const refund = await refunds.findByPk(refundId, { lock: true });
    if (refund?.status === 'pending') {
      await refund.update({ status: 'succeeded' });
      await events.tell('refund.updated', asRefund(refund));
    } else if (refund?.status === 'succeeded') {
      await refund.update({ status: 'failed', failureReason: 'expired_or_canceled_card' });
      await events.tell('refund.failed', asRefund(refund));
    }
  });

  async function createRefund(order: RefundOrder): Promise<StripeRefund> {
    const { idempotencyKey, ...parameters } = order;
    const asked = JSON.stringify(parameters);
    const earlier = await refunds.findOne({ where: { idempotencyKey } });
    if (earlier) return repeat(earlier, asked);
    try {
      return await database.atomically(() => create(order, asked));
    } catch (error) {
      // The same key twice in the same moment: the other one's refund is the answer.
      if (!(error instanceof UniqueConstraintError)) throw error;
      return repeat(await refunds.findOne({ where: { idempotencyKey }, rejectOnEmpty: true }), asked);
    }
  }

  function repeat(earlier: SandboxRefundRow, asked: string): StripeRefund {
    if (earlier.parameters === asked) return asRefund(earlier);
    throw new GatewayRefusal('idempotency_error', 'This idempotency key was used with other parameters.');
  }

  async function create(order: RefundOrder, asked: string): Promise<StripeRefund> {
    const intent = await intents.findByPk(order.paymentId, { lock: true });
    if (!intent) throw new GatewayRefusal('resource_missing', `No such payment: '${order.paymentId}'.`);
    const refundedCents = await refunds.sum('amountCents', {
      where: { paymentIntentId: intent.id, status: { [Op.notIn]: ['failed', 'canceled'] } },
    });
    if (order.amountCents > intent.amountReceivedCents - (refundedCents ?? 0)) {
      throw new GatewayRefusal(
        'charge_already_refunded',
        'The refund is greater than what is left of the payment.',
      );
    }
    if (await isDisputed(intent.id))
      throw new GatewayRefusal('charge_disputed', 'The charge has been charged back.');
    const behavior = (await testMethodOf(intent.paymentMethodId)).refunds;
    const refund = await refunds.create({
      id: newSandboxId('re'),
      idempotencyKey: order.idempotencyKey,
      parameters: asked,
      paymentIntentId: intent.id,
      amountCents: order.amountCents,
      currency: intent.currency,
      status: behavior === 'LATER' ? 'pending' : 'succeeded',
      metadata: { refundAttempt: order.reference },
      reference: order.reference,
      createdAt: clock.now(),
    });
    await events.tell('refund.created', asRefund(refund));
    if (behavior !== 'AT_ONCE') {
      const runAt = clock.now() + REFUND_SETTLES_AFTER_MS;
      await queue.enqueue(SETTLE_REFUND, { refundId: refund.id }, { runAt });
    }
    return asRefund(refund);
  }

  async function retrieveRefund(id: string): Promise<StripeRefund> {
    const refund = await refunds.findByPk(id);
    if (!refund) throw new GatewayRefusal('resource_missing', `No such refund: '${id}'.`);
    return asRefund(refund);
  }

  const listRefunds = async (paymentIntentId: string): Promise<StripeRefund[]> =>
    (await refunds.findAll({ where: { paymentIntentId } })).map(asRefund);

  return { createRefund, retrieveRefund, listRefunds };
}
