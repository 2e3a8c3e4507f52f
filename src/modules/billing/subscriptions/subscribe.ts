/** Begins a subscription: a checkout at the gateway. Credits and effects come with the payment. */
import { UniqueConstraintError } from 'sequelize';
import { idempotencyKeyReused } from '../../../platform/http/idempotency';
import type { UserActor } from '../../../platform/kernel/actor';
import { newId } from '../../../platform/kernel/ids';
import { gatewayUnavailable } from '../../payments';
import type { KeepCustomer } from './keep-customer';
import type { Life } from './life';
import { gatewayPriceOf, priced } from './plan.rules';
import type { SubscriptionRow } from './subscription.model';
import { presentSubscription } from './subscription.view';
import { askGateway, gatewayOf, type SubscriptionsContext } from './subscriptions.context';
import { subscribedAlready } from './subscriptions.problems';
import type { PlanChoice, SubscriptionView } from './subscriptions.schema';

export function createSubscribe(context: SubscriptionsContext, life: Life, { customerOf }: KeepCustomer) {
  const { platform, models, plans } = context;
  const { clock, config, database } = platform;

  /** Speaks to the gateway between two units; sent again with the same `requestKey` it goes on with the same checkout. */
  return async function subscribe(
    actor: UserActor,
    wanted: PlanChoice,
    requestKey: string | null,
  ): Promise<SubscriptionView> {
    gatewayOf(context);
    const row = await findOrCreate(actor.userId, wanted, requestKey);
    if (row.status === 'AWAITING_PAYMENT' && row.checkoutUrl === null) {
      await row.update({ checkoutUrl: await openCheckout(row) });
    }
    return presentSubscription(row, await life.termsOf(row.id, 'AGREED'), clock.now());
  };

  async function findOrCreate(
    userId: string,
    wanted: PlanChoice,
    requestKey: string | null,
  ): Promise<SubscriptionRow> {
    const offer = { plan: wanted.plan, termLength: wanted.interval };
    try {
      return await database.atomically(() => create(userId, offer, requestKey));
    } catch (error) {
      if (!(error instanceof UniqueConstraintError)) throw error;
    }
    const earlier = await models.subscriptions.findOne({
      where: { userId, requestKey },
      rejectOnEmpty: true,
    });
    const [first] = await life.termsOf(earlier.id, 'AGREED');
    if (first?.plan === offer.plan && first.termLength === offer.termLength) return earlier;
    throw idempotencyKeyReused('Use a new key for another plan.');
  }

  async function create(
    userId: string,
    offer: Parameters<typeof priced>[1],
    requestKey: string | null,
  ): Promise<SubscriptionRow> {
    const earlier =
      requestKey === null ? null : await models.subscriptions.findOne({ where: { userId, requestKey } });
    if (!earlier && (await models.subscriptions.findOne({ where: { liveSlot: userId } }))) {
      throw subscribedAlready('Change the plan of your subscription instead.');
    }
    const now = clock.now();
    const row = await models.subscriptions.create({
      ...{ id: newId(), userId, requestKey, status: 'AWAITING_PAYMENT', ...offer },
      ...{ endsWithPeriod: false, noticesSent: 0, roundsAsked: 0, roundApplied: 0 },
      ...{ createdAt: now, updatedAt: now },
    });
    await models.terms.create({
      ...{ id: newId(), subscriptionId: row.id, status: 'AGREED', ...priced(plans, offer) },
      ...{ upgradeCredits: null, fromAt: now, createdAt: now },
    });
    return row;
  }

  async function openCheckout(row: SubscriptionRow): Promise<string> {
    const [terms] = await life.termsOf(row.id, 'AGREED');
    if (!terms) throw new Error(`The subscription ${row.id} has no terms.`);
    const session = await askGateway(context, async (gateway) =>
      gateway.createCheckout({
        idempotencyKey: `checkout:${row.id}`,
        reference: row.id,
        customerId: await customerOf(row.userId),
        price: gatewayPriceOf(plans, terms),
        successUrl: `${config.siteUrl}/?subscribed`,
        cancelUrl: `${config.siteUrl}/?subscription-left`,
      }),
    );
    if (!session.url) throw gatewayUnavailable('The gateway gave no address for the payment; try again.');
    return session.url;
  }
}
