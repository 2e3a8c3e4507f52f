/** Saves, lists and deletes payment methods of users. The gateway keeps them; their numbers never come here. */
import { Op } from 'sequelize';
import type { UserActor } from '../../../platform/kernel/actor';
import { notFound } from '../../../platform/http/problem';
import { MINUTE_MS } from '../../../platform/kernel/clock';
import { newId } from '../../../platform/kernel/ids';
import type { SavedMethod } from '../../gateway';
import { callGateway, defaultBillingGateway } from './billing-gateways';
import type { SaveCustomer } from './save-customer';
import type { SubscriptionsContext } from './subscriptions.context';
import { methodInUse, savingAnother, tooManyMethods } from './subscriptions.problems';
import type { AuditAction } from '../../audit';

/** Saving one card after another is how stolen ones are tried out. */
const METHODS_MAX = 10;

/** After a crash in the middle of saving, the next one may begin. Longer than the gateway can take. */
const SAVING_MOST_MS = 2 * MINUTE_MS;

/** A saved method of a kind that is accepted here. */
export interface AcceptedMethod extends SavedMethod {
  method: NonNullable<SavedMethod['method']>;
  /** Renewals of the subscription are charged to it. */
  paysSubscription: boolean;
}

interface Customer {
  userId: string;
  gateway: string;
  customerId: string;
}

export interface MethodSetup {
  id: string;
  clientSecret: string | null;
}

export function createSavePaymentMethods(
  context: SubscriptionsContext,
  { ensureCustomer, findCustomers }: SaveCustomer,
) {
  const { platform, audit, store, models } = context;
  const { clock, database } = platform;

  async function listMethods({ userId }: UserActor): Promise<AcceptedMethod[]> {
    const [saved, payingId] = [await findSaved(userId), await findPayingMethodId(userId)];
    return saved.flatMap(({ method }) => accept(method, payingId) ?? []);
  }

  /** At every gateway: one that takes no new money may still renew subscriptions. */
  async function findSaved(userId: string): Promise<{ gateway: string; method: SavedMethod }[]> {
    const known = await findCustomers(userId);
    const found = known.map(async ({ gateway, customerId }) =>
      (await savedAt(gateway, customerId)).map((method) => ({ gateway, method })),
    );
    return (await Promise.all(found)).flat();
  }

  const savedAt = (gateway: string, customerId: string): Promise<SavedMethod[]> =>
    callGateway(context, gateway, ({ listMethods: list }) => list(customerId));

  async function findPayingMethodId(userId: string): Promise<string | null> {
    const live = await store.findLive(userId);
    return live && !live.endsWithPeriod ? live.paymentMethodId : null;
  }

  /** The gateway's form in the payer's browser needs it to save a method. */
  async function startSetup({ userId }: UserActor): Promise<MethodSetup> {
    const customer = await customerOf(userId);
    if ((await savedAt(customer.gateway, customer.customerId)).length >= METHODS_MAX) throw noRoom();
    const { id, clientSecret } = await callGateway(context, customer.gateway, (gateway) =>
      gateway.createSetupIntent({
        idempotencyKey: `setup:${newId()}`,
        customerId: customer.customerId,
      }),
    );
    return { id, clientSecret };
  }

  /**
   * Saves a method that the gateway's form has created. Saving it again changes nothing.
   * @throws saving_another, too_many_payment_methods
   */
  async function saveMethod(actor: UserActor, paymentMethodId: string): Promise<AcceptedMethod> {
    const customer = await customerOf(actor.userId);
    const saved = await oneAtATime(customer, () => attach(customer, paymentMethodId));
    const accepted = accept(saved, await findPayingMethodId(actor.userId));
    if (!accepted) throw new Error(`The payment method ${saved.id} was saved, but its kind is not accepted.`);
    await audited(actor, 'payment_method.saved', saved.id);
    return accepted;
  }

  async function attach({ gateway: name, customerId }: Customer, id: string): Promise<SavedMethod> {
    const saved = await savedAt(name, customerId);
    const isSaved = saved.some((method) => method.id === id);
    if (!isSaved && saved.length >= METHODS_MAX) throw noRoom();
    // Forms that were begun while there was room save at the gateway by themselves.
    if (isSaved && saved.length > METHODS_MAX) {
      await detach(name, id);
      throw noRoom();
    }
    return callGateway(context, name, (gateway) =>
      gateway.attachMethod({ idempotencyKey: `attach:${newId()}`, paymentMethodId: id, customerId }),
    );
  }

  const detach = (gateway: string, paymentMethodId: string): Promise<SavedMethod> =>
    callGateway(context, gateway, ({ detachMethod }) =>
      detachMethod({ idempotencyKey: `detach:${paymentMethodId}`, paymentMethodId }),
    );

  async function customerOf(userId: string): Promise<Customer> {
    const { name: gateway } = defaultBillingGateway(context);
    return {
      userId,
      gateway,
      customerId: await callGateway(context, gateway, () => ensureCustomer(userId, gateway)),
    };
  }

  /**
   * The gateway keeps the methods, so that they are counted outside of any unit: what counts and then adds holds the
   * customer meanwhile.
   */
  async function oneAtATime<Result>(
    { userId, gateway }: Customer,
    save: () => Promise<Result>,
  ): Promise<Result> {
    const now = clock.now();
    const savingUntil = now + SAVING_MOST_MS;
    const of = { userId, gateway };
    const [held] = await models.customers.update(
      { savingUntil },
      { where: { ...of, [Op.or]: [{ savingUntil: null }, { savingUntil: { [Op.lte]: now } }] } },
    );
    if (held !== 1) throw savingAnother('Send the request again when the other one is answered.');
    try {
      return await save();
    } finally {
      await models.customers.update({ savingUntil: null }, { where: { ...of, savingUntil } });
    }
  }

  /** @throws not_found also for somebody else's */
  async function deleteMethod(actor: UserActor, paymentMethodId: string): Promise<void> {
    const saved = (await findSaved(actor.userId)).find(({ method }) => method.id === paymentMethodId);
    if (!saved) throw notFound('You have no such payment method.');
    if ((await findPayingMethodId(actor.userId)) === paymentMethodId) {
      throw methodInUse('Choose another payment method for the subscription first.');
    }
    await detach(saved.gateway, paymentMethodId);
    await audited(actor, 'payment_method.deleted', paymentMethodId);
  }

  const audited = (actor: UserActor, action: AuditAction, paymentMethodId: string) =>
    database.atomically(() =>
      audit.record({
        ...{ actor, action },
        subject: { type: 'user', id: actor.userId },
        detail: { paymentMethodId },
      }),
    );

  return { listMethods, startSetup, saveMethod, deleteMethod };
}

const noRoom = () => tooManyMethods(`You can save up to ${METHODS_MAX} payment methods. Delete one first.`);

/** Null for a kind that is not accepted here. */
const accept = (saved: SavedMethod, payingId: string | null): AcceptedMethod | null =>
  saved.method && { ...saved, method: saved.method, paysSubscription: saved.id === payingId };
