/** How the states of mandates are shown. */
import type { Mandate } from '../../../api/brokers';
import type { Tone } from '../../../ui/chip';

export const MANDATE_TONES: Record<Mandate['status'], Tone> = {
  GIVEN: 'turn',
  ACTIVE: 'ok',
  DECLINED: 'bad',
  LAPSED: 'neutral',
  ENDED: 'neutral',
};
