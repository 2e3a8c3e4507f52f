/** Accounts of those whom we pay at Stripe (Connect), and transfers to them. */
import { ConnectAccount, type ConnectGateway, GatewayTransfer, OnboardingLink } from '../connect-gateway';
import { newId } from '../../../platform/kernel/ids';
import { asking, readPages, type StripeClient } from './stripe-client';

export const createStripeConnect = (stripe: StripeClient): ConnectGateway => ({
  createAccount: ({ idempotencyKey, reference }) =>
    asking(async () =>
      ConnectAccount.parse(
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

  retrieveAccount: (id) => asking(async () => ConnectAccount.parse(await stripe.accounts.retrieve(id))),

  /** A link is good for one visit, so each asks with a key of its own. */
  createOnboardingLink: ({ accountId, refreshUrl, returnUrl }) =>
    asking(async () =>
      OnboardingLink.parse(
        await stripe.accountLinks.create(
          { account: accountId, refresh_url: refreshUrl, return_url: returnUrl, type: 'account_onboarding' },
          { idempotencyKey: `link-${newId()}` },
        ),
      ),
    ),

  createTransfer: ({ idempotencyKey, reference, accountId, amountCents }) =>
    asking(async () =>
      GatewayTransfer.parse(
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

  retrieveTransfer: (id) => asking(async () => GatewayTransfer.parse(await stripe.transfers.retrieve(id))),

  findTransfer: (reference) =>
    asking(async () => {
      const { data } = await stripe.transfers.list({ transfer_group: reference, limit: 1 });
      return data[0] ? GatewayTransfer.parse(data[0]) : null;
    }),

  reverseTransfer: ({ idempotencyKey, transferId }) =>
    asking(async () => {
      await stripe.transfers.createReversal(transferId, {}, { idempotencyKey });
      return GatewayTransfer.parse(await stripe.transfers.retrieve(transferId));
    }),

  async *readAllTransfers() {
    for await (const page of readPages((query) => stripe.transfers.list(query))) {
      yield page.map((transfer) => GatewayTransfer.parse(transfer));
    }
  },
});
