/** What companies alike are offered and sold for: beside a listing, and where its seller sets the price. */
import { useQuery } from '@tanstack/react-query';
import { priceGuidanceQuery } from '../api/comparables';
import { moneyBand } from '../format/band';
import { shortDay } from '../format/time';
import { BandBar } from '../ui/band-bar';
import { Facts } from '../ui/facts';
import { publicWords } from '../words/public';
import { PartProblem } from './part-problem';

const { comparables: says } = publicWords;
const PLACES = ['BELOW', 'WITHIN', 'ABOVE'] as const;

interface Props {
  id: string;
  /** Of what its seller writes: another one is compared anew. */
  version?: number | undefined;
  /** It stands on a card already. */
  plain?: boolean;
}

/** Nothing where too few can be compared, or while it is not known: nobody waits for it. */
export function PriceComparison({ id, version, plain = false }: Props) {
  const prices = useQuery(priceGuidanceQuery(id, version));
  if (!prices.data?.guidance) return <PartProblem query={prices} />;
  const { guidance, asOf } = prices.data;
  const shown = (
    <>
      <h2>{says.prices}</h2>
      {guidance.asking && (
        <>
          <p>{says.asking[guidance.asking]}</p>
          <BandBar
            bands={PLACES.map((place) => ({ label: says.places[place], current: place === guidance.asking }))}
          />
        </>
      )}
      <Facts
        facts={[
          { name: says.lower, value: moneyBand(guidance.lower) },
          { name: says.middle, value: moneyBand(guidance.middle) },
          { name: says.upper, value: moneyBand(guidance.upper) },
        ]}
      />
      <p className="note">
        {says.sample(
          guidance.listings,
          guidance.sales,
          guidance.alike.map((each) => says.alike[each]),
        )}{' '}
        {says.asOf(shortDay(asOf))}
      </p>
    </>
  );
  return plain ? (
    <section className="stack-tight">{shown}</section>
  ) : (
    <section className="card stack-tight">{shown}</section>
  );
}
