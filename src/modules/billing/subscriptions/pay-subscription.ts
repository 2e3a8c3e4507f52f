/** Changes the payment method of a subscription, and pays what is due now. */
import type { UserActor } from '../../../platform/kernel/actor';
import { newId } from '../../../platform/kernel/ids';
import { type GatewayInvoice, GatewayRefusal, INVOICE_PAID_BEFORE } from '../../gateway';
import { callGateway } from './billing-gateways';
import type { ReadSubscriptions, SubscriptionFile } from './read-subscriptions';
import type { SubscriptionsContext } from './subscriptions.context';
import { changeInProgress, noSubscription, nothingDue } from './subscriptions.problems';
import type { DuePayment, MethodChoice } from './subscriptions.schema';
import type { SyncSubscription } from './sync-subscription';
import type { AuditAction } from '../../audit';

export function createPaySubscription(
  context: SubscriptionsContext,
  { syncSubscription }: SyncSubscription,
  { getSubscription }: ReadSubscriptions,
) {
  const { platform, audit, store } = context;
  const { database } = platform;

  async function findLive({ userId }: UserActor) {
    const row = await store.findLive(userId);
    if (!row) throw noSubscription('Subscribe first.');
    const { id, gateway, gatewaySubscriptionId: gatewayId, dueInvoiceId } = row;
    if (gatewayId === null)
      throw changeInProgress('The subscription has just started. Try again in a moment.');
    return { id, gateway, gatewayId, dueInvoiceId };
  }

  /** Calls the gateway, which checks that the method belongs to the customer. */
  async function changeMethod(
    actor: UserActor,
    { paymentMethodId }: MethodChoice,
  ): Promise<SubscriptionFile> {
    const { id, gateway: name, gatewayId } = await findLive(actor);
    // A new key each time: choosing a former method again must not repeat an old answer.
    const idempotencyKey = `method:${newId()}`;
    await callGateway(context, name, (gateway) =>
      gateway.changeSubscriptionMethod({ idempotencyKey, subscriptionId: gatewayId, paymentMethodId }),
    );
    await audited(actor, 'subscription.method_changed', id);
    await syncSubscription(id, gatewayId);
    return getSubscription(id);
  }

  /**
   * Calls the gateway, which collects an invoice once; its event settles it. A declined card is
   * `payment_gateway_refused`.
   */
  async function payDue(actor: UserActor, { paymentMethodId }: DuePayment): Promise<SubscriptionFile> {
    const { id, gateway, gatewayId, dueInvoiceId } = await findLive(actor);
    if (dueInvoiceId === null)
      throw nothingDue(
        'Nothing is due: the subscription is paid. You can change its plan or its payment method.',
      );
    const invoice = await payInvoice(gateway, dueInvoiceId, paymentMethodId);
    const isPaid = invoice?.status === 'PAID';
    await audited(actor, isPaid ? 'subscription.due_paid' : 'subscription.due_payment_requested', id);
    await syncSubscription(id, gatewayId);
    return getSubscription(id);
  }

  /** Null for one that was paid before: its event will arrive. */
  function payInvoice(
    name: string,
    invoiceId: string,
    paymentMethodId?: string,
  ): Promise<GatewayInvoice | null> {
    const order = { idempotencyKey: `pay:${newId()}`, invoiceId };
    return callGateway(context, name, (gateway) =>
      gateway
        .payInvoice({ ...order, ...(paymentMethodId ? { paymentMethodId } : {}) })
        .catch((error: unknown) => {
          if (error instanceof GatewayRefusal && error.code === INVOICE_PAID_BEFORE) return null;
          throw error;
        }),
    );
  }

  const audited = (actor: UserActor, action: AuditAction, id: string) =>
    database.atomically(() => audit.record({ actor, action, subject: { type: 'subscription', id } }));

  return { changeMethod, payDue };
}
