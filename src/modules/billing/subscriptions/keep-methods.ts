/** The payment methods that a user has saved. The gateway keeps them, and their numbers never come here. */
import type { UserActor } from '../../../platform/kernel/actor';
import { notFound } from '../../../platform/http/problem';
import { newId } from '../../../platform/kernel/ids';
import type { SavedMethod } from '../../payments';
import type { KeepCustomer } from './keep-customer';
import type { PaymentMethodView, SetupView } from './payment-methods.schema';
import { presentMethod } from './subscription.view';
import { askGateway, type SubscriptionsContext } from './subscriptions.context';
import { methodInUse, tooManyMethods } from './subscriptions.problems';

/** Whoever saves one card after the other is trying out stolen ones. */
const MOST_METHODS = 10;

export function createKeepMethods(
  context: SubscriptionsContext,
  { customerOf, knownCustomerOf }: KeepCustomer,
) {
  const { platform, audit, models } = context;
  const { database } = platform;

  async function listMethods({ userId }: UserActor): Promise<PaymentMethodView[]> {
    const customerId = await knownCustomerOf(userId);
    if (customerId === null) return [];
    const [saved, paying] = [await savedBy(customerId), await payingMethodOf(userId)];
    return saved.flatMap((method) => presentMethod(method, paying) ?? []);
  }

  const savedBy = (customerId: string): Promise<SavedMethod[]> =>
    askGateway(context, (gateway) => gateway.listMethods(customerId));

  /** Of a subscription that will be renewed. */
  async function payingMethodOf(userId: string): Promise<string | null> {
    const live = await models.subscriptions.findOne({ where: { liveSlot: userId, endsWithPeriod: false } });
    return live?.paymentMethodId ?? null;
  }

  /** The gateway's own form in the payer's browser saves the method with it. */
  async function beginSetup({ userId }: UserActor): Promise<SetupView> {
    const customerId = await customerWithRoom(userId);
    const setup = await askGateway(context, (gateway) =>
      gateway.createSetupIntent({ idempotencyKey: `setup:${newId()}`, customerId }),
    );
    return { id: setup.id, clientSecret: setup.client_secret ?? null };
  }

  /** Saves a method that the gateway's form has made. Saved again, it is the same. */
  async function saveMethod(actor: UserActor, paymentMethodId: string): Promise<PaymentMethodView> {
    const customerId = await customerWithRoom(actor.userId);
    const saved = await askGateway(context, (gateway) =>
      gateway.attachMethod({ idempotencyKey: `attach:${newId()}`, paymentMethodId, customerId }),
    );
    const shown = presentMethod(saved, await payingMethodOf(actor.userId));
    if (!shown) throw new Error(`A payment method of the kind ${saved.type} was saved.`);
    await note(actor, 'payment_method.saved', saved.id);
    return shown;
  }

  async function customerWithRoom(userId: string): Promise<string> {
    const customerId = await askGateway(context, () => customerOf(userId));
    if ((await savedBy(customerId)).length >= MOST_METHODS)
      throw tooManyMethods(`At most ${MOST_METHODS} can be saved. Take one away first.`);
    return customerId;
  }

  /** @throws not_found also for another's */
  async function forgetMethod(actor: UserActor, paymentMethodId: string): Promise<void> {
    const customerId = await knownCustomerOf(actor.userId);
    const saved = customerId === null ? [] : await savedBy(customerId);
    if (saved.every(({ id }) => id !== paymentMethodId)) throw notFound('You have no such payment method.');
    if ((await payingMethodOf(actor.userId)) === paymentMethodId)
      throw methodInUse('Let another payment method pay the subscription first.');
    await askGateway(context, (gateway) =>
      gateway.detachMethod({ idempotencyKey: `detach:${paymentMethodId}`, paymentMethodId }),
    );
    await note(actor, 'payment_method.taken_away', paymentMethodId);
  }

  const note = (actor: UserActor, action: string, paymentMethodId: string) =>
    database.atomically(() =>
      audit.record({
        ...{ actor, action },
        subject: { type: 'user', id: actor.userId },
        detail: { paymentMethodId },
      }),
    );

  return { listMethods, beginSetup, saveMethod, forgetMethod };
}
