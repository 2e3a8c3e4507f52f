/** The event in the bytes of a webhook, if it was signed with one of the secrets. */
import { GatewayEvent } from './gateway';
import { badSignature } from './payments.problems';
import { findSignatureFault } from './webhook-signature.rules';

const FAULTS = {
  MISSING: 'There is no Stripe-Signature header.',
  MALFORMED: 'The Stripe-Signature header is not of the form t=…,v1=….',
  WRONG: 'No signature in the header fits the body.',
  STALE: 'The signature is too old or from the future.',
};

/** @throws bad_signature */
export function readSignedEvent(
  rawBody: Buffer,
  signatureHeader: string | undefined,
  secrets: readonly string[],
  now: number,
): GatewayEvent {
  const fault = findSignatureFault(rawBody, signatureHeader, secrets, Math.floor(now / 1_000));
  if (fault) throw badSignature(FAULTS[fault]);
  try {
    return GatewayEvent.parse(JSON.parse(rawBody.toString()));
  } catch {
    throw badSignature('The signature fits, but the body is not an event.');
  }
}
