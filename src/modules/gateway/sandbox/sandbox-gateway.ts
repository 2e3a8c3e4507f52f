/** A built-in payment gateway that behaves like Stripe in test mode; no money moves. */
import { allRowsOf } from '../../../platform/db/keyset';
import { walk } from '../../../platform/db/walk';
import { SECOND_MS } from '../../../platform/kernel/clock';
import type { Platform } from '../../../platform/platform';
import type { GatewayConfig } from '../gateway.config';
import { badSignature } from '../gateway.problems';
import type { PaymentGateway } from '../payment-gateway';
import {
  toAccount,
  toCheckout,
  toCustomer,
  toDispute,
  toInvoice,
  toOnboardingLink,
  toPayment,
  toRefund,
  toSavedMethod,
  toSetup,
  toSubscription,
  toTransfer,
} from '../stripe/from-stripe';
import type { OnUnreadable } from '../payment-gateway';
import { readRows } from '../stripe/read-rows';
import { parseEvent, readStripeEvent } from '../stripe/stripe-events';
import { STRIPE_LIMITS } from '../stripe/stripe-limits';
import { createSandboxCheckouts } from './sandbox-checkouts';
import { createSandboxCustomers } from './sandbox-customers';
import { createSandboxDisputes } from './sandbox-disputes';
import { createSandboxEvents, type Deliver } from './sandbox-events';
import { createSandboxObjects } from './sandbox-objects';
import { createSandboxPayments } from './sandbox-payments';
import { createSandboxPayouts } from './sandbox-payouts';
import { createSandboxRefunds } from './sandbox-refunds';
import { findSignatureFault, SIGNATURE_FAULTS } from './sandbox-signature.rules';
import { createSandboxSubscriptions } from './sandbox-subscriptions';
import { asIntent, asRefund, defineSandboxIntents, defineSandboxRefunds } from './sandbox.model';
import { sandboxPages } from './sandbox-pages';
import { sandboxRoutes } from './sandbox.routes';

export function createSandboxGateway(platform: Platform<GatewayConfig>, deliver: Deliver): PaymentGateway {
  const { clock, config, database } = platform;
  const intents = defineSandboxIntents(database);
  const refunds = defineSandboxRefunds(database);
  const events = createSandboxEvents(platform, deliver);
  const objects = createSandboxObjects(platform);
  const customers = createSandboxCustomers(platform, { objects, events });
  const { demandPayers, testMethodOf } = customers;
  const disputes = createSandboxDisputes(platform, { objects, events, intents });
  const payments = createSandboxPayments(platform, {
    ...{ intents, events, testMethodOf, demandPayers, disputes },
  });
  const { isDisputed } = disputes;
  const refunding = createSandboxRefunds(platform, { intents, refunds, events, testMethodOf, isDisputed });
  const subscriptions = createSandboxSubscriptions(platform, { objects, events, customers });
  const checkouts = createSandboxCheckouts(platform, { objects, events, customers, subscriptions });
  const paying = createSandboxPayouts(platform, { objects, events });
  const byHand = { ...checkouts, ...paying, ...payments, payInvoice: subscriptions.payOnPage };
  platform.serve('Sandbox', sandboxRoutes(byHand));
  platform.showPages(sandboxPages(byHand, { find: objects.get, findPayment: payments.retrievePayment }));

  /**
   * Stands where another gateway's network would: a call from inside a unit would hold locks while it waits. The answer
   * is in the shapes of Stripe, and is read as Stripe's would be.
   */
  const remote =
    <Given extends unknown[], Answer, Read>(
      call: (...given: Given) => Promise<Answer>,
      read: (answer: Answer) => Read,
    ) =>
    async (...given: Given): Promise<Read> => {
      if (database.insideUnit()) throw new Error('A gateway is not called inside a unit of work.');
      return read(await call(...given));
    };

  const orNull =
    <Read>(read: (object: unknown) => Read) =>
    (object: unknown): Read | null =>
      object === null ? null : read(object);

  const each =
    <Read>(read: (object: unknown) => Read) =>
    (objectsThere: unknown[]): Read[] =>
      objectsThere.map(read);

  const readAll = <Row, Read>(batches: () => AsyncGenerator<Row[]>, read: (row: Row) => Read) =>
    async function* (onUnreadable?: OnUnreadable): AsyncGenerator<Read[]> {
      for await (const batch of batches()) yield readRows(batch, read, onUnreadable);
    };

  return {
    name: 'sandbox',
    limits: STRIPE_LIMITS,
    createPayment: remote(payments.createPayment, toPayment),
    retrievePayment: remote(payments.retrievePayment, toPayment),
    findPayment: remote(payments.findPayment, orNull(toPayment)),
    cancelPayment: remote(payments.cancelPayment, toPayment),
    createRefund: remote(refunding.createRefund, toRefund),
    retrieveRefund: remote(refunding.retrieveRefund, toRefund),
    listRefunds: remote(refunding.listRefunds, each(toRefund)),

    billing: {
      createCustomer: remote(customers.createCustomer, toCustomer),
      retrieveCustomer: remote(customers.retrieveCustomer, orNull(toCustomer)),
      findCustomer: remote(customers.findCustomer, orNull(toCustomer)),
      updateCustomer: remote(customers.updateCustomer, toCustomer),
      deleteCustomer: remote(subscriptions.deleteCustomer, () => undefined),
      createSetupIntent: remote(customers.createSetupIntent, toSetup),
      retrieveSetupIntent: remote(customers.retrieveSetupIntent, toSetup),
      attachMethod: remote(customers.attachMethod, toSavedMethod),
      listMethods: remote(customers.listMethods, each(toSavedMethod)),
      detachMethod: remote(customers.detachMethod, toSavedMethod),
      createCheckout: remote(checkouts.createCheckout, toCheckout),
      createSubscription: remote(subscriptions.createSubscription, toSubscription),
      changeSubscription: remote(subscriptions.changeSubscription, toSubscription),
      cancelSubscription: remote(subscriptions.cancelSubscription, toSubscription),
      resumeSubscription: remote(subscriptions.resumeSubscription, toSubscription),
      changeSubscriptionMethod: remote(subscriptions.changeSubscriptionMethod, toSubscription),
      retrieveSubscription: remote(subscriptions.retrieveSubscription, toSubscription),
      findSubscription: remote(subscriptions.findSubscription, orNull(toSubscription)),
      listInvoices: remote(subscriptions.listInvoices, each(toInvoice)),
      payInvoice: remote(subscriptions.payInvoice, toInvoice),
      readAllSubscriptions: readAll(subscriptions.readAllSubscriptions, toSubscription),
      readAllPaidInvoices: readAll(subscriptions.readAllPaidInvoices, toInvoice),
    },

    // Verification has a page of its own for who tries it.
    identity: null,

    payouts: {
      createAccount: remote(paying.calls.createAccount, toAccount),
      retrieveAccount: remote(paying.calls.retrieveAccount, toAccount),
      createOnboardingLink: remote(paying.calls.createOnboardingLink, toOnboardingLink),
      createTransfer: remote(paying.calls.createTransfer, toTransfer),
      retrieveTransfer: remote(paying.calls.retrieveTransfer, toTransfer),
      findTransfer: remote(paying.calls.findTransfer, orNull(toTransfer)),
      reverseTransfer: remote(paying.calls.reverseTransfer, toTransfer),
      readAllTransfers: readAll(paying.calls.readAllTransfers, toTransfer),
    },

    verifyWebhook(rawBody, header) {
      const now = Math.floor(clock.now() / SECOND_MS);
      const fault = findSignatureFault(
        ...([rawBody, header('stripe-signature'), [config.SANDBOX_WEBHOOK_SECRET], now] as const),
      );
      if (fault) throw badSignature(SIGNATURE_FAULTS[fault]);
      return parseEvent(rawBody);
    },
    readEvent: (payload) => readStripeEvent(payload, { isLive: false }),
    readUndelivered: events.readUndelivered,

    readAllDisputes: readAll(() => objects.readAll('dispute'), toDispute),
    readAllPayments: readAll(
      () => walk(allRowsOf(intents)),
      (row) => toPayment(asIntent(row)),
    ),
    readAllRefunds: readAll(
      () => walk(allRowsOf(refunds)),
      (row) => toRefund(asRefund(row)),
    ),
  };
}
