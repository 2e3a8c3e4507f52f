/** Changes the plan of a live subscription, or ends it: asked here, done by the gateway, agreed here. */
import type { UserActor } from '../../../platform/kernel/actor';
import { newId } from '../../../platform/kernel/ids';
import { SECOND_MS } from '../../../platform/kernel/clock';
import { GatewayRefusal } from '../../payments';
import type { FollowGateway } from './follow-gateway';
import type { Life } from './life';
import type { ReadSubscriptions } from './read-subscriptions';
import { directionOf, gatewayPriceOf, priced, upgradeCreditsOf } from './plan.rules';
import type { SubscriptionRow, SubscriptionTerms } from './subscription.model';
import { inForce } from './subscription.rules';
import { askGateway, type SubscriptionsContext } from './subscriptions.context';
import {
  changeNotNow,
  changeUnderWay,
  noSubscription,
  subscriptionEnding,
  subscriptionOverdue,
} from './subscriptions.problems';
import type { PlanChoice, SubscriptionCancellation, SubscriptionView } from './subscriptions.schema';

interface Asked {
  gatewayId: string;
  /** In force now. */
  current: SubscriptionTerms;
  wanted: SubscriptionTerms;
  /** The gateway has the price of a later step down, which gives way first. */
  later: SubscriptionTerms | null;
}

export function createChangeSubscription(
  context: SubscriptionsContext,
  life: Life,
  { follow }: FollowGateway,
  { view }: ReadSubscriptions,
) {
  const { platform, audit, models, plans } = context;
  const { clock, database } = platform;

  /** Speaks to the gateway between two units; asked again for the same, it goes on with the same change. */
  async function change(actor: UserActor, choice: PlanChoice): Promise<SubscriptionView> {
    const { id, asked } = await database.atomically(() => ask(actor, choice));
    if (asked) {
      await carryOut(id, asked);
      await database.atomically(async () => {
        await life.agree(id, asked.wanted.id);
        await life.countRound(id);
      });
      await follow(id, asked.gatewayId);
    }
    return view(id);
  }

  async function ask(actor: UserActor, choice: PlanChoice): Promise<{ id: string; asked: Asked | null }> {
    const row = await lockLive(actor.userId);
    if (row.endsWithPeriod) throw subscriptionEnding('It ends with its period. Resume it first.');
    if (row.status === 'PAST_DUE') throw subscriptionOverdue('Pay what is due before you change the plan.');
    const { periodStart, periodEnd, gatewaySubscriptionId: gatewayId } = row;
    if (periodStart === null || periodEnd === null || gatewayId === null) {
      throw changeUnderWay('The subscription has just begun; try again in a moment.');
    }
    const terms = await life.termsOf(row.id);
    // To the second below, as the gateway counts: its periods must not begin before the terms that they fall under.
    const now = Math.floor(clock.now() / SECOND_MS) * SECOND_MS;
    const agreed = terms.filter(({ status }) => status === 'AGREED');
    const current = inForce(agreed, clock.now());
    const later = agreed.find(({ fromAt }) => fromAt > clock.now()) ?? null;
    const to = { plan: choice.plan, termLength: choice.interval };
    const underWay = terms.find(({ status }) => status === 'ASKED');
    if (underWay) {
      if (underWay.plan === to.plan && underWay.termLength === to.termLength)
        return { id: row.id, asked: { gatewayId, current, wanted: underWay, later } };
      throw changeUnderWay('Another change of the plan has not been confirmed yet; try again later.');
    }
    const direction = directionOf(current, to);
    if (direction === 'NOT_BEFORE_RENEWAL')
      throw changeNotNow(
        'From years to months, or to a smaller plan by the year: end this one, then subscribe anew.',
      );
    if (later?.plan === to.plan || (direction === 'STAY' && later === null))
      return { id: row.id, asked: null };
    const goal = priced(plans, to);
    const wanted = await models.terms.create({
      ...{ id: newId(), subscriptionId: row.id, status: 'ASKED', ...goal },
      ...(direction === 'STAY' ? { priceCents: current.priceCents } : {}),
      upgradeCredits:
        direction === 'UP'
          ? upgradeCreditsOf(current, goal, { start: periodStart, end: periodEnd }, now)
          : null,
      fromAt: direction === 'DOWN' ? periodEnd : now,
      createdAt: clock.now(),
    });
    await audit.record({
      actor,
      action: 'subscription.change_asked',
      subject: { type: 'subscription', id: row.id },
      detail: { from: current.plan, to: to.plan, interval: to.termLength, direction },
    });
    return { id: row.id, asked: { gatewayId, current, wanted, later } };
  }

  /** A step up that the gateway refuses leaves a planned step down planned, there as here. */
  const carryOut = (id: string, { gatewayId, current, wanted, later }: Asked): Promise<void> =>
    askGateway(context, async (gateway) => {
      const isUpgrade = wanted.upgradeCredits !== null;
      const setPrice = (step: string, terms: SubscriptionTerms, proration: 'INVOICE_NOW' | 'NONE') =>
        gateway.changeSubscription({
          ...{ idempotencyKey: `${step}:${wanted.id}`, subscriptionId: gatewayId, proration },
          price: gatewayPriceOf(plans, terms),
        });
      let gaveWay: SubscriptionTerms | null = null;
      try {
        if (isUpgrade && later) {
          await setPrice('back', current, 'NONE');
          gaveWay = later;
        }
        await setPrice('change', wanted, isUpgrade ? 'INVOICE_NOW' : 'NONE');
      } catch (error) {
        if (!(error instanceof GatewayRefusal)) throw error;
        // Where this fails, the change stays asked for, and how the gateway has it is looked up later.
        if (gaveWay) await setPrice('restore', gaveWay, 'NONE');
        await database.atomically(() => forget(id, wanted));
        throw error;
      }
    });

  async function forget(id: string, wanted: SubscriptionTerms): Promise<void> {
    await life.countRound(id);
    await models.terms.destroy({ where: { id: wanted.id, status: 'ASKED' } });
  }

  /** Speaks to the gateway after a unit. Nothing is given back for the rest of the period. */
  async function cancel(
    actor: UserActor,
    { atPeriodEnd }: SubscriptionCancellation,
  ): Promise<SubscriptionView> {
    const { id, gatewayId } = await database.atomically(async () => {
      const row = await lockLive(actor.userId);
      if (row.gatewaySubscriptionId === null)
        throw changeUnderWay('It has just begun; try again in a moment.');
      await audit.record({
        actor,
        action: 'subscription.cancelled',
        subject: { type: 'subscription', id: row.id },
        detail: { atPeriodEnd },
      });
      return { id: row.id, gatewayId: row.gatewaySubscriptionId };
    });
    const when = atPeriodEnd ? 'PERIOD_END' : 'NOW';
    // What was resumed may be cancelled again, which an earlier key would leave undone.
    const idempotencyKey = `cancel:${newId()}`;
    await askGateway(context, (gateway) =>
      gateway.cancelSubscription({ idempotencyKey, subscriptionId: gatewayId, when }),
    );
    await follow(id, gatewayId);
    return view(id);
  }

  /** Takes a planned end back; speaks to the gateway after a unit. One that goes on anyway goes on. */
  async function resume(actor: UserActor): Promise<SubscriptionView> {
    const { id, gatewaySubscriptionId, endsWithPeriod } = await database.atomically(async () => {
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
      await askGateway(context, (gateway) => gateway.resumeSubscription(order));
      await follow(id, gatewaySubscriptionId);
    }
    return view(id);
  }

  async function lockLive(userId: string): Promise<SubscriptionRow> {
    const row = await models.subscriptions.findOne({ where: { liveSlot: userId }, lock: true });
    if (!row) throw noSubscription('Subscribe first.');
    return row;
  }

  return { change, cancel, resume };
}
