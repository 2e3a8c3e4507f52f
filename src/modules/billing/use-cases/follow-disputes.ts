/** What becomes of credits whose payer's bank takes the money back: none are spent meanwhile, and a loss takes them. */
import type { Platform } from '../../../platform/platform';
import type { Ledger } from '../../ledger';
import { paymentDisputeClosed, paymentDisputed } from '../../payments';
import { creditsTakenBack } from '../billing.events';
import type { CreditDispute, CreditDisputes } from '../credit-dispute.model';
import type { CreditOrders } from '../credit-order.model';
import { creditsOf, isOrder, movement } from '../credit.rules';

interface Deps {
  disputes: CreditDisputes;
  orders: CreditOrders;
  ledger: Ledger;
}

interface Disputed {
  disputeId: string;
  subjectId: string;
  payerId: string;
}

export function followDisputes({ clock, outbox }: Platform, { disputes, orders, ledger }: Deps): void {
  outbox.on(paymentDisputed, 'billing', { runs: 'unit' }, async (news) => {
    if (isOrder(news.purpose)) await lock(news);
  });

  outbox.on(paymentDisputeClosed, 'billing', { runs: 'unit' }, async (news) => {
    if (!isOrder(news.purpose)) return;
    const dispute = await lock(news);
    if (news.outcome === 'LOST') await lose(dispute);
    else await win(dispute);
  });

  /** That it is closed may be heard first. */
  async function lock({ disputeId, subjectId: orderId, payerId: userId }: Disputed): Promise<CreditDispute> {
    const opened = { disputeId, userId, orderId, status: 'OPEN' as const, takenCredits: 0 };
    await disputes.bulkCreate([{ ...opened, openedAt: clock.now() }], { ignoreDuplicates: true });
    return disputes.findByPk(disputeId, { lock: true, rejectOnEmpty: true });
  }

  /** Takes what is left of as many as were bought; those that are spent are lost to us. */
  async function lose(dispute: CreditDispute): Promise<void> {
    if (dispute.status !== 'OPEN') return;
    const { disputeId, userId, orderId } = dispute;
    const order = await orders.findByPk(orderId, { rejectOnEmpty: true });
    const left = await ledger.balance(creditsOf(userId));
    const credits = order.status === 'PAID' ? Math.min(order.credits, left) : 0;
    await dispute.update({ status: 'LOST', takenCredits: credits, closedAt: clock.now() });
    if (credits === 0) return;
    const reason = 'The bank took the money back';
    await ledger.post([movement('TAKEN_BACK', disputeId, userId, credits, reason, about(disputeId))]);
    await outbox.emit(creditsTakenBack, { userId, credits });
  }

  /** A loss is followed by this where an appeal brought the money back after all. */
  async function win(dispute: CreditDispute): Promise<void> {
    const { disputeId, userId, status, takenCredits } = dispute;
    if (status === 'WON') return;
    await dispute.update({ status: 'WON', closedAt: clock.now() });
    if (takenCredits === 0) return;
    const reason = 'The bank gave the money back';
    await ledger.post([movement('REINSTATED', disputeId, userId, takenCredits, reason, about(disputeId))]);
  }
}

const about = (disputeId: string) => ({ type: 'credit_dispute', id: disputeId });
