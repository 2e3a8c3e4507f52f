/** The event in the bytes of a webhook, where Stripe signed them with one of the endpoint's secrets, not long ago. */
import type { Clock } from '../../../platform/kernel/clock';
import { badSignature } from '../gateway.problems';
import type { PaymentGateway } from '../payment-gateway';
import type { StripeClient } from './stripe-client';
import { parseEvent } from './stripe-events';
import { stripe } from './stripe-library';

/** An older signature is refused, so that a recorded request cannot be sent again later. */
const SIGNATURE_TOLERANCE_SECONDS = 300;

/** While a secret is being replaced both sign; either of them is enough. */
export function createVerifyWebhook(
  { webhooks }: StripeClient,
  clock: Clock,
  secrets: readonly string[],
): PaymentGateway['verifyWebhook'] {
  function isSignedWith(secret: string, rawBody: Buffer, signature: string): boolean {
    try {
      webhooks.constructEvent(
        ...([rawBody, signature, secret, SIGNATURE_TOLERANCE_SECONDS, undefined, clock.now()] as const),
      );
      return true;
    } catch (error) {
      if (error instanceof stripe().errors.StripeSignatureVerificationError) return false;
      throw badSignature('The signature fits, but the body is not an event.');
    }
  }

  return function verifyWebhook(rawBody, header) {
    const signature = header('stripe-signature');
    if (!signature) throw badSignature('There is no Stripe-Signature header.');
    if (!secrets.some((secret) => isSignedWith(secret, rawBody, signature))) {
      throw badSignature('No signature in the header fits the body and the time.');
    }
    return parseEvent(rawBody);
  };
}
