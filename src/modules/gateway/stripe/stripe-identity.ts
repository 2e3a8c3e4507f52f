/** Checks of papers and faces at Stripe Identity. */
import { isNotFound } from '../payment-gateway';
import type { IdentityGateway } from '../identity-gateway';
import { toIdentitySession } from './from-stripe';
import { asking, type StripeClient } from './stripe-client';

/** A photo of the paper, taken there and then, and a face that fits it: a file found elsewhere proves nothing. */
const DOCUMENT = { require_live_capture: true, require_matching_selfie: true };

export const createStripeIdentity = ({
  identity: { verificationSessions },
}: StripeClient): IdentityGateway => ({
  createSession: ({ idempotencyKey, reference, userId, returnUrl }) =>
    asking(async () =>
      toIdentitySession(
        await verificationSessions.create(
          {
            type: 'document',
            options: { document: DOCUMENT },
            metadata: { verificationId: reference, userId },
            return_url: returnUrl,
          },
          { idempotencyKey },
        ),
      ),
    ),

  retrieveSession: (id) =>
    asking(async () =>
      toIdentitySession(await verificationSessions.retrieve(id, { expand: ['verified_outputs'] })),
    ),

  async redactSession(id) {
    try {
      await asking(() => verificationSessions.redact(id, {}, { idempotencyKey: `redact-${id}` }));
    } catch (error) {
      // It was redacted before, or is gone.
      if (!isNotFound(error)) throw error;
    }
  },
});
