/** Where a carrier has its main office; null where the record does not show it. */
import type { FoundCarrier } from '../../../api/carriers';

export const placeOf = ({ city, state }: Pick<FoundCarrier, 'city' | 'state'>): string | null =>
  [city, state].filter(Boolean).join(', ') || null;
