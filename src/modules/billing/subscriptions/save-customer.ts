/** Keeps each user as one customer of a gateway: created when first needed, updated and deleted with the user. */
import { fullName, userChanged, userDeleted } from '../../identity';
import { isNotFound } from '../../gateway';
import { getBillingGateway } from './billing-gateways';
import type { SubscriptionsContext } from './subscriptions.context';

export type SaveCustomer = ReturnType<typeof createSaveCustomer>;

interface GatewayCustomerId {
  gateway: string;
  customerId: string;
}

export function createSaveCustomer(context: SubscriptionsContext) {
  const { platform, identity, models } = context;
  const { clock, events } = platform;

  events.on(userChanged, 'billing', { lane: 'gateway', runs: 'outside' }, async ({ userId }) => {
    const known = await findCustomers(userId);
    if (known.length === 0) return;
    const { deletedAt, ...person } = await identity.getUser(userId);
    if (deletedAt !== null) return;
    for (const { gateway, customerId } of known) {
      try {
        await getBillingGateway(context, gateway).updateCustomer({ customerId, ...nameOf(person) });
      } catch (error) {
        // It was deleted there by hand; the next one, which is made when it is needed, is called so.
        if (!isNotFound(error)) throw error;
      }
    }
  });

  events.on(userDeleted, 'billing', { lane: 'gateway', runs: 'outside' }, async ({ userId }) => {
    for (const { gateway, customerId } of await findCustomers(userId)) {
      await getBillingGateway(context, gateway).deleteCustomer(customerId);
    }
  });

  /** At every gateway; none for a user who has not needed one yet. */
  async function findCustomers(userId: string): Promise<GatewayCustomerId[]> {
    const rows = await models.customers.findAll({ where: { userId }, order: [['createdAt', 'ASC']] });
    return rows.flatMap(({ gateway, gatewayCustomerId: customerId }) =>
      customerId === null ? [] : [{ gateway, customerId }],
    );
  }

  /** Calls the gateway. Two requests at once make one customer: they send the same key. */
  async function ensureCustomer(userId: string, name: string): Promise<string> {
    const where = { userId, gateway: name };
    await models.customers.bulkCreate([{ ...where, createdAt: clock.now() }], { ignoreDuplicates: true });
    const row = await models.customers.findOne({ where, rejectOnEmpty: true });
    const known = row.gatewayCustomerId;
    const gateway = getBillingGateway(context, name);
    // It may have been deleted there by hand.
    if (known !== null && (await gateway.retrieveCustomer(known))) return known;
    const person = nameOf(await identity.getUser(userId));
    const { id } =
      (await gateway.findCustomer(person.email, userId)) ??
      (await gateway.createCustomer({
        idempotencyKey: `customer:${userId}${known === null ? '' : `:after:${known}`}`,
        reference: userId,
        ...person,
      }));
    await row.update({ gatewayCustomerId: id });
    return id;
  }

  return { ensureCustomer, findCustomers };
}

const nameOf = ({ email, firstName, lastName }: { email: string; firstName: string; lastName: string }) => ({
  email,
  name: fullName({ firstName, lastName }),
});
