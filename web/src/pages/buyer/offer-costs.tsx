/** What a price comes to for who reads it: the fee and the deposit beside what they are taken from. */
import { useQuery } from '@tanstack/react-query';
import { configQuery } from '../../api/queries';
import { money, percent } from '../../format/money';
import { depositOf, feeOf, shareOf } from '../../format/shares';
import { offersWords } from '../../words/offers';
import type { Amounts } from './offer-draft.rules';
import classes from './offers.module.css';

const { costs: says } = offersWords;

interface Props {
  side: 'BUYER' | 'SELLER';
  /** Null while no price is typed. */
  amounts: Amounts | null;
}

interface Line {
  name: string;
  cents: number;
  /** Part of the line above. */
  part?: boolean;
  sum?: boolean;
}

export function OfferCosts({ side, amounts }: Props) {
  const { data: config } = useQuery(configQuery);
  if (!config) return null;
  if (!amounts) return <p className="second">{says.enter}</p>;
  const { priceCents, lentCents, depositCents, holdbackPct, holdbackDays } = amounts;
  const fee = feeOf(priceCents, config);
  const paidNow = priceCents - lentCents;
  const deposit = Math.min(paidNow, depositCents ?? depositOf(priceCents, config));
  const rate = percent(config.transactionFeeBasisPoints);
  const heldBack = shareOf(priceCents, holdbackPct * 100);
  const forSeller: Line[] = [
    { name: says.price, cents: priceCents },
    { name: says.fee(rate), cents: -fee },
    { name: side === 'SELLER' ? says.youGet : says.sellerGets, cents: priceCents - fee, sum: true },
    ...(heldBack > 0
      ? [{ name: says.holdback(holdbackPct, holdbackDays), cents: heldBack, part: true }]
      : []),
    ...(lentCents > 0 ? [{ name: says.loan, cents: lentCents, part: true }] : []),
  ];
  const forBuyer: Line[] = [
    { name: says.paidNow, cents: paidNow, sum: true },
    { name: says.deposit, cents: deposit, part: true },
    { name: says.rest, cents: paidNow - deposit, part: true },
    ...(lentCents > 0 ? [{ name: says.youOweLater, cents: lentCents }] : []),
  ];
  return (
    <dl className={classes.lines}>
      {[...forSeller, ...(side === 'BUYER' ? forBuyer : [])].map(({ name, cents, part, sum }) => (
        <div key={name} data-part={part || undefined} data-sum={sum || undefined}>
          <dt>{name}</dt>
          <dd>{cents < 0 ? `−${money(-cents)}` : money(cents)}</dd>
        </div>
      ))}
    </dl>
  );
}
