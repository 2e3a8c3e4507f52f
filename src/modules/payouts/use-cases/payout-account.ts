/** The account at the gateway that a user is paid to: opened here, completed on the gateway's own pages. */
import type { UserActor } from '../../../platform/kernel/actor';
import { newId } from '../../../platform/kernel/ids';
import { describeError } from '../../../platform/kernel/logger';
import {
  type GatewayAccount,
  gatewayRefused,
  GatewayRefusal,
  gatewayUnavailable,
  isAccountGone,
  isPlatformsTrouble,
  methodUnavailable,
  type PayoutGateway,
} from '../../gateway';
import type { PayoutAccountRow } from '../payout.model';
import { noAccount } from '../payout.rules';
import type { RecordPayout } from './record-payout';
import type { PayoutsContext } from '../payouts.context';

export interface OnboardingLink {
  url: string;
  expiresAt: number;
}

export interface PayoutAccount {
  /** Null while none was opened. */
  account: PayoutAccountRow | null;
  payableCents: number;
}

export function createPayoutAccount(
  { platform, models, ledger, audit, gateways }: PayoutsContext,
  recordPayout: RecordPayout,
) {
  const { clock, config, database, log } = platform;
  const { accounts } = models;

  async function findOrCreate(actor: UserActor, gateway: string): Promise<PayoutAccountRow> {
    const where = { userId: actor.userId, gateway };
    const id = newId();
    const now = clock.now();
    await accounts.bulkCreate(
      [
        {
          ...where,
          id,
          gatewayKey: `account-${id}`,
          detailsSubmitted: false,
          payoutsEnabled: false,
          createdAt: now,
          updatedAt: now,
        },
      ],
      { ignoreDuplicates: true },
    );
    return accounts.findOne({ where, rejectOnEmpty: true });
  }

  /**
   * Opens the account unless there is one, and answers a fresh link to the gateway's pages. Speaks to the gateway, so
   * never inside a unit; the stored key makes a repeated call the same account.
   *
   * @throws payment_method_unavailable, payment_gateway_unavailable, payment_gateway_refused
   */
  async function openPayoutAccount(actor: UserActor): Promise<OnboardingLink> {
    const gateway = gateways.forNewMoney;
    if (!gateway?.payouts) throw methodUnavailable('Payouts go by wire here.');
    const { payouts } = gateway;
    const row = await findOrCreate(actor, gateway.name);
    return asking(row.id, async () => {
      const known = row.gatewayAccountId;
      if (known === null) return linkTo(payouts, await createThere(payouts, row, actor));
      try {
        return await linkTo(payouts, known);
      } catch (error) {
        if (!isAccountGone(error)) throw error;
        // Staff, or its owner, have closed it there.
        await forget(row, known, actor);
        return linkTo(payouts, await createThere(payouts, row, actor));
      }
    });
  }

  async function linkTo(at: PayoutGateway, accountId: string): Promise<OnboardingLink> {
    const { url, expiresAt } = await at.createOnboardingLink({
      accountId,
      refreshUrl: `${config.siteUrl}/seller/payout-account?again=1`,
      returnUrl: `${config.siteUrl}/seller/payout-account`,
    });
    return { url, expiresAt };
  }

  /** The next one is new, and waits as such. */
  async function forget(row: PayoutAccountRow, gatewayAccountId: string, actor: UserActor): Promise<void> {
    await database.atomically(async () => {
      const locked = await accounts.findByPk(row.id, { lock: true, rejectOnEmpty: true });
      if (locked.gatewayAccountId !== gatewayAccountId) return;
      await locked.update({ ...noAccount(newId()), updatedAt: clock.now() });
      await audit.record({
        actor,
        action: 'payout_account.removed',
        subject: { type: 'payout_account', id: row.id },
        detail: { gatewayAccountId },
      });
    });
    await row.reload();
  }

  async function createThere(at: PayoutGateway, row: PayoutAccountRow, actor: UserActor): Promise<string> {
    const account = await at.createAccount({
      idempotencyKey: row.gatewayKey,
      reference: actor.userId,
    });
    await database.atomically(async () => {
      const locked = await accounts.findByPk(row.id, { lock: true, rejectOnEmpty: true });
      if (locked.gatewayAccountId !== null) return;
      await locked.update({ gatewayAccountId: account.id, updatedAt: clock.now() });
      await audit.record({
        actor,
        action: 'payout_account.opened',
        subject: { type: 'payout_account', id: row.id },
        detail: { gatewayAccountId: account.id },
      });
    });
    return account.id;
  }

  async function asking<Result>(accountRowId: string, call: () => Promise<Result>): Promise<Result> {
    try {
      return await call();
    } catch (error) {
      if (error instanceof GatewayRefusal && !isPlatformsTrouble(error)) throw gatewayRefused(error.message);
      log.error('the payment gateway did not answer', { accountRowId, error: describeError(error) });
      throw gatewayUnavailable('Try again in a moment: nothing is opened twice.', { retryAfterSeconds: 10 });
    }
  }

  /** Asked of the gateway while it is not complete here, in case its news was lost. */
  async function readPayoutAccount(actor: UserActor): Promise<PayoutAccount> {
    const gateway = gateways.forNewMoney;
    const where = { userId: actor.userId, gateway: gateway?.name ?? '' };
    const account = await accounts.findOne({ where });
    if (gateway?.payouts && account?.gatewayAccountId && !account.payoutsEnabled) {
      await refresh(gateway.payouts, account);
    }
    const payableCents = await ledger.balance(`payable:${actor.userId}`);
    return { account, payableCents };
  }

  async function refresh(at: PayoutGateway, row: PayoutAccountRow): Promise<void> {
    let account: GatewayAccount;
    try {
      account = await at.retrieveAccount(row.gatewayAccountId ?? '');
    } catch (error) {
      log.warn('the gateway could not be asked', { accountRowId: row.id, error: describeError(error) });
      return;
    }
    await database.atomically(() => recordPayout.account(row.gateway, account));
    await row.reload();
  }

  return { openPayoutAccount, readPayoutAccount };
}
