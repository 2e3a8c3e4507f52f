/** The bank account that a seller's payouts are wired to: sealed, shown in full to nobody but the admin who wires. */
import { refuseOwnThing } from '../../../platform/http/own-thing';
import { isDeepStrictEqual } from 'node:util';
import { notFound } from '../../../platform/http/problem';
import type { UserActor } from '../../../platform/kernel/actor';
import { describeError } from '../../../platform/kernel/logger';
import { createSealer } from '../../../platform/kernel/sealing';
import type { BankAccountRow } from '../bank-account.model';
import { refuseWireTo } from '../bank-account.rules';
import { BankAccount } from '../bank-account.schema';
import type { PayoutRow } from '../payout.model';
import { NEW_DESTINATION_WAITS_MS, whyCannotDraw } from '../payout.rules';
import { payoutDestinationChanged } from '../payouts.events';
import {
  bankAccountNotReady,
  bankAccountUnknown,
  payoutNotWaiting,
  throwIfRefused,
} from '../payouts.problems';
import type { WhyPayoutWaits } from './why-payee-waits';
import type { PayoutsContext } from '../payouts.context';
import type { AuditAction } from '../../audit';

/** What a payout keeps of the account that it goes to. */
export interface SealedBankAccount {
  sealedBankAccount: string;
  bankAccountDigits: string;
}

export type SaveBankAccount = ReturnType<typeof createSaveBankAccount>;

/** What its owner may read again: all but the whole account number. */
export interface SavedBankAccount extends Omit<BankAccount, 'accountNumber'> {
  lastDigits: string | null;
  usableFrom: number;
}

export function createSaveBankAccount(
  { platform, models, audit, identity }: PayoutsContext,
  whyPayoutWaits: WhyPayoutWaits,
) {
  const { clock, config, database, log, events } = platform;
  const { bankAccounts, payouts } = models;
  const sealer = createSealer(config.BANK_ACCOUNT_SECRET, 'bank-account');

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

  function toSaved(row: BankAccountRow | null): SavedBankAccount | null {
    const account = row && open(row.sealedAccount, row.userId);
    if (!account || row.usableFrom === null) return null;
    const { accountHolder, bankName, routingNumber } = account;
    const { lastDigits, usableFrom } = row;
    return { accountHolder, bankName, routingNumber, lastDigits, usableFrom };
  }

  const lock = (userId: string) => bankAccounts.findByPk(userId, { lock: true });

  async function readBankAccount({ userId }: Pick<UserActor, 'userId'>): Promise<SavedBankAccount | null> {
    return toSaved(await bankAccounts.findByPk(userId));
  }

  /**
   * Another account waits, and its owner is told by mail; the same one again changes nothing. Makes the row in a unit of
   * its own, so never inside one: two that made it and then locked it would lock each other out.
   */
  async function setBankAccount(actor: UserActor, account: BankAccount): Promise<SavedBankAccount | null> {
    const { userId } = actor;
    const now = clock.now();
    const empty = { userId, createdAt: now, updatedAt: now };
    await bankAccounts.bulkCreate([empty], { ignoreDuplicates: true });
    return database.atomically(async () => {
      await identity.lockSignedIn(actor);
      const row = await bankAccounts.findByPk(userId, { lock: true, rejectOnEmpty: true });
      if (isDeepStrictEqual(open(row.sealedAccount, userId), account)) return toSaved(row);
      const usableFrom = now + NEW_DESTINATION_WAITS_MS;
      const lastDigits = account.accountNumber.slice(-4);
      const sealedAccount = sealer.seal(JSON.stringify(account), userId);
      await row.update({ sealedAccount, lastDigits, usableFrom, updatedAt: now });
      await events.emit(payoutDestinationChanged, { userId, destination: 'BANK_ACCOUNT', usableFrom });
      await record(actor, 'bank_account.named', { lastDigits });
      return toSaved(row);
    });
  }

  /** Joins the unit. Wires that were asked for before wait, and an admin gives them up. */
  const deleteBankAccount = (actor: UserActor): Promise<void> =>
    database.atomically(async () => {
      const row = await lock(actor.userId);
      if (!row || row.lastDigits === null) return;
      const { lastDigits } = row;
      await row.update({ sealedAccount: null, lastDigits: null, usableFrom: null, updatedAt: clock.now() });
      await record(actor, 'bank_account.removed', { lastDigits });
    });

  const record = (actor: UserActor, action: AuditAction, detail: { lastDigits: string }) =>
    audit.record({ actor, action, subject: { type: 'bank_account', id: actor.userId }, detail });

  /** In a unit: the account as it is now, for a payout to keep. @throws bank_account_not_ready */
  async function lockForPayout(userId: string): Promise<SealedBankAccount> {
    const row = await lock(userId);
    throwIfRefused(refuseWireTo(row?.usableFrom ?? null, clock.now()));
    if (!row?.sealedAccount || row.lastDigits === null || !open(row.sealedAccount, userId)) {
      throw bankAccountNotReady('Your bank account can no longer be read. Enter it again.');
    }
    return { sealedBankAccount: row.sealedAccount, bankAccountDigits: row.lastDigits };
  }

  /**
   * In a unit: why its wire does not go where it was to go when it was asked for. Null where the account is still the one
   * that its owner names, and where an admin ordered it for somebody who still cannot.
   */
  async function whyNotThere(payout: PayoutRow): Promise<string | null> {
    const { userId, orderedById } = payout;
    if (orderedById !== null) {
      const user = (await identity.findUsers([userId])).get(userId) ?? null;
      return whyCannotDraw(user) ? null : 'They can ask for their money themselves again.';
    }
    const kept = open(payout.sealedBankAccount, userId);
    if (kept === null) return null;
    const row = await lock(userId);
    if (!isDeepStrictEqual(kept, open(row?.sealedAccount ?? null, userId)))
      return 'Its owner has removed this bank account since, or named another one.';
    return refuseWireTo(row?.usableFrom ?? null, clock.now())
      ? 'Its owner has named this bank account anew; money goes there after 48 hours.'
      : null;
  }

  /** In a unit: why the wire of a payout is not sent now. */
  const whyWireWaits = async (payout: PayoutRow): Promise<string | null> =>
    (await whyPayoutWaits(payout)) ?? (await whyNotThere(payout));

  /**
   * In a unit: the same of a wire that is said to have been sent. Whoever read where to may have sent it before anything
   * stood against that, and the books say what the bank has done.
   */
  const whyNoSuchWire = async (payout: PayoutRow): Promise<string | null> =>
    payout.bankAccountReadAt === null ? whyWireWaits(payout) : null;

  /**
   * Joins the unit: where the wire of a payout goes, in full, for the admin who is about to send it. That it was read is
   * written down.
   *
   * @throws not_found, payout_not_waiting, bank_account_unknown
   */
  const revealBankAccount = (actor: UserActor, payoutId: string): Promise<BankAccount> =>
    database.atomically(async () => {
      const payout = await payouts.findByPk(payoutId, { lock: true });
      if (!payout) throw notFound('There is no such payout.');
      refuseOwnThing(actor, payout.userId);
      if (payout.status !== 'AWAITING_WIRE') {
        throw payoutNotWaiting('Bank accounts are shown while their wire waits to be sent.');
      }
      const because = await whyWireWaits(payout);
      if (because) throw payoutNotWaiting(because);
      const account = open(payout.sealedBankAccount, payout.userId);
      if (!account) {
        throw bankAccountUnknown(
          'Cancel the payout (refuse-wire), and have the seller enter the bank account again.',
        );
      }
      await payout.update({ bankAccountReadAt: payout.bankAccountReadAt ?? clock.now() });
      await audit.record({
        actor,
        action: 'payout.bank_account_read',
        subject: { type: 'payout', id: payoutId },
        detail: { lastDigits: account.accountNumber.slice(-4) },
      });
      return account;
    });

  /** Where an admin says that the money of somebody goes who cannot say it. */
  const sealFor = (userId: string, account: BankAccount): SealedBankAccount => ({
    sealedBankAccount: sealer.seal(JSON.stringify(account), userId),
    bankAccountDigits: account.accountNumber.slice(-4),
  });

  return {
    ...{ readBankAccount, setBankAccount, deleteBankAccount, lockForPayout, revealBankAccount, sealFor },
    ...{ whyWireWaits, whyNoSuchWire },
  };
}
