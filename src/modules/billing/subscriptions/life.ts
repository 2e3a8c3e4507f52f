/** The turns in the life of a subscription, each in a unit and on its locked row: it begins, is overdue, is over. */
import { systemActor } from '../../../platform/kernel/actor';
import type { SubscriptionRow, SubscriptionTerms } from './subscription.model';
import { type EndReason, inForce } from './subscription.rules';
import type { SubscriptionsContext } from './subscriptions.context';
import { subscriptionEnded, subscriptionStarted } from './subscriptions.events';

/** The job that ends at the gateway what has ended here. */
export const END_AT_GATEWAY = 'billing.end_subscription_at_gateway';

export const NOTHING_DUE = { dueInvoiceId: null, dueCents: null, dueUrl: null };

export type Life = ReturnType<typeof createLife>;

export function createLife({ platform, audit, models }: SubscriptionsContext) {
  const { clock, outbox, queue } = platform;

  const lock = (id: string): Promise<SubscriptionRow> =>
    models.subscriptions.findByPk(id, { lock: true, rejectOnEmpty: true });

  /**
   * In a unit. Counts an asking of the gateway before it, and a change there after it: what the gateway answers to an
   * earlier asking may be older.
   */
  async function countRound(id: string): Promise<number> {
    const row = await lock(id);
    await row.update({ roundsAsked: row.roundsAsked + 1 });
    return row.roundsAsked;
  }

  /** In the order in which they begin. */
  const termsOf = (subscriptionId: string, status?: 'AGREED'): Promise<SubscriptionTerms[]> =>
    models.terms.findAll({
      where: { subscriptionId, ...(status ? { status } : {}) },
      order: [
        ['fromAt', 'ASC'],
        ['id', 'ASC'],
      ],
    });

  const factsOf = ({ id, userId, plan, termLength }: SubscriptionRow) => ({
    ...{ subscriptionId: id, userId, plan, termLength },
  });

  /** Takes over the plan of the terms in force at an instant. */
  async function takeTerms(row: SubscriptionRow, at: number): Promise<void> {
    const { plan, termLength } = inForce(await termsOf(row.id, 'AGREED'), at);
    row.set({ plan, termLength });
  }

  /** The gateway has taken these terms over. What was planned for later gives way to them. */
  async function agree(id: string, termsId: string): Promise<void> {
    const row = await lock(id);
    for (const terms of await termsOf(id)) {
      if (terms.id === termsId) await terms.update({ status: 'AGREED' });
      else if (terms.fromAt > clock.now() && terms.id < termsId) await terms.destroy();
    }
    await takeTerms(row, clock.now());
    await row.save();
  }

  /** It is paid: it begins, or is no longer overdue. One that has ended stays so. */
  async function goOn(row: SubscriptionRow): Promise<void> {
    if (row.status === 'PAST_DUE') row.set({ status: 'ACTIVE', pastDueSince: null, noticesSent: 0 });
    if (row.status !== 'AWAITING_PAYMENT') return;
    await endOthers(row);
    row.set({ status: 'ACTIVE', liveSlot: row.userId, checkoutUrl: null });
    await outbox.emit(subscriptionStarted, { ...factsOf(row), periodEnd: row.periodEnd ?? clock.now() });
    await audit.record({
      actor: systemActor('billing.subscriptions'),
      action: 'subscription.started',
      subject: { type: 'subscription', id: row.id },
      detail: { userId: row.userId, plan: row.plan, interval: row.termLength },
    });
  }

  /** Two checkouts were paid: the one paid last stands. */
  async function endOthers(row: SubscriptionRow): Promise<void> {
    const other = await models.subscriptions.findOne({ where: { liveSlot: row.userId }, lock: true });
    if (!other) return;
    await end(other, 'REPLACED');
    await other.save();
  }

  /**
   * A checkout that was dropped as not paid, and was paid: its news came late. It begins after all, unless another has
   * begun by now; then it is ended at the gateway, before it is charged again.
   */
  async function takeUp(row: SubscriptionRow, gatewaySubscriptionId: string): Promise<void> {
    if (row.endReason !== 'NOT_PAID' || row.gatewaySubscriptionId !== null) return;
    row.set({ gatewaySubscriptionId });
    if (await models.subscriptions.findOne({ where: { liveSlot: row.userId } })) {
      row.set({ endReason: 'REPLACED' });
      await queue.enqueue(END_AT_GATEWAY, { gatewaySubscriptionId });
    } else row.set({ status: 'AWAITING_PAYMENT', endReason: null, endedAt: null });
  }

  function fallBehind(row: SubscriptionRow): void {
    if (row.status === 'ACTIVE') row.set({ status: 'PAST_DUE', pastDueSince: clock.now(), noticesSent: 0 });
  }

  /** What was granted stays; the effects of the plan end. */
  async function end(row: SubscriptionRow, reason: EndReason): Promise<void> {
    if (row.status === 'ENDED') return;
    const wasLive = row.liveSlot !== null;
    row.set({
      ...{ status: 'ENDED', liveSlot: null, pastDueSince: null, checkoutUrl: null },
      ...{ paymentMethodId: null, ...NOTHING_DUE },
      ...{ endReason: reason, endedAt: clock.now(), updatedAt: clock.now() },
    });
    if (row.gatewaySubscriptionId !== null && reason !== 'CANCELLED') {
      await queue.enqueue(END_AT_GATEWAY, { gatewaySubscriptionId: row.gatewaySubscriptionId });
    }
    if (!wasLive) return;
    await outbox.emit(subscriptionEnded, { ...factsOf(row), reason });
    await audit.record({
      actor: systemActor('billing.subscriptions'),
      action: 'subscription.ended',
      subject: { type: 'subscription', id: row.id },
      detail: { userId: row.userId, reason },
    });
  }

  return { lock, countRound, termsOf, factsOf, takeTerms, agree, goOn, takeUp, fallBehind, end };
}
