/**
 * The only place that writes subscriptions and their terms. Each transition changes a locked row in a unit; `save` then
 * writes all that has changed.
 */
import { type InferAttributes, Op } from 'sequelize';
import { systemActor } from '../../../platform/kernel/actor';
import { newId } from '../../../platform/kernel/ids';
import type { PricedTerms } from './plan.rules';
import type { SubscriptionRow, SubscriptionTerms } from './subscription.model';
import { type EndReason, inForce } from './subscription.rules';
import type { SubscriptionsContext } from './subscriptions.context';
import { subscriptionEnded, subscriptionPlanChanged, subscriptionStarted } from './subscriptions.events';

/** The job that ends at the gateway what has ended here. */
export const END_AT_GATEWAY = 'billing.end_subscription_at_gateway';

const NOTHING_DUE = { dueInvoiceId: null, dueCents: null, dueUrl: null };

interface NewSubscription {
  userId: string;
  terms: PricedTerms;
  gateway: string;
  requestKey: string | null;
}

/** How the gateway names a subscription: by its own id, and by ours where it knows it. */
interface GatewayReference {
  gateway: string;
  gatewaySubscriptionId: string;
  reference: string | null;
}

export type SubscriptionStore = ReturnType<typeof createSubscriptionStore>;

export function createSubscriptionStore({
  platform: { clock, events, queue },
  audit,
  identity,
  models,
}: Pick<SubscriptionsContext, 'platform' | 'audit' | 'identity' | 'models'>) {
  const { subscriptions } = models;

  const lock = (id: string): Promise<SubscriptionRow> =>
    subscriptions.findByPk(id, { lock: true, rejectOnEmpty: true });

  const findLive = (userId: string): Promise<SubscriptionRow | null> =>
    subscriptions.findOne({ where: { liveSlot: userId } });

  const lockLive = (userId: string): Promise<SubscriptionRow | null> =>
    subscriptions.findOne({ where: { liveSlot: userId }, lock: true });

  const findAtGateway = (
    { gateway, gatewaySubscriptionId, reference }: GatewayReference,
    { lock: locked } = { lock: false },
  ): Promise<SubscriptionRow | null> =>
    subscriptions.findOne({
      where: { [Op.or]: [{ gateway, gatewaySubscriptionId }, ...(reference ? [{ id: reference }] : [])] },
      lock: locked,
    });

  /** In the order in which they begin. */
  const termsOf = (subscriptionId: string, status?: 'AGREED'): Promise<SubscriptionTerms[]> =>
    models.terms.findAll({
      where: { subscriptionId, ...(status ? { status } : {}) },
      order: [
        ['fromAt', 'ASC'],
        ['id', 'ASC'],
      ],
    });

  /** What every event about it says. */
  const factsOf = ({ id, userId, plan, termLength }: SubscriptionRow) => ({
    ...{ subscriptionId: id, userId, plan, termLength },
  });

  async function create({ userId, terms, gateway, requestKey }: NewSubscription): Promise<SubscriptionRow> {
    const now = clock.now();
    const { plan, termLength } = terms;
    const row = await subscriptions.create({
      ...{ id: newId(), userId, requestKey, status: 'AWAITING_PAYMENT', plan, termLength, gateway },
      ...{ endsWithPeriod: false, noticesSent: 0, roundsAsked: 0, roundApplied: 0 },
      ...{ createdAt: now, updatedAt: now },
    });
    await models.terms.create({
      ...{ id: newId(), subscriptionId: row.id, status: 'AGREED', ...terms },
      ...{ upgradeCredits: null, fromAt: now, createdAt: now },
    });
    return row;
  }

  async function save(
    row: SubscriptionRow,
    changes: Partial<InferAttributes<SubscriptionRow>> = {},
  ): Promise<void> {
    row.set(changes);
    await write(row);
  }

  /** Writes what was set. A plan that comes into force, or ends, changes the limits of its subscriber. */
  async function write(row: SubscriptionRow): Promise<void> {
    const [startsOrEnds, changesPlan] = [row.changed('liveSlot'), row.changed('plan')];
    const fromPlan = row.previous('plan') ?? null;
    await row.save();
    if (startsOrEnds || changesPlan) identity.limitChanged(row.userId);
    if (!startsOrEnds && changesPlan && row.liveSlot !== null)
      await events.emit(subscriptionPlanChanged, { ...factsOf(row), fromPlan });
  }

  /**
   * In a unit. Numbers a question to the gateway before it is asked, and a change there after it is made: an answer with
   * a lower number may be older.
   */
  async function nextRound(id: string): Promise<{ round: number; gateway: string }> {
    const row = await lock(id);
    await row.update({ roundsAsked: row.roundsAsked + 1 });
    return { round: row.roundsAsked, gateway: row.gateway };
  }

  const requestTerms = (
    subscriptionId: string,
    terms: PricedTerms & { upgradeCredits: number | null; fromAt: number },
  ): Promise<SubscriptionTerms> =>
    models.terms.create({
      ...{ id: newId(), subscriptionId, status: 'ASKED', ...terms },
      createdAt: clock.now(),
    });

  /** The gateway has these terms now. Terms planned for later give way to them. */
  async function confirmTerms(id: string, termsId: string): Promise<void> {
    const row = await lock(id);
    for (const terms of await termsOf(id)) {
      if (terms.id === termsId) await terms.update({ status: 'AGREED' });
      else if (terms.fromAt > clock.now() && terms.id < termsId) await terms.destroy();
    }
    await adoptTermsInForce(row);
    await write(row);
  }

  /** Terms that were asked for and not confirmed meanwhile. */
  async function withdrawTerms(id: string, termsId: string): Promise<void> {
    await nextRound(id);
    await models.terms.destroy({ where: { id: termsId, status: 'ASKED' } });
  }

  /** The gateway does not have them. */
  const dropTerms = (terms: SubscriptionTerms): Promise<void> => terms.destroy();

  async function adoptTermsInForce(row: SubscriptionRow): Promise<void> {
    const { plan, termLength } = inForce(await termsOf(row.id, 'AGREED'), clock.now());
    row.set({ plan, termLength });
  }

  /** It is paid: it starts, or is no longer past due. One that has ended stays ended. */
  async function activate(row: SubscriptionRow): Promise<void> {
    if (row.status === 'PAST_DUE') row.set({ status: 'ACTIVE', pastDueSince: null, noticesSent: 0 });
    if (row.status !== 'AWAITING_PAYMENT') return;
    await replaceOther(row);
    row.set({ status: 'ACTIVE', liveSlot: row.userId, checkoutUrl: null });
    await events.emit(subscriptionStarted, { ...factsOf(row), periodEnd: row.periodEnd ?? clock.now() });
    await audit.record({
      actor: systemActor('billing.subscriptions'),
      action: 'subscription.started',
      subject: { type: 'subscription', id: row.id },
      detail: { userId: row.userId, plan: row.plan, interval: row.termLength },
    });
  }

  /** Two checkouts were paid: the one paid last wins. */
  async function replaceOther({ userId }: SubscriptionRow): Promise<void> {
    const other = await lockLive(userId);
    if (!other) return;
    await end(other, 'REPLACED');
    await write(other);
  }

  /**
   * A checkout was dropped as not paid, and the payment is known only now. The subscription starts after all, unless
   * another has started meanwhile; then it is ended at the gateway before it is charged again.
   */
  async function reopen(row: SubscriptionRow, gatewaySubscriptionId: string): Promise<void> {
    if (row.endReason !== 'NOT_PAID' || row.gatewaySubscriptionId !== null) return;
    row.set({ gatewaySubscriptionId });
    if (await findLive(row.userId)) {
      row.set({ endReason: 'REPLACED' });
      await queue.enqueue(END_AT_GATEWAY, { gateway: row.gateway, gatewaySubscriptionId });
    } else row.set({ status: 'AWAITING_PAYMENT', endReason: null, endedAt: null });
  }

  function markPastDue(row: SubscriptionRow): void {
    if (row.status === 'ACTIVE') row.set({ status: 'PAST_DUE', pastDueSince: clock.now(), noticesSent: 0 });
  }

  /** Another invoice may have become due since; that one stays. */
  function clearDue(row: SubscriptionRow, gatewayInvoiceId: string): void {
    if (row.dueInvoiceId === gatewayInvoiceId) row.set(NOTHING_DUE);
  }

  /** Granted credits stay; the limits of the plan end. */
  async function end(row: SubscriptionRow, reason: EndReason): Promise<void> {
    if (row.status === 'ENDED') return;
    const wasLive = row.liveSlot !== null;
    row.set({
      ...{ status: 'ENDED', liveSlot: null, pastDueSince: null, checkoutUrl: null },
      ...{ paymentMethodId: null, ...NOTHING_DUE },
      ...{ endReason: reason, endedAt: clock.now(), updatedAt: clock.now() },
    });
    if (row.gatewaySubscriptionId !== null && reason !== 'CANCELLED') {
      const { gateway, gatewaySubscriptionId } = row;
      await queue.enqueue(END_AT_GATEWAY, { gateway, gatewaySubscriptionId });
    }
    if (!wasLive) return;
    await events.emit(subscriptionEnded, { ...factsOf(row), reason });
    await audit.record({
      actor: systemActor('billing.subscriptions'),
      action: 'subscription.ended',
      subject: { type: 'subscription', id: row.id },
      detail: { userId: row.userId, reason },
    });
  }

  return {
    ...{ subscriptions, lock, findLive, lockLive, findAtGateway, termsOf, factsOf },
    ...{ create, save, nextRound },
    ...{ requestTerms, confirmTerms, withdrawTerms, dropTerms, adoptTermsInForce },
    ...{ activate, reopen, markPastDue, clearDue, end },
  };
}
