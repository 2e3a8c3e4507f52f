/** Credits whose money was taken back: held while a bank decides, taken when it is gone, reinstated when it comes again. */
import type { Platform } from '../../platform/platform';
import type { Ledger } from '../ledger';
import { creditsTakenBack } from './billing.events';
import type { CreditDispute, CreditDisputes } from './credit-dispute.model';
import { creditsOf, movement } from './credit.rules';

/** Why credits go: for their owner, who reads it in the history. */
export const BANK_TOOK_IT = 'The bank took the money back';
export const GIVEN_BACK = 'The money was given back';

type Taken = Pick<CreditDispute, 'disputeId' | 'userId' | 'orderId' | 'invoiceId'>;

export type TakeCreditsBack = ReturnType<typeof createTakeCreditsBack>;

export function createTakeCreditsBack(
  { clock, events }: Platform,
  { disputes, ledger }: { disputes: CreditDisputes; ledger: Ledger },
) {
  /** What closes it may arrive first. */
  async function findOrCreateLocked(of: Taken): Promise<CreditDispute> {
    const opened = { ...of, status: 'OPEN' as const, takenCredits: 0, openedAt: clock.now() };
    await disputes.bulkCreate([opened], { ignoreDuplicates: true });
    return disputes.findByPk(of.disputeId, { lock: true, rejectOnEmpty: true });
  }

  /** In a unit: so many, but no more than are left. */
  async function take(dispute: CreditDispute, wanted: number, reason: string): Promise<void> {
    if (dispute.status !== 'OPEN') return;
    const { disputeId, userId } = dispute;
    const left = await ledger.balance(creditsOf(userId));
    const credits = Math.min(wanted, left);
    await dispute.update({ status: 'LOST', takenCredits: credits, closedAt: clock.now() });
    if (credits === 0) return;
    await ledger.post([movement('TAKEN_BACK', disputeId, userId, credits, reason, about(disputeId))]);
    await events.emit(creditsTakenBack, { userId, credits, by: reason === GIVEN_BACK ? 'REFUND' : 'BANK' });
  }

  /** In a unit; also after a loss, when the money comes again. */
  async function reinstate(dispute: CreditDispute, reason: string): Promise<void> {
    const { disputeId, userId, status, takenCredits } = dispute;
    if (status === 'WON') return;
    await dispute.update({ status: 'WON', closedAt: clock.now() });
    if (takenCredits === 0) return;
    await ledger.post([movement('REINSTATED', disputeId, userId, takenCredits, reason, about(disputeId))]);
  }

  return { findOrCreateLocked, take, reinstate };
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
