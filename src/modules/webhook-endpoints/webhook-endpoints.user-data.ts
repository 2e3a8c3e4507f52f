/** What partners' webhooks add to a person's export, and what becomes of them with the account. */
import { userAccessVoided, userDeleted } from '../identity';
import { dropEndpoints } from './use-cases/change-endpoint';
import type { createReadEndpoints } from './use-cases/read-endpoints';
import type { SwitchOff } from './use-cases/switch-off';
import { presentEndpoint } from './webhook-endpoint.view';
import type { WebhookEndpointsContext } from './webhook-endpoints.context';

const HEARER = 'webhook-endpoints';

export function registerUserData(
  context: WebhookEndpointsContext,
  { listEndpoints }: Pick<ReturnType<typeof createReadEndpoints>, 'listEndpoints'>,
  switchOff: SwitchOff,
): void {
  const { platform, identity, models } = context;

  identity.contributesToExport('webhookEndpoints', async (person) =>
    (await listEndpoints(person)).map(presentEndpoint),
  );

  // Whoever had the account may have named an address of their own.
  platform.events.on(userAccessVoided, HEARER, { runs: 'unit' }, async ({ userId, at }) => {
    const endpoints = await models.endpoints.findAll({
      where: { userId },
      order: [['id', 'ASC']],
      lock: true,
    });
    for (const endpoint of endpoints) {
      if (endpoint.status !== 'OFF' && endpoint.statusAt <= at) await switchOff(endpoint, 'ACCESS_VOIDED');
    }
  });

  platform.events.on(userDeleted, HEARER, { runs: 'unit' }, async ({ userId }) => {
    const endpoints = await models.endpoints.findAll({ where: { userId }, attributes: ['id'], lock: true });
    await dropEndpoints(
      context,
      endpoints.map(({ id }) => id),
    );
  });
}
