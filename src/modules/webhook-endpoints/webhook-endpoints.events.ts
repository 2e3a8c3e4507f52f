/** What partners' webhooks tell. */
import { z } from 'zod';
import { defineEvent } from '../../platform/events/events';
import { OFF_REASONS } from './delivery.rules';

const endpoint = {
  endpointId: z.string(),
  userId: z.string(),
  /** Without path and query, which may hold a secret. */
  host: z.string(),
};

export const webhookAddressSet = defineEvent('webhook_endpoint.address_set', z.strictObject(endpoint), {
  when: 'A user named an address that their events are posted to from now on.',
  about: 'endpointId',
});

export const webhookSwitchedOff = defineEvent(
  'webhook_endpoint.switched_off',
  z.strictObject({ ...endpoint, reason: z.enum(OFF_REASONS) }),
  { when: 'Nothing is posted to an endpoint any more, until its owner resumes it.', about: 'endpointId' },
);
