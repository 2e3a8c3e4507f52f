/** Payments at the sandbox gateway: cards end at once, bank debits after some days on the clock. */
import { UniqueConstraintError } from 'sequelize';
import type { Platform } from '../../../platform/platform';
import { GatewayRefusal, type PaymentOrder } from '../payment-gateway';
import { refuseAmount } from '../stripe/stripe-limits';
import type { StripeIntent } from '../stripe/stripe-shapes';
import type { SandboxCustomers } from './sandbox-customers';
import type { SandboxDisputes } from './sandbox-disputes';
import type { SandboxEvents } from './sandbox-events';
import { newSandboxId } from './sandbox-ids';
import { asIntent, type SandboxIntentRow, type SandboxIntentRows } from './sandbox.model';
import { BANK_DEBIT_SETTLES_AFTER_MS, failureOnPage, type TestMethod } from './test-methods.rules';

const SETTLE = 'sandbox.settle';

/** States in which Stripe lets a payment be canceled; a debit that is under way cannot be called back. */
const CANCELLABLE: StripeIntent['status'][] = [
  'requires_payment_method',
  'requires_confirmation',
  'requires_action',
  'requires_capture',
];

export function createSandboxPayments(
  { clock, config, database, queue }: Platform,
  {
    intents,
    events,
    testMethodOf,
    demandPayers,
    disputes,
  }: {
    intents: SandboxIntentRows;
    events: SandboxEvents;
    testMethodOf: SandboxCustomers['testMethodOf'];
    demandPayers: SandboxCustomers['demandPayers'];
    disputes: SandboxDisputes;
  },
) {
  queue.handle(SETTLE, { lane: 'gateway', runs: 'unit' }, async (payload) => {
    const { intentId } = payload as { intentId: string };
    const intent = await intents.findByPk(intentId, { lock: true });
    if (intent?.status === 'processing') await end(intent, await testMethodOf(intent.paymentMethodId));
  });

  async function createPayment(order: PaymentOrder): Promise<StripeIntent> {
    const { idempotencyKey, ...parameters } = order;
    const asked = JSON.stringify(parameters);
    const earlier = await intents.findOne({ where: { idempotencyKey } });
    if (earlier) return repeat(earlier, asked);
    const refused = refuseAmount(order.amountCents);
    if (refused) throw refused;
    await demandPayers(order.paymentMethodId, order.payerId);
    const testMethod = await testMethodOf(order.paymentMethodId);
    if (testMethod.method !== order.method) {
      throw new GatewayRefusal(
        'payment_intent_incompatible_payment_method',
        'The payment method is of another kind.',
      );
    }
    try {
      return await database.atomically(() => create(order, asked, testMethod));
    } catch (error) {
      // The same key twice in the same moment: the other one's payment is the answer.
      if (!(error instanceof UniqueConstraintError)) throw error;
      return repeat(await intents.findOne({ where: { idempotencyKey }, rejectOnEmpty: true }), asked);
    }
  }

  function repeat(earlier: SandboxIntentRow, asked: string): StripeIntent {
    if (earlier.parameters === asked) return asIntent(earlier);
    throw new GatewayRefusal('idempotency_error', 'This idempotency key was used with other parameters.');
  }

  async function create(order: PaymentOrder, asked: string, testMethod: TestMethod): Promise<StripeIntent> {
    const intent = await intents.create({
      id: newSandboxId('pi'),
      idempotencyKey: order.idempotencyKey,
      parameters: asked,
      amountCents: order.amountCents,
      amountReceivedCents: 0,
      currency: order.currency,
      paymentMethodId: order.paymentMethodId,
      status: 'processing',
      metadata: { paymentId: order.reference },
      reference: order.reference,
      createdAt: clock.now(),
    });
    if (testMethod.authenticates) {
      const authenticationUrl = `${config.siteUrl}/sandbox/payments/${intent.id}`;
      await intent.update({ status: 'requires_action', authenticationUrl });
      await events.tell('payment_intent.requires_action', asIntent(intent));
    } else if (testMethod.method === 'CARD') {
      await end(intent, testMethod);
    } else await debit(intent);
    return asIntent(intent);
  }

  async function debit(intent: SandboxIntentRow): Promise<void> {
    await intent.update({ status: 'processing' });
    await events.tell('payment_intent.processing', asIntent(intent));
    const runAt = clock.now() + BANK_DEBIT_SETTLES_AFTER_MS;
    await queue.enqueue(SETTLE, { intentId: intent.id }, { runAt });
  }

  async function end(
    intent: SandboxIntentRow,
    { failure, disputed }: Pick<TestMethod, 'failure' | 'disputed'>,
  ): Promise<void> {
    if (failure) {
      await intent.update({
        status: 'requires_payment_method',
        errorCode: failure.code,
        declineCode: failure.declineCode,
        errorMessage: failure.message,
      });
      return events.tell('payment_intent.payment_failed', asIntent(intent));
    }
    await intent.update({ status: 'succeeded', amountReceivedCents: intent.amountCents });
    await events.tell('payment_intent.succeeded', asIntent(intent));
    if (disputed) await disputes.expect(intent.id, disputed);
  }

  /** What comes of what the payer has done on the page. @throws resource_missing, payment_intent_unexpected_state */
  const authenticate = (id: string, passes: boolean): Promise<StripeIntent> =>
    database.atomically(async () => {
      const intent = await intents.findByPk(id, { lock: true });
      if (!intent) throw new GatewayRefusal('resource_missing', `No such payment: '${id}'.`);
      if (intent.status !== 'requires_action') {
        throw new GatewayRefusal('payment_intent_unexpected_state', `The payment is ${intent.status}.`);
      }
      const method = await testMethodOf(intent.paymentMethodId);
      if (passes && method.method === 'BANK_DEBIT') await debit(intent);
      else await end(intent, { ...method, failure: failureOnPage(method, passes) });
      return asIntent(intent);
    });

  async function retrievePayment(id: string): Promise<StripeIntent> {
    const intent = await intents.findByPk(id);
    if (!intent) throw new GatewayRefusal('resource_missing', `No such payment: '${id}'.`);
    return asIntent(intent);
  }

  async function findPayment(reference: string): Promise<StripeIntent | null> {
    const intent = await intents.findOne({ where: { reference } });
    return intent ? asIntent(intent) : null;
  }

  const cancelPayment = (id: string): Promise<StripeIntent> =>
    database.atomically(async () => {
      const intent = await intents.findByPk(id, { lock: true });
      if (!intent) throw new GatewayRefusal('resource_missing', `No such payment: '${id}'.`);
      if (CANCELLABLE.includes(intent.status)) {
        await intent.update({ status: 'canceled' });
        await events.tell('payment_intent.canceled', asIntent(intent));
      }
      return asIntent(intent);
    });

  return { createPayment, retrievePayment, findPayment, cancelPayment, authenticate };
}
