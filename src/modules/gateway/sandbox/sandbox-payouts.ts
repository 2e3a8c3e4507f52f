/** Accounts of those whom we pay at the sandbox gateway, and transfers to them. */
import { HOUR_MS, SECOND_MS } from '../../../platform/kernel/clock';
import type { Platform } from '../../../platform/platform';
import type { PayoutGateway } from '../payout-gateway';
import { GatewayRefusal } from '../payment-gateway';
import type { StripeAccount, StripeTransfer } from '../stripe/stripe-shapes';
import type { SandboxEvents } from './sandbox-events';
import { newSandboxId } from './sandbox-ids';
import type { SandboxObjects, Untranslated } from './sandbox-objects';

const COME_BACK = 'sandbox.reverse_transfer';

/** What transfers to an account will do: arrive, be refused, or arrive and be called back an hour later. */
export type TransferBehaviour = 'ARRIVE' | 'REFUSED' | 'COME_BACK';

type Account = StripeAccount & { transfers: TransferBehaviour };

export function createSandboxPayouts(
  { config, clock, database, queue }: Platform,
  { objects, events }: { objects: SandboxObjects; events: SandboxEvents },
) {
  queue.handle(COME_BACK, { lane: 'gateway', runs: 'unit' }, async (payload) => {
    const { transferId } = payload as { transferId: string };
    await reverse(await objects.get<StripeTransfer>(transferId, true));
  });

  async function reverse(transfer: StripeTransfer): Promise<StripeTransfer> {
    if (transfer.reversed) return transfer;
    const reversed = await objects.change(transfer, { reversed: true, amount_reversed: transfer.amount });
    await events.tell('transfer.reversed', reversed);
    return reversed;
  }

  const calls = {
    createAccount: (order) =>
      objects.once('account', order, () => {
        const account: Account = {
          id: newSandboxId('acct'),
          object: 'account',
          details_submitted: false,
          payouts_enabled: false,
          requirements: { currently_due: ['external_account'], disabled_reason: 'requirements.past_due' },
          metadata: { reference: order.reference },
          transfers: 'ARRIVE',
        };
        return objects.create(account, { reference: order.reference });
      }),

    retrieveAccount: (id) => objects.get<StripeAccount>(id),

    async createOnboardingLink({ accountId }) {
      await objects.get<StripeAccount>(accountId);
      return {
        object: 'account_link',
        url: `${config.siteUrl}/sandbox/accounts/${accountId}`,
        expires_at: Math.floor((clock.now() + HOUR_MS) / SECOND_MS),
      };
    },

    createTransfer: (order) =>
      objects.once('transfer', order, async () => {
        const account = await objects.get<Account>(order.accountId);
        if (!account.payouts_enabled || account.transfers === 'REFUSED') {
          return new GatewayRefusal('account_invalid', 'The account cannot receive transfers.');
        }
        const transfer: StripeTransfer = {
          id: newSandboxId('tr'),
          object: 'transfer',
          amount: order.amountCents,
          amount_reversed: 0,
          reversed: false,
          currency: 'usd',
          destination: order.accountId,
          metadata: { payoutAttempt: order.reference },
          created: Math.floor(clock.now() / SECOND_MS),
        };
        await objects.create(transfer, { holder: order.accountId, reference: order.reference });
        await events.tell('transfer.created', transfer);
        if (account.transfers === 'COME_BACK') {
          await queue.enqueue(COME_BACK, { transferId: transfer.id }, { runAt: clock.now() + HOUR_MS });
        }
        return transfer;
      }),

    retrieveTransfer: (id) => objects.get<StripeTransfer>(id),
    findTransfer: async (reference) =>
      (await objects.list<StripeTransfer>('transfer', { reference }))[0] ?? null,
    reverseTransfer: (order) =>
      objects.once('reversal', order, async () =>
        reverse(await objects.get<StripeTransfer>(order.transferId, true)),
      ),
    readAllTransfers: () => objects.readAll<StripeTransfer>('transfer'),
  } satisfies Untranslated<PayoutGateway>;

  /** As the account's owner would on the gateway's pages. */
  const completeOnboarding = (id: string, transfers: TransferBehaviour): Promise<StripeAccount> =>
    database.atomically(async () => {
      const account = await objects.get<Account>(id, true);
      const done = await objects.change(account, {
        details_submitted: true,
        payouts_enabled: true,
        requirements: { currently_due: [], disabled_reason: null },
        transfers,
      });
      await events.tell('account.updated', done);
      return done;
    });

  return { calls, completeOnboarding };
}
