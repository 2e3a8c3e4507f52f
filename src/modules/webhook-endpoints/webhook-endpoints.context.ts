/** What every use case of this module works with. */
import type { Platform } from '../../platform/platform';
import type { Audit } from '../audit';
import type { Identity } from '../identity';
import type { PostWebhook } from './post-webhook';
import type { ResolveName } from './resolve-name';
import type { Signing } from './signing';
import type { Models } from './webhook-endpoint.model';
import type { WebhookEndpointsConfig } from './webhook-endpoints.config';

export interface WebhookEndpointsDeps {
  audit: Audit;
  identity: Identity;
}

export interface WebhookEndpointsContext extends WebhookEndpointsDeps {
  platform: Platform<WebhookEndpointsConfig>;
  models: Models;
  signing: Signing;
  resolveName: ResolveName;
  postWebhook: PostWebhook;
}
