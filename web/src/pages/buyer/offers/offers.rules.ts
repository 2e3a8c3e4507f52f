/** What the address of the list of offers may ask: which side, and which of them. */
import type { components } from '../../../api/schema';

type OfferStatus = components['schemas']['OfferStatus'];

const STATUSES = {
  PENDING: true,
  ACCEPTED: true,
  REJECTED: true,
  WITHDRAWN: true,
  EXPIRED: true,
  SUPERSEDED: true,
  FELL_THROUGH: true,
  COMPLETED: true,
  CLOSED: true,
} satisfies Record<OfferStatus, true>;

export interface OfferSearch {
  side?: 'made' | 'received';
  show?: OfferStatus | 'mine';
}

const isShown = (value: unknown): value is NonNullable<OfferSearch['show']> =>
  value === 'mine' || (typeof value === 'string' && value in STATUSES);

export const readOfferSearch = ({ side, show }: Record<string, unknown>): OfferSearch => ({
  ...(side === 'made' || side === 'received' ? { side } : {}),
  ...(isShown(show) ? { show } : {}),
});
