/** Keeps each user as one customer of the gateway: made when he first needs it, renamed and deleted with him. */
import { userChanged, userDeleted } from '../../identity';
import { gatewayOf, type SubscriptionsContext } from './subscriptions.context';

export type KeepCustomer = ReturnType<typeof createKeepCustomer>;

export function createKeepCustomer(context: SubscriptionsContext) {
  const { platform, identity, models } = context;
  const { clock, outbox } = platform;

  outbox.on(userChanged, 'billing', { runs: 'outside' }, async ({ userId }) => {
    const customerId = await knownCustomerOf(userId);
    if (customerId === null) return;
    const { deletedAt, ...person } = await identity.getUser(userId);
    if (deletedAt === null) await gatewayOf(context).updateCustomer({ customerId, ...nameOf(person) });
  });

  outbox.on(userDeleted, 'billing', { runs: 'outside' }, async ({ userId }) => {
    const customerId = await knownCustomerOf(userId);
    if (customerId !== null) await gatewayOf(context).deleteCustomer(customerId);
  });

  /** Null for somebody who has needed none until now. */
  const knownCustomerOf = async (userId: string): Promise<string | null> =>
    (await models.customers.findByPk(userId))?.gatewayCustomerId ?? null;

  /** Asks the gateway. A user is one customer there, also when two requests ask at once: they send the same key. */
  async function customerOf(userId: string): Promise<string> {
    await models.customers.bulkCreate([{ userId, createdAt: clock.now() }], { ignoreDuplicates: true });
    const row = await models.customers.findByPk(userId, { rejectOnEmpty: true });
    const known = row.gatewayCustomerId;
    const gateway = gatewayOf(context);
    // Somebody may have deleted him there by hand.
    if (known !== null && (await gateway.retrieveCustomer(known))) return known;
    const { email, name } = nameOf(await identity.getUser(userId));
    const { id } =
      (await gateway.findCustomer(email, userId)) ??
      (await gateway.createCustomer({
        idempotencyKey: `customer:${userId}${known === null ? '' : `:after:${known}`}`,
        reference: userId,
        email,
        name,
      }));
    await row.update({ gatewayCustomerId: id });
    return id;
  }

  return { customerOf, knownCustomerOf };
}

const nameOf = ({ email, firstName, lastName }: { email: string; firstName: string; lastName: string }) => ({
  email,
  name: `${firstName} ${lastName}`,
});
