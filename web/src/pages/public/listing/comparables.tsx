/** A company beside others: what those alike are offered and sold for, and which they are. */
import { useQuery } from '@tanstack/react-query';
import { priceGuidanceQuery, similarQuery } from '../../../api/comparables';
import { ListingList } from '../../../app/listing-list';
import { moneyBand } from '../../../format/band';
import { shortDay } from '../../../format/time';
import { BandBar } from '../../../ui/band-bar';
import { Facts } from '../../../ui/facts';
import { publicWords } from '../../../words/public';
import { PartProblem } from '../../../app/part-problem';

const { comparables: says } = publicWords;
const PLACES = ['BELOW', 'WITHIN', 'ABOVE'] as const;

/** Nothing where too few can be compared, or while it is not known: nobody waits for it. */
export function PriceComparison({ id }: { id: string }) {
  const prices = useQuery(priceGuidanceQuery(id));
  if (!prices.data?.guidance) return <PartProblem query={prices} />;
  const { guidance, asOf } = prices.data;
  return (
    <section className="card stack-tight">
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
    </section>
  );
}

export function Similar({ id }: { id: string }) {
  const list = useQuery(similarQuery(id));
  const cards = list.data ?? [];
  if (cards.length === 0) return <PartProblem query={list} />;
  return (
    <section className="stack-tight">
      <h2>{says.similar}</h2>
      <ListingList cards={cards} />
    </section>
  );
}
