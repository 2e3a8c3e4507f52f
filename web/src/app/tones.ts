/** How the states are shown of what administrators see as well. */
import type { Subscription } from '../api/billing';
import type { Mandate } from '../api/brokers';
import type { WebhookEndpoint } from '../api/webhooks';
import type { Tone } from '../ui/chip';

export const MANDATE_TONES: Record<Mandate['status'], Tone> = {
  GIVEN: 'turn',
  ACTIVE: 'ok',
  DECLINED: 'bad',
  LAPSED: 'neutral',
  ENDED: 'neutral',
};

export const SUBSCRIPTION_TONES: Record<Subscription['status'], Tone> = {
  AWAITING_PAYMENT: 'warn',
  ACTIVE: 'ok',
  PAST_DUE: 'bad',
  ENDED: 'neutral',
};

export const ENDPOINT_TONES: Readonly<Record<WebhookEndpoint['status'], Tone>> = {
  ACTIVE: 'ok',
  PAUSED: 'warn',
  OFF: 'bad',
};
