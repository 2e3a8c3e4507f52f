/** Reads endpoints and their deliveries: for their owners, and those that fail for the office. */
import { Op } from 'sequelize';
import { modelKeyset, newestFirst, oldestFirst, readPage, selectKeyset } from '../../../platform/db/keyset';
import { sweep } from '../../../platform/db/walk';
import { notFound } from '../../../platform/http/problem';
import type { UserActor } from '../../../platform/kernel/actor';
import type { Page, PageQuery } from '../../../platform/kernel/page';
import { DELIVERIES_KEPT_MS, type DeliveryStatus, type EndpointStatus } from '../delivery.rules';
import type { WebhookDelivery, WebhookEndpoint, WebhookTry } from '../webhook-endpoint.model';
import type { WebhookEndpointsContext } from '../webhook-endpoints.context';
import { noSuchEndpoint } from './lock-endpoint';

export type DeliveryFilter = PageQuery & { status?: DeliveryStatus | undefined; event?: string | undefined };

export interface DeliveryFile {
  delivery: WebhookDelivery;
  /** The latest first. */
  tries: WebhookTry[];
}

export function createReadEndpoints({ platform, models, identity }: WebhookEndpointsContext) {
  const { clock, database, log } = platform;

  async function readEndpoint({ userId }: UserActor, id: string): Promise<WebhookEndpoint> {
    const endpoint = await models.endpoints.findOne({ where: { id, userId } });
    if (!endpoint) throw noSuchEndpoint();
    return endpoint;
  }

  return {
    /** At most `ENDPOINTS_MAX`. */
    listEndpoints: ({ userId }: Pick<UserActor, 'userId'>): Promise<WebhookEndpoint[]> =>
      models.endpoints.findAll({
        where: { userId },
        order: [
          ['createdAt', 'DESC'],
          ['id', 'DESC'],
        ],
      }),

    readEndpoint,

    /** Newest first. @throws not_found */
    async listDeliveries(
      actor: UserActor,
      id: string,
      { status, event, ...query }: DeliveryFilter,
    ): Promise<Page<WebhookDelivery>> {
      await readEndpoint(actor, id);
      const deliveries = modelKeyset(models.deliveries, {
        name: 'webhooks.deliveries',
        order: newestFirst('createdAt'),
        where: { endpointId: id, ...(status ? { status } : {}), ...(event ? { kind: event } : {}) },
      });
      return readPage(deliveries, { ...query, id, status, event });
    },

    /** @throws not_found */
    async readDelivery(actor: UserActor, id: string, deliveryId: string): Promise<DeliveryFile> {
      await readEndpoint(actor, id);
      const delivery = await models.deliveries.findOne({ where: { id: deliveryId, endpointId: id } });
      if (!delivery) throw notFound('This endpoint has no such delivery.');
      const tries = await models.tries.findAll({
        where: { deliveryId },
        order: [['number', 'DESC']],
        limit: 100,
      });
      return { delivery, tries };
    },

    /** Those that fail, the longest first; or all of one status. */
    async listAllEndpoints({ status, ...query }: PageQuery & { status?: EndpointStatus | undefined }) {
      const page = await readPage(
        status
          ? modelKeyset(models.endpoints, {
              name: 'webhooks.endpoints',
              order: [['id', 'DESC']],
              where: { status },
            })
          : modelKeyset(models.endpoints, {
              name: 'webhooks.failing',
              order: oldestFirst('failingSince'),
              where: { failingSince: { [Op.ne]: null } },
            }),
        { ...query, status },
      );
      return { page, owners: await identity.findUsers([...new Set(page.items.map(({ userId }) => userId))]) };
    },

    /** What is older than anything that may be replayed. */
    deleteOldDeliveries(signal: AbortSignal): Promise<void> {
      const old = selectKeyset<{ id: string; createdAt: number }>(database, {
        name: 'webhooks.old_deliveries',
        order: oldestFirst('createdAt'),
        select: 'id, createdAt',
        from: 'webhook_deliveries',
        where: ['createdAt <= :before'],
        values: { before: clock.now() - DELIVERIES_KEPT_MS },
      });
      const drop = ({ id }: { id: string }) =>
        database.atomically(async () => {
          await database.change('DELETE FROM webhook_tries WHERE deliveryId = :id', { id });
          await database.change('DELETE FROM webhook_deliveries WHERE id = :id', { id });
        });
      return sweep(log, old, drop, signal);
    },
  };
}
