/** The color of each state. */
import type { DeliveryStatus, WebhookEndpoint } from '../../../api/webhooks';
import type { Tone } from '../../../ui/chip';

export const ENDPOINT_TONES: Readonly<Record<WebhookEndpoint['status'], Tone>> = {
  ACTIVE: 'ok',
  PAUSED: 'warn',
  OFF: 'bad',
};

export const DELIVERY_TONES: Readonly<Record<DeliveryStatus, Tone>> = {
  WAITING: 'info',
  TAKEN: 'ok',
  FAILED: 'bad',
  MISSED: 'warn',
};
