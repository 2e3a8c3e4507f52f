/** What partners' webhooks add to a person's export, and what becomes of them with the account. */
import { readEach } from '../../platform/kernel/unreadable';
import { userDeleted } from '../identity';
import { dropEndpoints } from './use-cases/change-endpoint';
import type { createReadEndpoints } from './use-cases/read-endpoints';
import { presentEndpoint } from './webhook-endpoint.view';
import type { WebhookEndpointsContext } from './webhook-endpoints.context';

const HEARER = 'webhook-endpoints';

export function registerUserData(
  context: WebhookEndpointsContext,
  { listEndpoints }: Pick<ReturnType<typeof createReadEndpoints>, 'listEndpoints'>,
): void {
  const { platform, identity, models } = context;

  identity.contributesToExport('webhookEndpoints', async (person) =>
    readEach(await listEndpoints(person), presentEndpoint),
  );

  platform.events.on(userDeleted, HEARER, { runs: 'unit' }, async ({ userId }) => {
    const endpoints = await models.endpoints.findAll({ where: { userId }, attributes: ['id'], lock: true });
    await dropEndpoints(
      context,
      endpoints.map(({ id }) => id),
    );
  });
}
