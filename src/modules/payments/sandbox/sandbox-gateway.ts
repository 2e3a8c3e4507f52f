/** A payment gateway within the house that behaves like Stripe in test mode; no money moves. */
import type { Platform } from '../../../platform/platform';
import type { GatewayDispute, PaymentGateway } from '../gateway';
import { inBatches } from '../in-batches';
import { readSignedEvent } from '../read-event';
import { createSandboxCheckouts } from './sandbox-checkouts';
import { createSandboxConnect } from './sandbox-connect';
import { createSandboxCustomers } from './sandbox-customers';
import { createSandboxDisputes } from './sandbox-disputes';
import { createSandboxEvents, type Deliver } from './sandbox-events';
import { asIntent, asRefund, defineSandboxIntents, defineSandboxRefunds } from './sandbox.model';
import { createSandboxObjects } from './sandbox-objects';
import { createSandboxPayments } from './sandbox-payments';
import { createSandboxRefunds } from './sandbox-refunds';
import { createSandboxSubscriptions } from './sandbox-subscriptions';
import { sandboxRoutes } from './sandbox.routes';

export function createSandboxGateway(platform: Platform, deliver: Deliver): PaymentGateway {
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
  const givingBack = createSandboxRefunds(platform, { intents, refunds, events, testMethodOf });
  const subscriptions = createSandboxSubscriptions(platform, { objects, events, customers });
  const checkouts = createSandboxCheckouts(platform, {
    objects,
    events,
    customers,
    subscriptions,
  });
  const connect = createSandboxConnect(platform, { objects, events });
  platform.serve(
    'Sandbox',
    sandboxRoutes({ ...checkouts, ...connect, ...payments, payInvoice: subscriptions.payOnPage }),
  );

  /** Stands where another gateway's network would: a call from inside a unit would hold locks while it waits. */
  const afar =
    <Arguments extends unknown[], Result>(call: (...given: Arguments) => Promise<Result>) =>
    (...given: Arguments): Promise<Result> => {
      if (database.insideUnit()) throw new Error('A gateway is not called inside a unit of work.');
      return call(...given);
    };

  const afarAll = <Calls extends object>(calls: Calls): Calls =>
    Object.fromEntries(
      Object.entries(calls).map(([name, call]) => [
        name,
        name.startsWith('readAll') ? call : afar(call as () => Promise<unknown>),
      ]),
    ) as Calls;

  return {
    name: 'sandbox',
    createPayment: afar(payments.createPayment),
    retrievePayment: afar(payments.retrievePayment),
    findPayment: afar(payments.findPayment),
    cancelPayment: afar(payments.cancelPayment),
    createRefund: afar(givingBack.createRefund),
    retrieveRefund: afar(givingBack.retrieveRefund),
    findRefund: afar(givingBack.findRefund),

    billing: afarAll({ ...customers, ...subscriptions, ...checkouts }),
    connect: afarAll(connect.gateway),

    verifyWebhook: (rawBody, signatureHeader) =>
      readSignedEvent(rawBody, signatureHeader, [config.SANDBOX_WEBHOOK_SECRET], clock.now()),

    readUndelivered: events.readUndelivered,
    readAllDisputes: () => objects.readAll<GatewayDispute>('dispute'),
    async *readAllPayments() {
      for await (const rows of inBatches(intents)) yield rows.map(asIntent);
    },
    async *readAllRefunds() {
      for await (const rows of inBatches(refunds)) yield rows.map(asRefund);
    },
  };
}
