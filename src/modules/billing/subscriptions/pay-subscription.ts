/** Pays a subscription: with which saved method from now on, and what is due of it now. */
import type { UserActor } from '../../../platform/kernel/actor';
import { newId } from '../../../platform/kernel/ids';
import { GatewayRefusal, type Invoice } from '../../payments';
import type { FollowGateway } from './follow-gateway';
import type { ReadSubscriptions } from './read-subscriptions';
import { askGateway, type SubscriptionsContext } from './subscriptions.context';
import { changeUnderWay, noSubscription, nothingDue } from './subscriptions.problems';
import type { DuePayment, MethodChoice, SubscriptionView } from './subscriptions.schema';

export function createPaySubscription(
  context: SubscriptionsContext,
  { follow }: FollowGateway,
  { view }: ReadSubscriptions,
) {
  const { platform, audit, models } = context;
  const { database } = platform;

  async function findLive({ userId }: UserActor) {
    const row = await models.subscriptions.findOne({ where: { liveSlot: userId } });
    if (!row) throw noSubscription('Subscribe first.');
    const { id, gatewaySubscriptionId: gatewayId, dueInvoiceId } = row;
    if (gatewayId === null) throw changeUnderWay('It has just begun; try again in a moment.');
    return { id, gatewayId, dueInvoiceId };
  }

  /** Speaks to the gateway, which knows whose method it is. */
  async function changeMethod(
    actor: UserActor,
    { paymentMethodId }: MethodChoice,
  ): Promise<SubscriptionView> {
    const { id, gatewayId } = await findLive(actor);
    // What was set before may be set again, which an earlier key would leave undone.
    const idempotencyKey = `method:${newId()}`;
    await askGateway(context, (gateway) =>
      gateway.changeSubscriptionMethod({ idempotencyKey, subscriptionId: gatewayId, paymentMethodId }),
    );
    await note(actor, 'subscription.method_changed', id);
    await follow(id, gatewayId);
    return view(id);
  }

  /**
   * Speaks to the gateway, which takes an invoice's money once, and tells of it like of any other. A refused card is
   * `payment_gateway_refused`.
   */
  async function payDue(actor: UserActor, { paymentMethodId }: DuePayment): Promise<SubscriptionView> {
    const { id, gatewayId, dueInvoiceId } = await findLive(actor);
    if (dueInvoiceId === null) throw nothingDue('Everything is paid.');
    const invoice = await payInvoice(dueInvoiceId, paymentMethodId);
    if (invoice?.status === 'paid') await note(actor, 'subscription.due_paid', id);
    await follow(id, gatewayId);
    return view(id);
  }

  /** Null for one that was paid before: the news of it is on its way. */
  function payInvoice(invoiceId: string, paymentMethodId?: string): Promise<Invoice | null> {
    const order = { idempotencyKey: `pay:${newId()}`, invoiceId };
    return askGateway(context, (gateway) =>
      gateway
        .payInvoice({ ...order, ...(paymentMethodId ? { paymentMethodId } : {}) })
        .catch((error: unknown) => {
          if (error instanceof GatewayRefusal && error.code === 'invoice_already_paid') return null;
          throw error;
        }),
    );
  }

  const note = (actor: UserActor, action: string, id: string) =>
    database.atomically(() => audit.record({ actor, action, subject: { type: 'subscription', id } }));

  return { changeMethod, payDue };
}
