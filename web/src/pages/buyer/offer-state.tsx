/** Where an offer stands, as a mark: filled where it is the reader's move. */
import type { OfferSummary } from '../../api/offers';
import { Chip, type Tone } from '../../ui/chip';
import { offersWords } from '../../words/offers';

const { status: names, list: says } = offersWords;

const TONES: Record<OfferSummary['status'], Tone> = {
  PENDING: 'info',
  ACCEPTED: 'ok',
  REJECTED: 'bad',
  WITHDRAWN: 'neutral',
  EXPIRED: 'neutral',
  SUPERSEDED: 'warn',
  FELL_THROUGH: 'bad',
  COMPLETED: 'ok',
  CLOSED: 'neutral',
};

type Props = Pick<OfferSummary, 'status' | 'turn' | 'yourSide' | 'backupRank' | 'buyNow'>;

/** With the mark of an offer that takes the asking price. */
export const OfferState = (offer: Props) => (
  <>
    <Stands {...offer} /> {offer.buyNow && <Chip tone="ok">{says.buyNow}</Chip>}
  </>
);

function Stands({ status, turn, yourSide, backupRank }: Props) {
  if (turn && turn === yourSide) return <Chip tone="turn">{says.yourMove}</Chip>;
  if (turn) return <Chip tone="info">{says.theirMove[turn]}</Chip>;
  return <Chip tone={TONES[status]}>{backupRank ? says.rank(backupRank) : names[status]}</Chip>;
}
