/** The door of partners' webhooks: a person's own events, posted to addresses that they name. */
import { HOUR_MS } from '../../platform/kernel/clock';
import type { Platform } from '../../platform/platform';
import { createPostWebhook } from './post-webhook';
import { createResolveName, type ResolveName } from './resolve-name';
import { createSigning } from './signing';
import { createChangeEndpoint } from './use-cases/change-endpoint';
import { createDeliver, createWake } from './use-cases/deliver';
import { followTheLog } from './use-cases/note-events';
import { createReadEndpoints } from './use-cases/read-endpoints';
import { createReplay } from './use-cases/replay';
import { createSwitchOff } from './use-cases/switch-off';
import { defineModels } from './webhook-endpoint.model';
import type { WebhookEndpointsConfig } from './webhook-endpoints.config';
import type { WebhookEndpointsContext, WebhookEndpointsDeps } from './webhook-endpoints.context';
import { webhookEndpointsRoutes } from './webhook-endpoints.routes';
import { registerUserData } from './webhook-endpoints.user-data';

export type { ResolveName } from './resolve-name';
export { webhookAddressSet, webhookSwitchedOff } from './webhook-endpoints.events';

/** @param resolveName what stands in for the name servers of the world */
export function createWebhookEndpoints(
  platform: Platform<WebhookEndpointsConfig>,
  deps: WebhookEndpointsDeps,
  resolveName: ResolveName = createResolveName(),
): void {
  const { clock, config, database, scheduler } = platform;
  const context: WebhookEndpointsContext = {
    ...deps,
    platform,
    models: defineModels(database),
    signing: createSigning(config),
    resolveName,
    postWebhook: createPostWebhook({
      ...{ clock, resolveName, timeoutMs: config.WEBHOOK_TIMEOUT_MS, loopback: config.WEBHOOK_LOOPBACK },
    }),
  };
  const wake = createWake(context);
  const switchOff = createSwitchOff(context);
  const { forgetFormerSecrets, ...changing } = createChangeEndpoint(context, wake);
  const { deleteOldDeliveries, ...reading } = createReadEndpoints(context);
  platform.serve(
    'Webhook endpoints',
    webhookEndpointsRoutes({ ...changing, ...reading, ...createReplay(context, wake) }),
  );
  registerUserData(context, reading);
  createDeliver(context, wake, switchOff);
  followTheLog(context, wake, switchOff);
  scheduler.every('webhooks.forget-secrets', HOUR_MS, forgetFormerSecrets);
  scheduler.every('webhooks.delete-old', HOUR_MS, deleteOldDeliveries);
}
