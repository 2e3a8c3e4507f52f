/** Where a document stands: held in quarantine, or what an administrator said of it. */
import type { Paper } from '../api/papers';
import { Chip, type Tone } from '../ui/chip';
import { words } from '../words';
import { documentWords } from '../words/documents';

const { documentReview } = words.codes;

const TONES: Record<Paper['review'], Tone> = { PENDING: 'info', VERIFIED: 'ok', REJECTED: 'bad' };

export const PaperState = ({ paper: { quarantine, review, reviewReason } }: { paper: Paper }) =>
  quarantine ? (
    <span>
      <Chip tone="warn">{documentWords.one.quarantined}</Chip>{' '}
      <span className="note">{quarantine.message}</span>
    </span>
  ) : (
    <span>
      <Chip tone={TONES[review]}>{documentReview[review]}</Chip>
      {reviewReason && <span className="note"> {reviewReason}</span>}
    </span>
  );
