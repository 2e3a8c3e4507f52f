/** Where a deal stands, as a chip. */
import type { DealSummary } from '../../api/deals';
import { Chip, type Tone } from '../../ui/chip';
import { dealCodes, dealWords } from '../../words/deals';

const TONES: Partial<Record<DealSummary['status'], Tone>> = {
  DISPUTED: 'bad',
  COMPLETED: 'ok',
  CANCELLED: 'neutral',
};

export const DealChip = ({ deal: { status, onHold } }: { deal: Pick<DealSummary, 'status' | 'onHold'> }) => (
  <span className="row">
    <Chip tone={TONES[status] ?? 'info'}>{dealCodes.status[status]}</Chip>
    {onHold && <Chip tone="bad">{dealWords.room.hold}</Chip>}
  </span>
);
