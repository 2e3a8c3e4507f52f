/** A company as a row of a list: what anyone may read of it, in ranges. */
import { words } from '../words';
import { Chip, type Tone } from './chip';
import classes from './listing-row.module.css';

const { card, codes } = words;

/** What a row shows of a card, ranges already written out. */
export interface ListingRowProps {
  title: string;
  priceBand: string | null;
  facts: readonly string[];
  safetyRating: keyof typeof codes.safetyRating;
  riskBand: keyof typeof codes.riskBand | null;
  status: keyof typeof codes.listingStatus;
  verified: boolean;
  isPremium: boolean;
  isFeatured?: boolean;
  /** For a buyer who has said what they look for. */
  match: number | null;
  sellerSays: readonly string[];
}

export const ratingTone: Record<ListingRowProps['safetyRating'], Tone> = {
  SATISFACTORY: 'ok',
  CONDITIONAL: 'warn',
  UNSATISFACTORY: 'bad',
  NOT_RATED: 'neutral',
  UNKNOWN: 'neutral',
};

export const riskTone: Record<NonNullable<ListingRowProps['riskBand']>, Tone> = {
  LOW: 'ok',
  MODERATE: 'neutral',
  ELEVATED: 'warn',
  HIGH: 'bad',
};

const GOOD_MATCH = 70;

export function ListingRow(props: ListingRowProps) {
  const { title, priceBand, facts, safetyRating, riskBand, status, verified, isPremium, match, sellerSays } =
    props;
  const { isFeatured = false } = props;
  return (
    <article className={classes.row}>
      <h3 className={classes.title}>{title}</h3>
      <p className={classes.price}>{priceBand ?? card.priceUnknown}</p>
      <p className={classes.facts}>
        {facts.map((fact) => (
          <span key={fact}>{fact}</span>
        ))}
      </p>
      <p className={classes.marks}>
        {status !== 'ACTIVE' && <Chip tone="info">{codes.listingStatus[status]}</Chip>}
        {match !== null && <Chip tone={match >= GOOD_MATCH ? 'ok' : 'neutral'}>{card.match(match)}</Chip>}
        {isFeatured && <Chip tone="info">{card.featured}</Chip>}
        {isPremium && <Chip tone="info">{card.premium}</Chip>}
        <Chip tone={ratingTone[safetyRating]}>{codes.safetyRating[safetyRating]}</Chip>
        {riskBand && <Chip tone={riskTone[riskBand]}>{card.risk(codes.riskBand[riskBand])}</Chip>}
        {verified && <Chip tone="ok">{card.verified}</Chip>}
      </p>
      {sellerSays.length > 0 && (
        <p className={classes.says}>
          {sellerSays.join(', ')} · {card.sellerSays}
        </p>
      )}
    </article>
  );
}
