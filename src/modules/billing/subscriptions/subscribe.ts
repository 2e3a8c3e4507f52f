/** Starts a subscription with a checkout at the gateway. Credits and limits come with the payment. */
import { UniqueConstraintError } from 'sequelize';
import { idempotencyKeyReused } from '../../../platform/http/idempotency';
import type { UserActor } from '../../../platform/kernel/actor';
import { newId } from '../../../platform/kernel/ids';
import { GatewayRefusal, gatewayUnavailable, isPlatformsTrouble } from '../../gateway';
import { refuseOtherPrice } from '../billing.problems';
import { callGateway, defaultBillingGateway } from './billing-gateways';
import { gatewayPriceOf, type PlanTerm, priceTerms } from './plan.rules';
import type { SubscriptionFile } from './read-subscriptions';
import type { SaveCustomer } from './save-customer';
import type { SubscriptionRow } from './subscription.model';
import type { SubscriptionsContext } from './subscriptions.context';
import { alreadySubscribed } from './subscriptions.problems';
import type { PlanChoice } from './subscriptions.schema';

export function createSubscribe(context: SubscriptionsContext, { ensureCustomer }: SaveCustomer) {
  const { platform, audit, store, plans } = context;
  const { config, database, features } = platform;

  /** Calls the gateway between two units; sent again with the same `requestKey` it continues the same checkout. */
  return async function subscribe(
    actor: UserActor,
    wanted: PlanChoice,
    requestKey: string | null,
  ): Promise<SubscriptionFile> {
    const gateway = defaultBillingGateway(context).name;
    const row = await findOrCreate(actor, wanted, gateway, requestKey);
    if (row.status === 'AWAITING_PAYMENT' && row.checkoutUrl === null) {
      await store.save(row, { checkoutUrl: await openCheckout(row) });
    }
    return { subscription: row, terms: await store.termsOf(row.id, 'AGREED') };
  };

  async function findOrCreate(
    actor: UserActor,
    wanted: PlanChoice,
    gateway: string,
    requestKey: string | null,
  ): Promise<SubscriptionRow> {
    const choice = { plan: wanted.plan, termLength: wanted.interval };
    try {
      return await database.atomically(() => create(actor, choice, wanted.priceCents, gateway, requestKey));
    } catch (error) {
      if (!(error instanceof UniqueConstraintError)) throw error;
    }
    const earlier = await store.subscriptions.findOne({
      where: { userId: actor.userId, requestKey },
      rejectOnEmpty: true,
    });
    const [first] = await store.termsOf(earlier.id, 'AGREED');
    if (first?.plan === choice.plan && first.termLength === choice.termLength) return earlier;
    throw idempotencyKeyReused('Use a new key for another plan.');
  }

  async function create(
    actor: UserActor,
    choice: PlanTerm,
    priceRead: number | undefined,
    gateway: string,
    requestKey: string | null,
  ): Promise<SubscriptionRow> {
    const { userId } = actor;
    const earlier =
      requestKey === null ? null : await store.subscriptions.findOne({ where: { userId, requestKey } });
    if (!earlier && (await store.findLive(userId))) {
      throw alreadySubscribed(
        'You have a subscription already. Change its plan instead, or cancel it and subscribe anew when it has ended.',
      );
    }
    if (!earlier) features.refuseOff('FEATURE_CREDIT_SALES');
    const terms = priceTerms(plans, choice);
    if (!earlier) refuseOtherPrice(priceRead, terms.priceCents);
    const row = await store.create({ userId, terms, gateway, requestKey });
    await audit.record({
      actor,
      action: 'subscription.requested',
      subject: { type: 'subscription', id: row.id },
      detail: { plan: choice.plan, interval: choice.termLength },
    });
    return row;
  }

  async function openCheckout(row: SubscriptionRow): Promise<string> {
    const [terms] = await store.termsOf(row.id, 'AGREED');
    if (!terms) throw new Error(`The subscription ${row.id} has no terms.`);
    const session = await callGateway(context, row.gateway, async (gateway) => {
      const order = {
        reference: row.id,
        customerId: await ensureCustomer(row.userId, row.gateway),
        price: gatewayPriceOf(plans, terms),
        successUrl: `${config.siteUrl}/account/billing?subscribed`,
        cancelUrl: `${config.siteUrl}/account/billing?left`,
      };
      const idempotencyKey = `checkout:${row.id}`;
      try {
        return await gateway.createCheckout({ ...order, idempotencyKey });
      } catch (error) {
        // One key repeats its refusal for a day, also once our trouble is over; nothing was made under it.
        if (!(error instanceof GatewayRefusal && isPlatformsTrouble(error))) throw error;
        return gateway.createCheckout({ ...order, idempotencyKey: `${idempotencyKey}:${newId()}` });
      }
    });
    if (!session.url) throw gatewayUnavailable('The payment gateway did not open a checkout. Try again.');
    return session.url;
  }
}
