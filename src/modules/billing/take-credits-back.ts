/**
 * Credits whose money was taken back: held while a bank decides, taken when it is gone, reinstated when it comes again. What
 * had been spent by then is owed, and what is returned or granted pays it first.
 */
import { Op } from 'sequelize';
import type { Platform } from '../../platform/platform';
import type { Ledger } from '../ledger';
import { creditsTakenBack } from './billing.events';
import type { CreditDispute, CreditDisputes } from './credit-dispute.model';
import { creditsOf, movement } from './credit.rules';

/** Why credits go: for their owner, who reads it in the history. */
export const BANK_TOOK_IT = 'The bank took the money back';
export const GIVEN_BACK = 'The money was given back';
const OWED = 'Spent before the money for them went back';

type Taken = Pick<CreditDispute, 'disputeId' | 'userId' | 'orderId' | 'invoiceId'>;

export type TakeCreditsBack = ReturnType<typeof createTakeCreditsBack>;

export function createTakeCreditsBack(
  { clock, events }: Platform,
  { disputes, ledger }: { disputes: CreditDisputes; ledger: Ledger },
) {
  /**
   * What closes it may arrive first. The account is locked before the dispute, as by whatever pays what is owed: a credit that
   * is returned meanwhile waits, and pays.
   */
  async function findOrCreateLocked(of: Taken): Promise<CreditDispute> {
    await ledger.lock(creditsOf(of.userId));
    const opened = {
      ...of,
      ...{ status: 'OPEN' as const, takenCredits: 0, owedCredits: 0, openedAt: clock.now() },
    };
    await disputes.bulkCreate([opened], { ignoreDuplicates: true });
    return disputes.findByPk(of.disputeId, { lock: true, rejectOnEmpty: true });
  }

  async function findLocked(disputeId: string): Promise<CreditDispute | null> {
    const known = await disputes.findByPk(disputeId);
    if (!known) return null;
    await ledger.lock(creditsOf(known.userId));
    return disputes.findByPk(disputeId, { lock: true, rejectOnEmpty: true });
  }

  /** In a unit: so many; those that are not there any more are owed. */
  async function take(dispute: CreditDispute, wanted: number, reason: string): Promise<void> {
    if (dispute.status !== 'OPEN') return;
    const { disputeId, userId } = dispute;
    const left = await ledger.balance(creditsOf(userId));
    const credits = Math.min(wanted, left);
    await dispute.update({
      ...{ status: 'LOST', takenCredits: credits, owedCredits: wanted - credits, closedAt: clock.now() },
    });
    if (credits === 0) return;
    await ledger.post([movement('TAKEN_BACK', disputeId, userId, credits, reason, about(disputeId))]);
    await events.emit(creditsTakenBack, { userId, credits, by: reason === GIVEN_BACK ? 'REFUND' : 'BANK' });
  }

  /** In a unit; also after a loss, when the money comes again. */
  async function reinstate(dispute: CreditDispute, reason: string): Promise<void> {
    const { disputeId, userId, status, takenCredits } = dispute;
    if (status === 'WON') return;
    await dispute.update({ status: 'WON', owedCredits: 0, closedAt: clock.now() });
    if (takenCredits === 0) return;
    await ledger.post([movement('REINSTATED', disputeId, userId, takenCredits, reason, about(disputeId))]);
    await payOwed(userId, takenCredits);
  }

  /**
   * In the unit of a posting that has brought so many credits other than for new money: they pay first what is owed, the
   * oldest first. The posting holds the account.
   */
  async function payOwed(userId: string, broughtCredits: number): Promise<void> {
    const owing = await disputes.findAll({
      where: { userId, status: 'LOST', owedCredits: { [Op.gt]: 0 } },
      order: ['openedAt', 'disputeId'],
      lock: true,
    });
    let left = broughtCredits;
    for (const dispute of owing) {
      const { disputeId, takenCredits, owedCredits } = dispute;
      const credits = Math.min(left, owedCredits);
      if (credits === 0) break;
      left -= credits;
      await dispute.update({
        ...{ takenCredits: takenCredits + credits, owedCredits: owedCredits - credits },
      });
      const key = `${disputeId}:${takenCredits}`;
      await ledger.post([movement('TAKEN_BACK', key, userId, credits, OWED, about(disputeId))]);
      await events.emit(creditsTakenBack, { userId, credits, by: 'OWED' });
    }
  }

  return { findOrCreateLocked, findLocked, take, reinstate, payOwed };
}

const about = (disputeId: string) => ({ type: 'credit_dispute', id: disputeId });

/**
 * Of so many credits, those that a part of their price had bought; the last cent takes the last of them. What was paid
 * beside that price goes back first, and takes none.
 */
export function creditsFor(
  credits: number,
  priceCents: number,
  { partCents, totalCents }: { partCents: number; totalCents: number },
  besideCents = 0,
): number {
  if (priceCents <= 0) return 0;
  const upTo = (cents: number) =>
    Math.floor((credits * Math.min(Math.max(cents - besideCents, 0), priceCents)) / priceCents);
  return upTo(totalCents) - upTo(totalCents - partCents);
}
