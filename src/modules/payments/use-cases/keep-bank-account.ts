/** The bank account that a seller's payouts are wired to: sealed, shown in full to nobody but the admin who wires. */
import { isDeepStrictEqual } from 'node:util';
import type { Platform } from '../../../platform/platform';
import { notFound } from '../../../platform/http/problem';
import type { UserActor } from '../../../platform/kernel/actor';
import { iso } from '../../../platform/kernel/clock';
import { describeError } from '../../../platform/kernel/logger';
import { createSealer } from '../../../platform/kernel/sealing';
import type { Audit } from '../../audit';
import { type Identity, userDeleted } from '../../identity';
import type { BankAccountRow, BankAccountRows } from '../bank-account.model';
import { findAccountObstacle } from '../bank-account.rules';
import { BankAccount, type BankAccountView } from '../bank-account.schema';
import type { PayoutRows } from '../payout.model';
import { NEW_DESTINATION_WAITS_MS } from '../payout.rules';
import { payoutDestinationChanged } from '../payments.events';
import { bankAccountNotReady, bankAccountUnknown, payoutNotWaiting } from '../payments.problems';

interface Deps {
  bankAccounts: BankAccountRows;
  payouts: PayoutRows;
  identity: Identity;
  audit: Audit;
}

/** What a payout keeps of the account that it goes to. */
export interface SealedBankAccount {
  sealedBankAccount: string;
  bankAccountDigits: string;
}

export type KeepBankAccount = ReturnType<typeof createKeepBankAccount>;

const NOTHING: BankAccountView = {
  status: 'NONE',
  usableFrom: null,
  accountHolder: null,
  bankName: null,
  routingNumber: null,
  lastDigits: null,
};

export function createKeepBankAccount(
  { clock, config, database, log, outbox }: Platform,
  { bankAccounts, payouts, identity, audit }: Deps,
) {
  const sealer = createSealer(config.BANK_ACCOUNT_SECRET, 'bank-account');

  identity.contributesToExport('bankAccount', async (person) => [await viewBankAccount(person)]);

  outbox.on(userDeleted, 'payments', { runs: 'unit' }, async ({ userId }) => {
    const nothing = { sealedAccount: null, lastDigits: null, usableFrom: null, updatedAt: clock.now() };
    await bankAccounts.update(nothing, { where: { userId } });
  });

  /** Null where there is none, and where it was sealed with a secret that is lost. */
  function open(sealed: string | null, userId: string): BankAccount | null {
    if (sealed === null) return null;
    try {
      return BankAccount.parse(JSON.parse(sealer.open(sealed, userId)));
    } catch (error) {
      log.error('a bank account cannot be read', { userId, error: describeError(error) });
      return null;
    }
  }

  function present(row: BankAccountRow | null): BankAccountView {
    const account = row && open(row.sealedAccount, row.userId);
    if (!account || row.usableFrom === null) return NOTHING;
    const { accountHolder, bankName, routingNumber } = account;
    return {
      status: clock.now() < row.usableFrom ? 'WAITING' : 'READY',
      usableFrom: iso(row.usableFrom),
      ...{ accountHolder, bankName, routingNumber },
      lastDigits: row.lastDigits,
    };
  }

  const lock = (userId: string) => bankAccounts.findByPk(userId, { lock: true });

  async function viewBankAccount({ userId }: Pick<UserActor, 'userId'>): Promise<BankAccountView> {
    return present(await bankAccounts.findByPk(userId));
  }

  /**
   * Another account waits, and its owner is told by mail; the same one again changes nothing. Makes the row in a unit of
   * its own, so never inside one: two that made it and then locked it would lock each other out.
   */
  async function nameBankAccount(actor: UserActor, account: BankAccount): Promise<BankAccountView> {
    const { userId } = actor;
    const now = clock.now();
    const empty = { userId, createdAt: now, updatedAt: now };
    await bankAccounts.bulkCreate([empty], { ignoreDuplicates: true });
    return database.atomically(async () => {
      const row = await bankAccounts.findByPk(userId, { lock: true, rejectOnEmpty: true });
      if (isDeepStrictEqual(open(row.sealedAccount, userId), account)) return present(row);
      const usableFrom = now + NEW_DESTINATION_WAITS_MS;
      const lastDigits = account.accountNumber.slice(-4);
      const sealedAccount = sealer.seal(JSON.stringify(account), userId);
      await row.update({ sealedAccount, lastDigits, usableFrom, updatedAt: now });
      await outbox.emit(payoutDestinationChanged, { userId, destination: 'BANK_ACCOUNT', usableFrom });
      await record(actor, 'bank_account.named', { lastDigits });
      return present(row);
    });
  }

  /** Joins the unit. Payouts that were asked for before go where they were to go. */
  const removeBankAccount = (actor: UserActor): Promise<BankAccountView> =>
    database.atomically(async () => {
      const row = await lock(actor.userId);
      if (!row || row.lastDigits === null) return NOTHING;
      const { lastDigits } = row;
      await row.update({ sealedAccount: null, lastDigits: null, usableFrom: null, updatedAt: clock.now() });
      await record(actor, 'bank_account.removed', { lastDigits });
      return NOTHING;
    });

  const record = (actor: UserActor, action: string, detail: { lastDigits: string }) =>
    audit.record({ actor, action, subject: { type: 'bank_account', id: actor.userId }, detail });

  /** In a unit: the account as it is now, for a payout to keep. @throws bank_account_not_ready */
  async function lockForPayout(userId: string): Promise<SealedBankAccount> {
    const row = await lock(userId);
    const obstacle = findAccountObstacle(row?.usableFrom ?? null, clock.now());
    if (obstacle !== null) throw bankAccountNotReady(obstacle);
    if (!row?.sealedAccount || row.lastDigits === null || !open(row.sealedAccount, userId)) {
      throw bankAccountNotReady('Your bank account cannot be read any more. Name it once more.');
    }
    return { sealedBankAccount: row.sealedAccount, bankAccountDigits: row.lastDigits };
  }

  /**
   * Joins the unit: where the wire of a payout goes, in full, for the admin who is about to send it. That he read it is
   * written down.
   *
   * @throws not_found, payout_not_waiting, bank_account_unknown
   */
  const revealBankAccount = (actor: UserActor, payoutId: string): Promise<BankAccount> =>
    database.atomically(async () => {
      const payout = await payouts.findByPk(payoutId);
      if (!payout) throw notFound('There is no such payout.');
      if (payout.status !== 'AWAITING_WIRE') {
        throw payoutNotWaiting('Bank accounts are shown while their wire waits to be sent.');
      }
      const account = open(payout.sealedBankAccount, payout.userId);
      if (!account) {
        throw bankAccountUnknown(
          'Give the payout up (refuse-wire), and let the seller name his account anew.',
        );
      }
      await audit.record({
        actor,
        action: 'payout.bank_account_read',
        subject: { type: 'payout', id: payoutId },
        detail: { lastDigits: account.accountNumber.slice(-4) },
      });
      return account;
    });

  return { viewBankAccount, nameBankAccount, removeBankAccount, lockForPayout, revealBankAccount };
}
