/** Changes, cancels or resumes a live subscription: requested here, made by the gateway, confirmed here. */
import type { UserActor } from '../../../platform/kernel/actor';
import { SECOND_MS } from '../../../platform/kernel/clock';
import { newId } from '../../../platform/kernel/ids';
import { GatewayRefusal } from '../../gateway';
import { refuseOtherPrice } from '../billing.problems';
import { callGateway } from './billing-gateways';
import { classifyChange, gatewayPriceOf, priceTerms, upgradeCreditsOf } from './plan.rules';
import type { ReadSubscriptions, SubscriptionFile } from './read-subscriptions';
import type { SubscriptionRow, SubscriptionTerms } from './subscription.model';
import { inForce } from './subscription.rules';
import type { SubscriptionsContext } from './subscriptions.context';
import {
  changeInProgress,
  noSubscription,
  planChangeNotAllowed,
  subscriptionEnding,
  subscriptionUnpaid,
} from './subscriptions.problems';
import type { PlanChoice, SubscriptionCancellation } from './subscriptions.schema';
import type { SyncSubscription } from './sync-subscription';

interface RequestedChange {
  gateway: string;
  gatewayId: string;
  /** In force now. */
  current: SubscriptionTerms;
  requested: SubscriptionTerms;
  /** A planned downgrade, whose price the gateway has already; an upgrade removes it first. */
  planned: SubscriptionTerms | null;
}

export function createChangeSubscription(
  context: SubscriptionsContext,
  { syncSubscription }: SyncSubscription,
  { getSubscription }: ReadSubscriptions,
) {
  const { platform, audit, store, plans } = context;
  const { clock, database, features } = platform;

  /** Calls the gateway between two units; the same request sent again continues the same change. */
  async function changePlan(actor: UserActor, choice: PlanChoice): Promise<SubscriptionFile> {
    const { id, change } = await database.atomically(() => requestChange(actor, choice));
    if (change) {
      await changeAtGateway(id, change);
      await database.atomically(async () => {
        await store.confirmTerms(id, change.requested.id);
        await store.nextRound(id);
      });
      await syncSubscription(id, change.gatewayId);
    }
    return getSubscription(id);
  }

  async function requestChange(
    actor: UserActor,
    choice: PlanChoice,
  ): Promise<{ id: string; change: RequestedChange | null }> {
    const row = await lockLive(actor.userId);
    if (row.endsWithPeriod)
      throw subscriptionEnding('The subscription ends with its period. Resume it first.');
    if (row.status === 'PAST_DUE') throw subscriptionUnpaid('Pay what is due, then change the plan.');
    const { periodStart, periodEnd, gateway, gatewaySubscriptionId: gatewayId } = row;
    if (periodStart === null || periodEnd === null || gatewayId === null) {
      throw changeInProgress('The subscription has just started. Try again in a moment.');
    }
    const terms = await store.termsOf(row.id);
    // The gateway counts whole seconds: a period there must not start before the terms that it falls under.
    const now = Math.floor(clock.now() / SECOND_MS) * SECOND_MS;
    const agreed = terms.filter(({ status }) => status === 'AGREED');
    const current = inForce(agreed, clock.now());
    const planned = agreed.find(({ fromAt }) => fromAt > clock.now()) ?? null;
    const to = { plan: choice.plan, termLength: choice.interval };
    const inProgress = terms.find(({ status }) => status === 'ASKED');
    if (inProgress) {
      if (inProgress.plan !== to.plan || inProgress.termLength !== to.termLength) {
        throw changeInProgress('Another change of plan is not confirmed yet. Try again later.');
      }
      return { id: row.id, change: { gateway, gatewayId, current, requested: inProgress, planned } };
    }
    features.refuseOff('FEATURE_CREDIT_SALES');
    const kind = classifyChange(current, to);
    if (kind === 'NOT_ALLOWED') {
      throw planChangeNotAllowed(
        'A yearly plan cannot become monthly, nor a yearly plan smaller, before it ends. Cancel it, then subscribe again.',
      );
    }
    if (planned?.plan === to.plan || (kind === 'SAME_PLAN' && planned === null)) {
      return { id: row.id, change: null };
    }
    const listed = priceTerms(plans, to);
    const target = kind === 'SAME_PLAN' ? { ...listed, priceCents: current.priceCents } : listed;
    refuseOtherPrice(choice.priceCents, target.priceCents);
    const requested = await store.requestTerms(row.id, {
      ...target,
      upgradeCredits:
        kind === 'UPGRADE'
          ? upgradeCreditsOf(current, target, { start: periodStart, end: periodEnd }, now)
          : null,
      fromAt: kind === 'DOWNGRADE' ? periodEnd : now,
    });
    await audit.record({
      actor,
      action: 'subscription.change_requested',
      subject: { type: 'subscription', id: row.id },
      detail: { from: current.plan, to: to.plan, interval: to.termLength, kind },
    });
    return { id: row.id, change: { gateway, gatewayId, current, requested, planned } };
  }

  /** An upgrade that the gateway refuses leaves a planned downgrade planned, there as here. */
  const changeAtGateway = (id: string, change: RequestedChange): Promise<void> =>
    callGateway(context, change.gateway, async (gateway) => {
      const { gatewayId, current, requested, planned } = change;
      const isUpgrade = requested.upgradeCredits !== null;
      const setPrice = (step: string, terms: SubscriptionTerms, proration: 'INVOICE_NOW' | 'NONE') =>
        gateway.changeSubscription({
          ...{ idempotencyKey: `${step}:${requested.id}`, subscriptionId: gatewayId, proration },
          price: gatewayPriceOf(plans, terms),
        });
      let removed: SubscriptionTerms | null = null;
      try {
        if (isUpgrade && planned) {
          await setPrice('back', current, 'NONE');
          removed = planned;
        }
        await setPrice('change', requested, isUpgrade ? 'INVOICE_NOW' : 'NONE');
      } catch (error) {
        if (!(error instanceof GatewayRefusal)) throw error;
        // If this fails, the change stays requested, and what the gateway has is looked up later.
        if (removed) await setPrice('restore', removed, 'NONE');
        await database.atomically(() => store.withdrawTerms(id, requested.id));
        throw error;
      }
    });

  /** Calls the gateway after a unit. The rest of the period is not refunded. */
  async function cancel(
    actor: UserActor,
    { atPeriodEnd }: SubscriptionCancellation,
  ): Promise<SubscriptionFile> {
    const {
      id,
      gateway: name,
      gatewayId,
    } = await database.atomically(async () => {
      const row = await lockLive(actor.userId);
      if (row.gatewaySubscriptionId === null)
        throw changeInProgress('The subscription has just started. Try again in a moment.');
      await audit.record({
        actor,
        action: 'subscription.cancelled',
        subject: { type: 'subscription', id: row.id },
        detail: { atPeriodEnd },
      });
      return { id: row.id, gateway: row.gateway, gatewayId: row.gatewaySubscriptionId };
    });
    const when = atPeriodEnd ? 'PERIOD_END' : 'NOW';
    // A new key each time: canceling again after a resumption must not repeat an old answer.
    const idempotencyKey = `cancel:${newId()}`;
    await callGateway(context, name, (gateway) =>
      gateway.cancelSubscription({ idempotencyKey, subscriptionId: gatewayId, when }),
    );
    await syncSubscription(id, gatewayId);
    return getSubscription(id);
  }

  /** Takes back a planned cancellation; calls the gateway after a unit. Does nothing where none is planned. */
  async function resume(actor: UserActor): Promise<SubscriptionFile> {
    const {
      id,
      gateway: name,
      gatewaySubscriptionId,
      endsWithPeriod,
    } = await database.atomically(async () => {
      const row = await lockLive(actor.userId);
      if (row.endsWithPeriod) {
        await audit.record({
          actor,
          action: 'subscription.resumed',
          subject: { type: 'subscription', id: row.id },
        });
      }
      return row;
    });
    if (endsWithPeriod && gatewaySubscriptionId !== null) {
      const order = { idempotencyKey: `resume:${newId()}`, subscriptionId: gatewaySubscriptionId };
      await callGateway(context, name, (gateway) => gateway.resumeSubscription(order));
      await syncSubscription(id, gatewaySubscriptionId);
    }
    return getSubscription(id);
  }

  async function lockLive(userId: string): Promise<SubscriptionRow> {
    const row = await store.lockLive(userId);
    if (!row) throw noSubscription('Subscribe first.');
    return row;
  }

  return { changePlan, cancel, resume };
}
