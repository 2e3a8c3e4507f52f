/** What an admin does with money that is payable to somebody who cannot draw it: sends it where it is due, or holds it. */
import { refuseOwnThing } from '../../../platform/http/own-thing';
import { createHmac } from 'node:crypto';
import { notFound } from '../../../platform/http/problem';
import { iso } from '../../../platform/kernel/clock';
import type { UserActor } from '../../../platform/kernel/actor';
import { newId } from '../../../platform/kernel/ids';
import { dollars } from '../../../platform/kernel/money';
import { deriveKey } from '../../../platform/kernel/sealing';
import { LedgerRefusal } from '../../ledger';
import type { BankAccount } from '../bank-account.schema';
import type { PayableHoldRow } from '../payable-hold.model';
import type { PayoutRow } from '../payout.model';
import type { PayForUser, PayableHeld } from '../payout.schema';
import { bankAccountNotReady, bankAccountUnknown, payableNotOpen, payoutTooLarge } from '../payouts.problems';
import type { RecordPayout } from './record-payout';
import type { SaveBankAccount, SealedBankAccount } from './save-bank-account';
import type { WhyPayeeWaits } from './why-payee-waits';
import type { PayoutsContext } from '../payouts.context';
import type { AuditAction } from '../../audit';

/** What is payable to somebody, and whether it is held. */
export interface Payable {
  userId: string;
  payableCents: number;
  hold: PayableHoldRow | null;
  /** The payout that was ordered. */
  payout: PayoutRow | null;
}

export function createPayForPayee(
  { platform, models, ledger, audit, approvals, identity }: PayoutsContext,
  {
    recordPayout,
    sealFor,
    findWhoCannotDraw,
  }: { recordPayout: RecordPayout } & Pick<SaveBankAccount, 'sealFor'> &
    Pick<WhyPayeeWaits, 'findWhoCannotDraw'>,
) {
  const { clock, config, database } = platform;
  const { payouts, bankAccounts, holds } = models;
  const printKey = deriveKey(config.BANK_ACCOUNT_SECRET, 'bank-account-print');

  /** Tells two accounts apart, and neither of them. */
  const printOf = ({ routingNumber, accountNumber }: BankAccount): string =>
    createHmac('sha256', printKey).update(`${routingNumber} ${accountNumber}`).digest('hex').slice(0, 16);

  async function demandUser(userId: string): Promise<void> {
    if (!(await identity.findUsers([userId])).has(userId)) throw notFound('There is no such user.');
  }

  async function accountOnFile(userId: string): Promise<SealedBankAccount> {
    const row = await bankAccounts.findByPk(userId, { lock: true });
    // Whoever is kept out for what a thief did cannot object to it.
    if (row?.usableFrom && row.usableFrom > clock.now())
      throw bankAccountNotReady(
        `It was named a short while ago, and waits until ${iso(row.usableFrom)}. Name the one that they ask for.`,
      );
    if (row?.sealedAccount && row.lastDigits !== null)
      return { sealedBankAccount: row.sealedAccount, bankAccountDigits: row.lastDigits };
    throw bankAccountUnknown('No bank account of theirs is kept. Name the one that they ask for.');
  }

  const heldNow = (hold: PayableHoldRow | null): boolean => hold !== null && hold.heldUntil > clock.now();

  async function read(userId: string, payout: PayoutRow | null = null): Promise<Payable> {
    const hold = await holds.findByPk(userId);
    const payableCents = await ledger.balance(`payable:${userId}`);
    return { userId, payableCents, hold: heldNow(hold) ? hold : null, payout };
  }

  /**
   * Joins the unit. Where the account is named here and not by its owner, it takes two admins whatever the sum: the
   * second has to name the same one. Ordered, it waits for its wire like any other.
   */
  const payForUser = (actor: UserActor, userId: string, wanted: PayForUser): Promise<Payable> =>
    database.atomically(async () => {
      refuseOwnThing(actor, userId);
      await demandUser(userId);
      const { amountCents, bankAccount, reason } = wanted;
      if (!(await findWhoCannotDraw([userId])).has(userId))
        throw payableNotOpen('They can ask for their money themselves.');
      if ((await read(userId)).hold) throw payableNotOpen('It is held. Release it first.');
      const payable = await ledger.balance(`payable:${userId}`);
      if (amountCents > payable) throw payoutTooLarge(`${dollars(payable)} is payable to them.`);
      const to = bankAccount ? sealFor(userId, bankAccount) : await accountOnFile(userId);
      const account = `${bankAccount ? 'named' : 'on file'}, ending in ${to.bankAccountDigits}`;
      const mayBeDone = await approvals.mayBeDone(actor, {
        act: 'payable.pay',
        subject: { type: 'user', id: userId },
        ...{ amountCents, concerns: [userId] },
        asked: { amountCents, account, ...(bankAccount ? { accountPrint: printOf(bankAccount) } : {}) },
        ...(bankAccount ? { always: true as const } : {}),
      });
      if (!mayBeDone) return read(userId);
      const payout = await order(actor, userId, amountCents, to);
      await audit.record({
        actor,
        action: 'payable.pay_ordered',
        subject: { type: 'user', id: userId },
        reason,
        detail: { amountCents, account, payoutId: payout.id },
      });
      return read(userId, payout);
    });

  async function order(
    actor: UserActor,
    userId: string,
    amountCents: number,
    to: SealedBankAccount,
  ): Promise<PayoutRow> {
    const now = clock.now();
    const payout = await payouts.create({
      ...{ id: newId(), userId, amountCents, ...to },
      ...{ method: 'WIRE', status: 'AWAITING_WIRE', gateway: null, gatewayAccountId: null },
      ...{ orderedById: actor.userId, checkAt: null, requestedAt: now, updatedAt: now },
    });
    try {
      await recordPayout.post(
        payout,
        'requested',
        `payable:${userId}`,
        `payouts:${payout.id}`,
        'Payout ordered by an administrator',
      );
    } catch (error) {
      if (!(error instanceof LedgerRefusal)) throw error;
      throw payoutTooLarge('Another payout has just taken it.');
    }
    return payout;
  }

  /** Whether they may have their money `from` then on; of the very hold that was looked at. */
  const mayBeReleased = async (
    actor: UserActor,
    { userId, heldAt }: PayableHoldRow,
    from: string,
  ): Promise<boolean> =>
    approvals.mayBeDone(actor, {
      ...{ act: 'payable.release', subject: { type: 'user', id: userId }, concerns: [userId] },
      amountCents: await ledger.balance(`payable:${userId}`),
      asked: { heldAt: iso(heldAt), from },
    });

  /** Joins the unit: no money goes to this person until then, whoever asks. */
  const holdPayable = (actor: UserActor, userId: string, { reason, until }: PayableHeld): Promise<Payable> =>
    database.atomically(async () => {
      refuseOwnThing(actor, userId);
      await demandUser(userId);
      const heldUntil = Date.parse(until);
      if (heldUntil <= clock.now()) throw payableNotOpen('Hold it until a moment that is still to come.');
      const hold = { reason, heldUntil, heldById: actor.userId, heldAt: clock.now() };
      const known = await holds.findByPk(userId, { lock: true });
      // To end it sooner lets the money go, as to release it does.
      const sooner = known && heldNow(known) && heldUntil < known.heldUntil ? known : null;
      if (sooner && !(await mayBeReleased(actor, sooner, iso(heldUntil)))) return read(userId);
      await (known ? known.update(hold) : holds.create({ userId, ...hold }));
      await record(actor, 'payable.held', userId, reason, { until: iso(heldUntil) });
      return read(userId);
    });

  /** Joins the unit. */
  const releasePayable = (actor: UserActor, userId: string, reason: string): Promise<Payable> =>
    database.atomically(async () => {
      refuseOwnThing(actor, userId);
      await demandUser(userId);
      const hold = await holds.findByPk(userId, { lock: true });
      if (!hold || !heldNow(hold)) throw payableNotOpen('It is not held.');
      if (!(await mayBeReleased(actor, hold, 'now'))) return read(userId);
      await hold.destroy();
      await record(actor, 'payable.released', userId, reason, {});
      return read(userId);
    });

  const record = (
    actor: UserActor,
    action: AuditAction,
    userId: string,
    reason: string,
    detail: Record<string, string>,
  ) => audit.record({ actor, action, subject: { type: 'user', id: userId }, reason, detail });

  return { payForUser, holdPayable, releasePayable };
}
