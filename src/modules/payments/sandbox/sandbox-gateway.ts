/** A payment gateway within the house that behaves like Stripe in test mode; no money moves. */
import type { Platform } from '../../../platform/platform';
import { GatewayEvent, type PaymentGateway } from '../gateway';
import { inBatches } from '../in-batches';
import { badSignature } from '../payments.problems';
import { findSignatureFault } from '../webhook-signature.rules';
import { createSandboxEvents, type Deliver } from './sandbox-events';
import { asIntent, asRefund, defineSandboxIntents, defineSandboxRefunds } from './sandbox.model';
import { createSandboxPayments } from './sandbox-payments';
import { createSandboxRefunds } from './sandbox-refunds';

export function createSandboxGateway(platform: Platform, deliver: Deliver): PaymentGateway {
  const { clock, config, database } = platform;
  const intents = defineSandboxIntents(database);
  const refunds = defineSandboxRefunds(database);
  const events = createSandboxEvents(platform, deliver);
  const payments = createSandboxPayments(platform, { intents, events });
  const givingBack = createSandboxRefunds(platform, { intents, refunds, events });

  /** Stands where another gateway's network would: a call from inside a unit would hold locks while it waits. */
  const afar =
    <Arguments extends unknown[], Result>(call: (...given: Arguments) => Promise<Result>) =>
    (...given: Arguments): Promise<Result> => {
      if (database.insideUnit()) throw new Error('A gateway is not called inside a unit of work.');
      return call(...given);
    };

  return {
    name: 'sandbox',
    createPayment: afar(payments.createPayment),
    retrievePayment: afar(payments.retrievePayment),
    findPayment: afar(payments.findPayment),
    cancelPayment: afar(payments.cancelPayment),
    createRefund: afar(givingBack.createRefund),
    retrieveRefund: afar(givingBack.retrieveRefund),
    findRefund: afar(givingBack.findRefund),

    verifyWebhook(rawBody, signatureHeader) {
      const nowSeconds = Math.floor(clock.now() / 1_000);
      const fault = findSignatureFault(rawBody, signatureHeader, [config.SANDBOX_WEBHOOK_SECRET], nowSeconds);
      if (fault) throw badSignature(FAULTS[fault]);
      return readEvent(rawBody);
    },

    async *readAllPayments() {
      for await (const rows of inBatches(intents)) yield rows.map(asIntent);
    },
    async *readAllRefunds() {
      for await (const rows of inBatches(refunds)) yield rows.map(asRefund);
    },
  };
}

const FAULTS = {
  MISSING: 'There is no Stripe-Signature header.',
  MALFORMED: 'The Stripe-Signature header is not of the form t=…,v1=….',
  WRONG: 'No signature in the header fits the body.',
  STALE: 'The signature is too old or from the future.',
};

function readEvent(rawBody: Buffer): GatewayEvent {
  try {
    return GatewayEvent.parse(JSON.parse(rawBody.toString()));
  } catch {
    throw badSignature('The signature fits, but the body is not an event.');
  }
}
