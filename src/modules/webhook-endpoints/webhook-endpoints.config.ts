/** What partners' webhooks read of the environment. */
import { z } from 'zod';
import {
  type ConfigOf,
  configSlice,
  count,
  isOn,
  secret,
  switchOf,
} from '../../platform/kernel/config-slice';

export type WebhookEndpointsConfig = ConfigOf<typeof webhookEndpointsConfig>;

export const webhookEndpointsConfig = configSlice({
  variables: {
    /** Seals the secrets that partners verify our signatures with. */
    WEBHOOK_ENDPOINT_SECRET: secret.optional(),
    /** For a whole posting: name, connection, answer. */
    WEBHOOK_TIMEOUT_MS: count(50, 30_000).default(10_000),
    /** Endpoints may be on this machine, without TLS: to try them out. */
    WEBHOOK_LOOPBACK: z.stringbool().default(false),
    FEATURE_WEBHOOKS: isOn,
  },
  settings: {
    FEATURE_WEBHOOKS: switchOf(
      'New webhooks',
      'Off: nobody names an address for events. Those that there are go on.',
    ),
  },
  requiredInProduction: ['WEBHOOK_ENDPOINT_SECRET'],
  secrets: ['WEBHOOK_ENDPOINT_SECRET'],
  problems: ({ WEBHOOK_LOOPBACK }, production) =>
    production && WEBHOOK_LOOPBACK ? ['WEBHOOK_LOOPBACK: may not be on in production'] : [],
  fillIn: ({ WEBHOOK_ENDPOINT_SECRET }, { makeUp }) => ({
    WEBHOOK_ENDPOINT_SECRET: WEBHOOK_ENDPOINT_SECRET ?? makeUp('WEBHOOK_ENDPOINT_SECRET'),
  }),
});
