/** What partners' webhooks refuse. */
import { problemKind, refusalThrower } from '../../platform/http/problem';

export const webhookAddressRefused = problemKind(
  'webhook_address_refused',
  422,
  'Nothing is posted to this address',
  'Use an https:// address of the public internet, on port 443 or 8443.',
  { field: 'url' },
);
export const tooManyWebhookEndpoints = problemKind(
  'too_many_webhook_endpoints',
  409,
  'You have reached the limit of webhook endpoints',
  'Delete an endpoint that you no longer use.',
);
export const webhookEndpointNotActive = problemKind(
  'webhook_endpoint_not_active',
  409,
  'The webhook endpoint is paused or switched off',
  'Resume the endpoint first.',
);

export const webhookEndpointUnconfirmed = problemKind(
  'webhook_endpoint_unconfirmed',
  409,
  'Somebody else may have named this address, or know its secret',
  'Set the address of the endpoint anew (PUT, with `url`), give it a new secret, then resume it.',
);
export const tooManyWebhookTests = problemKind(
  'too_many_webhook_tests',
  429,
  'This host has had many test events',
  'Wait an hour, or wait for an event to happen: those are posted as before.',
);

export const throwIfRefused = refusalThrower({ webhook_address_refused: webhookAddressRefused });
