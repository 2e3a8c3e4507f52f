/** The color of each state of what was posted. */
import type { DeliveryStatus } from '../../../api/webhooks';
import type { Tone } from '../../../ui/chip';

export const DELIVERY_TONES: Readonly<Record<DeliveryStatus, Tone>> = {
  WAITING: 'info',
  TAKEN: 'ok',
  FAILED: 'bad',
  MISSED: 'warn',
};
