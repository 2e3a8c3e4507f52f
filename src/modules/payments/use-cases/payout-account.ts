/** The account at the gateway that a user is paid to: opened here, completed on the gateway's own pages. */
import type { Platform } from '../../../platform/platform';
import { iso } from '../../../platform/kernel/clock';
import type { UserActor } from '../../../platform/kernel/actor';
import { newId } from '../../../platform/kernel/ids';
import { describeError } from '../../../platform/kernel/logger';
import type { Audit } from '../../audit';
import type { Ledger } from '../../ledger';
import type { ConnectAccount } from '../connect-gateway';
import { GatewayRefusal, type PaymentGateway } from '../gateway';
import type { PayoutAccountRow, PayoutAccountRows } from '../payout.model';
import { gatewayRefused, gatewayUnavailable, methodUnavailable } from '../payments.problems';
import type { OnboardingView, PayoutAccountView } from '../payout.schema';
import type { RecordPayout } from './record-payout';

interface Deps {
  accounts: PayoutAccountRows;
  ledger: Ledger;
  audit: Audit;
  recordPayout: RecordPayout;
  gateway: PaymentGateway | null;
}

export function createPayoutAccount(
  { clock, config, database, log }: Platform,
  { accounts, ledger, audit, recordPayout, gateway }: Deps,
) {
  async function keep(actor: UserActor, at: PaymentGateway['name']): Promise<PayoutAccountRow> {
    const where = { userId: actor.userId, gateway: at };
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
  async function openAccount(actor: UserActor): Promise<OnboardingView> {
    if (!gateway) throw methodUnavailable('Payouts go by wire here.');
    const row = await keep(actor, gateway.name);
    const { connect } = gateway;
    return asking(row.id, async () => {
      const accountId = row.gatewayAccountId ?? (await createThere(gateway, row, actor));
      const link = await connect.createOnboardingLink({
        accountId,
        refreshUrl: `${config.siteUrl}/seller/payout-account?again=1`,
        returnUrl: `${config.siteUrl}/seller/payout-account`,
      });
      return { url: link.url, expiresAt: iso(link.expires_at * 1_000) };
    });
  }

  async function createThere(at: PaymentGateway, row: PayoutAccountRow, actor: UserActor): Promise<string> {
    const account = await at.connect.createAccount({
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
      if (error instanceof GatewayRefusal) throw gatewayRefused(error.message);
      log.error('the payment gateway did not answer', { accountRowId, error: describeError(error) });
      throw gatewayUnavailable('Try again in a moment: nothing is opened twice.', { retryAfterSeconds: 10 });
    }
  }

  /** Asked of the gateway while it is not complete here, in case its word was lost. */
  async function viewAccount(actor: UserActor): Promise<PayoutAccountView> {
    const where = { userId: actor.userId, gateway: gateway?.name ?? '' };
    const row = await accounts.findOne({ where });
    if (gateway && row?.gatewayAccountId && !row.payoutsEnabled) await refresh(gateway, row);
    const payableCents = await ledger.balance(`payable:${actor.userId}`);
    return { ...statusOf(row, clock.now()), payableCents };
  }

  async function refresh(at: PaymentGateway, row: PayoutAccountRow): Promise<void> {
    let account: ConnectAccount;
    try {
      account = await at.connect.retrieveAccount(row.gatewayAccountId ?? '');
    } catch (error) {
      log.warn('the gateway could not be asked', { accountRowId: row.id, error: describeError(error) });
      return;
    }
    await database.atomically(() => recordPayout.account(at.name, account));
    await row.reload();
  }

  return { openAccount, viewAccount };
}

function statusOf(
  row: PayoutAccountRow | null,
  now: number,
): Pick<PayoutAccountView, 'status' | 'usableFrom'> {
  if (!row?.gatewayAccountId) return { status: 'NONE', usableFrom: null };
  if (!row.payoutsEnabled || row.usableFrom === null) return { status: 'INCOMPLETE', usableFrom: null };
  return { status: now < row.usableFrom ? 'WAITING' : 'READY', usableFrom: iso(row.usableFrom) };
}
