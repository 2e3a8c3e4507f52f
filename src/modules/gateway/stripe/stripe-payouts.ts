/** Accounts of those whom we pay at Stripe (Connect), and transfers to them. */
import { newId } from '../../../platform/kernel/ids';
import type { PayoutGateway } from '../payout-gateway';
import { toAccount, toOnboardingLink, toTransfer } from './from-stripe';
import { readRows } from './read-rows';
import { asking, readPages, type StripeClient } from './stripe-client';

export const createStripePayouts = (stripe: StripeClient): PayoutGateway => ({
  createAccount: ({ idempotencyKey, reference }) =>
    asking(async () =>
      toAccount(
        await stripe.accounts.create(
          {
            type: 'express',
            country: 'US',
            capabilities: { transfers: { requested: true } },
            metadata: { reference },
          },
          { idempotencyKey },
        ),
      ),
    ),

  retrieveAccount: (id) => asking(async () => toAccount(await stripe.accounts.retrieve(id))),

  /** A link is good for one visit, so each asks with a key of its own. */
  createOnboardingLink: ({ accountId, refreshUrl, returnUrl }) =>
    asking(async () =>
      toOnboardingLink(
        await stripe.accountLinks.create(
          { account: accountId, refresh_url: refreshUrl, return_url: returnUrl, type: 'account_onboarding' },
          { idempotencyKey: `link-${newId()}` },
        ),
      ),
    ),

  createTransfer: ({ idempotencyKey, reference, accountId, amountCents }) =>
    asking(async () =>
      toTransfer(
        await stripe.transfers.create(
          {
            amount: amountCents,
            currency: 'usd',
            destination: accountId,
            transfer_group: reference,
            metadata: { payoutAttempt: reference },
          },
          { idempotencyKey },
        ),
      ),
    ),

  retrieveTransfer: (id) => asking(async () => toTransfer(await stripe.transfers.retrieve(id))),

  findTransfer: (reference) =>
    asking(async () => {
      const { data } = await stripe.transfers.list({ transfer_group: reference, limit: 1 });
      return data[0] ? toTransfer(data[0]) : null;
    }),

  reverseTransfer: ({ idempotencyKey, transferId }) =>
    asking(async () => {
      await stripe.transfers.createReversal(transferId, {}, { idempotencyKey });
      return toTransfer(await stripe.transfers.retrieve(transferId));
    }),

  async *readAllTransfers(onUnreadable) {
    for await (const page of readPages((query) => stripe.transfers.list(query))) {
      yield readRows(page, toTransfer, onUnreadable);
    }
  },
});
