/** Where a listing stands, as a chip. */
import type { ListingCard } from '../../api/queries';
import { Chip, type Tone } from '../../ui/chip';
import { words } from '../../words';

const TONES: Record<ListingCard['status'], Tone> = {
  DRAFT: 'neutral',
  PENDING_REVIEW: 'info',
  ACTIVE: 'ok',
  PAUSED: 'warn',
  RESERVED: 'info',
  SOLD: 'neutral',
  REJECTED: 'bad',
  SUSPENDED: 'bad',
  EXPIRED: 'neutral',
  WITHDRAWN: 'neutral',
};

export const StatusChip = ({ status }: { status: ListingCard['status'] }) => (
  <Chip tone={TONES[status]}>{words.codes.listingStatus[status]}</Chip>
);
